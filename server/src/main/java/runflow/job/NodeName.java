package runflow.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import runflow.config.PrivateFile;

/** The stable name of this node, under which it picks jobs; kept in the data folder. */
public record NodeName(String value) {
  /**
   * Reads the name, or makes one at the first start. The data folder is locked by its one process.
   */
  public static NodeName open(Path dataFolder) throws IOException {
    Path file = dataFolder.resolve("node.name");
    if (!Files.exists(file)) {
      PrivateFile.replace(file, "node-" + UUID.randomUUID() + "\n");
    }
    String name = Files.readString(file).strip();
    if (name.isEmpty()) {
      throw new IOException(file + " is empty; delete it, and the next start makes a new name");
    }
    return new NodeName(name);
  }
}
