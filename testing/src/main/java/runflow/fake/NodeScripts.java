package runflow.fake;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A folder of scripts with the npm packages of their lock file, installed beside a copy of them.
 * Tests in several processes may share it.
 */
public final class NodeScripts {
  private static final String LOCK = "package-lock.json";
  private static final long LONGEST_SECONDS = 180;

  private final Path installed;

  private NodeScripts(Path installed) {
    this.installed = installed;
  }

  /**
   * Copies scripts and installs their packages, unless the same lock file is installed already.
   *
   * @param scripts with {@code package.json} and {@code package-lock.json}
   * @param installed where to, below {@code target}
   * @throws IllegalStateException if npm fails, with what it said
   */
  public static NodeScripts install(Path scripts, Path installed)
      throws IOException, InterruptedException {
    Files.createDirectories(installed);
    var folder = new NodeScripts(installed);
    try (FileChannel file = FileChannel.open(installed.resolve("install.lock"), CREATE, WRITE);
        FileLock _ = file.lock()) {
      folder.update(scripts);
    }
    return folder;
  }

  /** What is there already is left alone: another test may be running it. */
  private void update(Path scripts) throws IOException, InterruptedException {
    boolean current =
        Files.exists(installed.resolve("node_modules/.package-lock.json"))
            && same(scripts.resolve(LOCK), installed.resolve(LOCK));
    try (Stream<Path> files = Files.list(scripts)) {
      for (Path file : files.toList()) {
        Path copy = installed.resolve(file.getFileName());
        if (!same(file, copy)) {
          Files.copy(file, copy, StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
    if (!current) {
      run("", "npm", "ci", "--prefer-offline");
    }
  }

  private static boolean same(Path file, Path copy) throws IOException {
    return Files.exists(copy) && Files.mismatch(file, copy) < 0;
  }

  /** Where the scripts run. */
  public Path folder() {
    return installed;
  }

  /**
   * Runs a program in the folder and returns what it printed.
   *
   * @param input what it reads
   * @throws IllegalStateException if it fails or takes over three minutes, with what it said
   */
  public String run(String input, String... command) throws IOException, InterruptedException {
    Path output = Files.createTempFile(installed, "stdout", ".log");
    Path errors = Files.createTempFile(installed, "stderr", ".log");
    Process process =
        new ProcessBuilder(command)
            .directory(installed.toFile())
            .redirectOutput(output.toFile())
            .redirectError(errors.toFile())
            .start();
    try (var in = process.getOutputStream()) {
      in.write(input.getBytes(StandardCharsets.UTF_8));
    }
    if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      throw new IllegalStateException(List.of(command) + " did not end within three minutes");
    }
    String printed = Files.readString(output);
    if (process.exitValue() != 0) {
      throw new IllegalStateException(
          "%s: %s%s".formatted(List.of(command), printed, Files.readString(errors)));
    }
    return printed;
  }
}
