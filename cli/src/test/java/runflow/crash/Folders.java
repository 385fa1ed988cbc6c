package runflow.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;

/** Copies and packs whole folders. */
final class Folders {
  private static final long LONGEST_COMMAND_SECONDS = 120;

  private Folders() {}

  /** Copies a folder with its modes and symbolic links; the copy must not exist yet. */
  static void copy(Path from, Path to) throws IOException, InterruptedException {
    run(List.of(), "cp", "-a", from.toString(), to.toString());
  }

  /** Runs a command to its end. */
  static void run(List<String> prefix, String... command) throws IOException, InterruptedException {
    List<String> words = new ArrayList<>(prefix);
    words.addAll(List.of(command));
    Path out = Files.createTempFile("runflow-command", ".log");
    try {
      // Into a file: a server that the command leaves behind would keep a pipe open.
      Process process =
          new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(out.toFile()).start();
      if (!process.waitFor(LONGEST_COMMAND_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new IOException(words + " did not end: " + Files.readString(out));
      }
      if (process.exitValue() != 0) {
        throw new IOException(
            words + " ended with " + process.exitValue() + ": " + Files.readString(out));
      }
    } finally {
      Files.delete(out);
    }
  }

  /** Packs a folder of classes into a jar. */
  static Path jar(Path classes, Path target) throws IOException {
    try (var jar = new JarOutputStream(Files.newOutputStream(target));
        Stream<Path> files = Files.walk(classes)) {
      jar.setLevel(0);
      for (Path file : files.sorted().toList()) {
        String name = classes.relativize(file).toString();
        if (!name.isEmpty()) {
          boolean folder = Files.isDirectory(file);
          jar.putNextEntry(new ZipEntry(folder ? name + "/" : name));
          if (!folder) {
            Files.copy(file, jar);
          }
          jar.closeEntry();
        }
      }
    }
    return target;
  }
}
