package runflow.crash;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A file system of a few megabytes in memory, in a mount namespace of its own, so that no privilege
 * is needed where user namespaces are allowed. It is gone when the process that holds it ends,
 * which it does with this JVM.
 */
final class SmallDisk implements AutoCloseable {
  private static final String MOUNT =
      "mount -t tmpfs -o size=\"$1\"m,mode=0700 tmpfs \"$2\" && echo mounted && exec cat";

  private final Process holder;
  private final Path at;
  private final boolean ownUsers;

  private SmallDisk(Process holder, Path at, boolean ownUsers) {
    this.holder = holder;
    this.at = at;
    this.ownUsers = ownUsers;
  }

  /**
   * Mounts one.
   *
   * @param at an empty folder, seen as such from outside
   * @return empty if this system lets nobody mount
   */
  static Optional<SmallDisk> mount(Path at, int megabytes)
      throws IOException, InterruptedException {
    Optional<SmallDisk> disk = mount(at, megabytes, true);
    return disk.isPresent() ? disk : mount(at, megabytes, false);
  }

  private static Optional<SmallDisk> mount(Path at, int megabytes, boolean ownUsers)
      throws IOException, InterruptedException {
    Process holder;
    try {
      holder =
          new ProcessBuilder(
                  "unshare",
                  ownUsers ? "-Urm" : "-m",
                  "sh",
                  "-c",
                  MOUNT,
                  "sh",
                  "" + megabytes,
                  "" + at)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
    } catch (IOException thereIsNoUnshare) {
      return Optional.empty();
    }
    BufferedReader answer = holder.inputReader();
    if ("mounted".equals(answer.readLine())) {
      return Optional.of(new SmallDisk(holder, at, ownUsers));
    }
    holder.destroyForcibly().waitFor();
    return Optional.empty();
  }

  /** What goes before a command that is to see the disk. */
  List<String> prefix() {
    List<String> prefix = new ArrayList<>(List.of("nsenter", "-t", "" + holder.pid(), "-m"));
    if (ownUsers) {
      prefix.addAll(List.of("-U", "--preserve-credentials"));
    }
    return prefix;
  }

  /** The disk's folder as this process reaches it. */
  Path seen() {
    return Path.of("/proc", "" + holder.pid(), "root").resolve(at.toString().substring(1));
  }

  /** Takes what is left. */
  void fill() throws IOException {
    byte[] chunk = new byte[4096];
    try (OutputStream out = Files.newOutputStream(filler(), StandardOpenOption.CREATE)) {
      while (seen().toFile().getUsableSpace() > 0) {
        out.write(chunk);
      }
    } catch (IOException e) {
      if (seen().toFile().getUsableSpace() > 0) {
        throw e;
      }
    }
  }

  /** Gives free what {@link #fill} took. */
  void free() throws IOException {
    Files.delete(filler());
  }

  private Path filler() {
    return seen().resolve("filler");
  }

  @Override
  public void close() {
    holder.destroyForcibly();
  }
}
