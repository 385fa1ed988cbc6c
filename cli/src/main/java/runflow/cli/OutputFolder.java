package runflow.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes sure that a video can be saved before one is paid for. */
final class OutputFolder {
  private OutputFolder() {}

  static void require(Path folder) {
    try {
      Files.createDirectories(folder.toAbsolutePath());
    } catch (IOException e) {
      throw new CommandException(
          ExitCode.USAGE, "--output: the folder %s cannot be made: %s".formatted(folder, e));
    }
    if (!Files.isWritable(folder.toAbsolutePath())) {
      throw new CommandException(
          ExitCode.USAGE, "--output: this user may not write to the folder " + folder);
    }
  }

  /** As {@link #require} for the folder that a file is to lie in. */
  static void requireFor(Path file) {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || Files.isDirectory(file)) {
      throw new CommandException(
          ExitCode.USAGE, "--output must name a file, but %s is a folder".formatted(file));
    }
    require(folder);
  }
}
