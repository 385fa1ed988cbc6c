package runflow.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class UuidsTest {
  @Test
  void theFirstOfATimeIsBeforeAllThatAreMadeFromThenOn() {
    String first = Uuids.first(Instant.now().minusMillis(1)).toString();
    assertThat(RunId.create().toString()).isGreaterThan(first);
    assertThat(first).isGreaterThan(Uuids.first(Instant.now().minusSeconds(1)).toString());
  }

  @Test
  void nothingIsBeforeTimesThatNoIdCanName() {
    assertThat(Uuids.first(Instant.EPOCH.minusMillis(1))).isEqualTo(new UUID(0, 0));
    assertThat(Uuids.first(Instant.parse("-999999-01-01T00:00:00Z"))).isEqualTo(new UUID(0, 0));
  }
}
