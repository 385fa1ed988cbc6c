package runflow.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.FileSystemException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.junit.jupiter.api.Test;
import runflow.error.StorageAwayException;

class OutageTest {
  @Test
  void aFullDiskIsNamedWhereverItShows() {
    var database = new SQLException("could not extend file", "53100");
    var files = new FileSystemException("/data/incoming/put", null, "No space left on device");

    assertThat(Outage.of(new IllegalStateException(database))).get().asString().contains("disk");
    assertThat(Outage.of(files)).get().asString().contains("disk").doesNotContain("/data");
  }

  @Test
  void aDatabaseThatIsAwayIsNamed() {
    for (String state : new String[] {"08001", "08006", "53300", "57P01", "57P03"}) {
      assertThat(Outage.of(new SQLException("gone", state))).get().asString().contains("database");
    }
    var noneFree = new SQLTransientConnectionException("no connection within 10 s");
    assertThat(Outage.of(new IllegalStateException(noneFree))).isPresent();
  }

  @Test
  void aBucketThatIsAwayIsNamed() {
    var refused = new ConnectException("10.1.2.3 refused");
    assertThat(Outage.of(new StorageAwayException("no answer from 10.1.2.3", refused)))
        .get()
        .asString()
        .contains("file storage")
        .doesNotContain("10.1.2.3");
  }

  @Test
  void aFaultOfOursStaysOurs() {
    assertThat(Outage.of(new SQLException("syntax error", "42601"))).isEmpty();
    assertThat(Outage.of(new SQLException("no state"))).isEmpty();
    assertThat(Outage.of(new IOException("Broken pipe"))).isEmpty();
    assertThat(Outage.of(new ConnectException("somebody's server"))).isEmpty();
    assertThat(Outage.of(new IllegalStateException("bug"))).isEmpty();
  }
}
