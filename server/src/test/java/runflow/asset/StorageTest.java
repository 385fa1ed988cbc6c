package runflow.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageTest {
  @TempDir private Path folder;

  @Test
  void aStartDropsOnlyWhatItsOwnNodeLeftHalfWritten() throws Exception {
    Storage.open(folder, "node-a");
    Path underWay = Files.writeString(folder.resolve("incoming/node-a/put-1.part"), "half");
    Storage.open(folder, "node-b");
    assertThat(underWay).exists();

    Storage.open(folder, "node-a");
    assertThat(underWay).doesNotExist();
  }

  @Test
  void whatOneNodeStoresTheOtherReads() throws Exception {
    Storage one = Storage.open(folder, "node-a");
    Storage other = Storage.open(folder, "node-b");
    byte[] film = {1, 2, 3};
    String name = one.put(new ByteArrayInputStream(film), 3).sha256();

    assertThat(other.put(new ByteArrayInputStream(film), 3).sha256()).isEqualTo(name);
    try (var in = other.read(name)) {
      assertThat(in.readAllBytes()).isEqualTo(film);
    }
    assertThat(folder.resolve("incoming/node-b")).isEmptyDirectory();
  }
}
