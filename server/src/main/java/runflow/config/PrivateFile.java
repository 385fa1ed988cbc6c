package runflow.config;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Files and folders that only their owner may enter (0600 and 0700 where modes are known). */
public final class PrivateFile {
  private PrivateFile() {}

  /**
   * Makes a new, empty file.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there
   */
  public static void create(Path file) throws IOException {
    write(file).close();
  }

  /**
   * Makes a new file and opens it.
   *
   * @throws java.nio.file.FileAlreadyExistsException if it is there
   */
  public static OutputStream write(Path file) throws IOException {
    Set<StandardOpenOption> fresh = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    return Channels.newOutputStream(
        Files.newByteChannel(file, fresh, ownerOnly(file, "rw-------")));
  }

  /**
   * Replaces a file, or makes it, so that a reader sees the old text or the new, never a part, even
   * after a power cut.
   */
  public static void replace(Path file, String text) throws IOException {
    Path target = file.toAbsolutePath();
    Path next = target.resolveSibling(target.getFileName() + ".new");
    Files.deleteIfExists(next);
    try (OutputStream out = write(next)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    flush(next);
    Files.move(next, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    flush(target.resolveSibling("."));
  }

  /** Makes a folder and the ones above it where they are missing. */
  public static Path createFolder(Path folder) throws IOException {
    return Files.isDirectory(folder)
        ? folder
        : Files.createDirectories(folder, ownerOnly(folder, "rwx------"));
  }

  private static void flush(Path fileOrFolder) throws IOException {
    try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static FileAttribute<?>[] ownerOnly(Path file, String mode) {
    boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
    return posix
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))
        }
        : new FileAttribute<?>[0];
  }
}
