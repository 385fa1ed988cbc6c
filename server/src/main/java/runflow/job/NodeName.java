package runflow.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import java.util.regex.Pattern;
import runflow.config.PrivateFile;

/** The stable name of this node, under which it picks jobs; kept in the data folder. */
public record NodeName(String value) {
  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,99}");

  /**
   * Reads the name, or makes one at the first start. The data folder is locked by its one process.
   */
  public static NodeName open(Path dataFolder) throws IOException {
    Path file = dataFolder.resolve("node.name");
    if (!Files.exists(file)) {
      PrivateFile.replace(file, "node-" + UUID.randomUUID() + "\n");
    }
    String name = Files.readString(file).strip();
    // It also names a folder.
    if (!FORM.matcher(name).matches()) {
      throw new IOException(
          file
              + " must hold 1 to 100 letters, digits, dots, underscores and hyphens; delete it, and"
              + " the next start makes a new name");
    }
    return new NodeName(name);
  }
}
