package runflow.engine;

import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.zip.CRC32;
import runflow.engine.encode.Children;

/** The ffmpeg program that encodes videos, found and tried out. Immutable and safe to share. */
public final class Ffmpeg {
  /** Names the bundled program may have; one platform's is on the class path. */
  private static final List<String> BUNDLED =
      List.of("ffmpeg-amd64", "ffmpeg-aarch64", "ffmpeg-x86_64-osx", "ffmpeg-aarch64-osx");

  private static final int MOST_OUTPUT = 1 << 20;
  private static final long PATIENCE_SECONDS = 20;

  private final Path path;

  private Ffmpeg(Path path) {
    this.path = path;
  }

  /**
   * The configured program, or else the bundled one, unpacked once into a file that is named by its
   * content. Runs it to see that it works and can encode H.264 and AAC.
   *
   * @param cacheDir where the bundled program is unpacked; made if it is missing
   * @throws IOException if there is no program, or it does not run or lacks an encoder
   */
  public static Ffmpeg locate(Optional<Path> configured, Path cacheDir)
      throws IOException, InterruptedException {
    Path path = configured.isPresent() ? configured.get() : unpack(cacheDir);
    run(path, "-version");
    String encoders = run(path, "-encoders");
    for (String encoder : List.of("libx264", "aac")) {
      if (!encoders.contains(" " + encoder + " ")) {
        throw new IOException(
            "ffmpeg at %s must have the encoder %s, but lists none: configure one that has it"
                .formatted(path, encoder));
      }
    }
    return new Ffmpeg(path);
  }

  /** The program. */
  public Path path() {
    return path;
  }

  private static Path unpack(Path cacheDir) throws IOException {
    for (String name : BUNDLED) {
      URL resource = Ffmpeg.class.getResource("/ws/schild/jave/nativebin/" + name);
      if (resource != null) {
        return unpack(resource, cacheDir);
      }
    }
    throw new IOException(
        "no ffmpeg is bundled for this platform: install ffmpeg and configure its path");
  }

  private static Path unpack(URL resource, Path cacheDir) throws IOException {
    URLConnection connection = resource.openConnection();
    if (!(connection instanceof JarURLConnection jar)) {
      throw new IOException("the bundled ffmpeg must lie in a jar, but is at " + resource);
    }
    long size = jar.getJarEntry().getSize();
    long crc = jar.getJarEntry().getCrc();
    Path target = cacheDir.resolve("ffmpeg-%08x-%d".formatted(crc, size));
    if (Files.isExecutable(target) && Files.size(target) == size && crc(target) == crc) {
      return target;
    }
    Files.createDirectories(cacheDir);
    Path part = Files.createTempFile(cacheDir, "ffmpeg-", ".part");
    try (InputStream in = connection.getInputStream()) {
      Files.copy(in, part, StandardCopyOption.REPLACE_EXISTING);
      if (!part.toFile().setExecutable(true, false)) {
        throw new IOException("the file " + part + " could not be made executable");
      }
      force(part);
      Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(part);
    }
    return target;
  }

  private static long crc(Path file) throws IOException {
    CRC32 crc = new CRC32();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        crc.update(buffer, 0, n);
      }
    }
    return crc.getValue();
  }

  /** Puts a file on the disk, so that no crash leaves a hollow one under the final name. */
  private static void force(Path file) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
  }

  private static String run(Path path, String argument) throws IOException, InterruptedException {
    Process process;
    try {
      process =
          new ProcessBuilder(path.toString(), "-hide_banner", argument)
              .redirectErrorStream(true)
              .start();
    } catch (IOException e) {
      throw new IOException(
          "ffmpeg at %s could not be started (%s): configure the path of a program that runs here"
              .formatted(path, e.getMessage()),
          e);
    }
    try {
      process.getOutputStream().close();
      String text = await(path, process);
      if (process.isAlive() || process.exitValue() != 0) {
        throw new IOException(
            "ffmpeg at %s did not answer %s: %s"
                .formatted(path, argument, text.substring(0, Math.min(500, text.length()))));
      }
      return text;
    } finally {
      Children.kill(process);
    }
  }

  /**
   * What a process says until it ends or time is up. Read on another thread, since a process that
   * it started may hold the pipe open for ever.
   */
  private static String await(Path path, Process process) throws IOException, InterruptedException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
    var said = new FutureTask<>(() -> process.getInputStream().readNBytes(MOST_OUTPUT));
    Thread.ofPlatform().name("engine-ffmpeg-test").daemon().start(said);
    try {
      byte[] bytes = said.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
      process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS);
      return new String(bytes, StandardCharsets.UTF_8);
    } catch (TimeoutException e) {
      throw new IOException(
          "ffmpeg at %s must answer within %d seconds, but went on: configure one that works"
              .formatted(path, PATIENCE_SECONDS),
          e);
    } catch (ExecutionException e) {
      throw new IOException("what ffmpeg at " + path + " says could not be read", e.getCause());
    }
  }
}
