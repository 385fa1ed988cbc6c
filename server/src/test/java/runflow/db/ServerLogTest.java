package runflow.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServerLogTest {
  @TempDir Path folder;

  @Test
  void aLargeLogIsPutAsideAndASmallOneIsKept() throws Exception {
    var log = new ServerLog(folder.resolve("postgres.log"));
    log.prepare();
    Files.writeString(log.file(), "small");
    log.prepare();
    assertThat(log.since(0)).isEqualTo("small");
    try (var file = new RandomAccessFile(log.file().toFile(), "rw")) {
      file.setLength(9L << 20);
    }
    log.prepare();
    assertThat(log.size()).isZero();
    assertThat(folder.resolve("postgres.log.1")).hasSize(9L << 20);
  }

  @Test
  void onlyTheEndOfWhatIsNewIsQuoted() throws Exception {
    var log = new ServerLog(folder.resolve("postgres.log"));
    Files.writeString(log.file(), "old\n" + "x".repeat(5000) + "\nFATAL: no\n");
    assertThat(log.since(0)).hasSizeLessThanOrEqualTo(1500).endsWith("FATAL: no");
    assertThat(log.since(log.size() - 10)).isEqualTo("FATAL: no");
    assertThat(log.since(log.size())).isEmpty();
  }
}
