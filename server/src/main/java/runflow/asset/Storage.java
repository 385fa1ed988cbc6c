package runflow.asset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import runflow.config.PrivateFile;

/**
 * Files in a local directory, named by the SHA-256 of their content, so equal files are kept once
 * and a name never changes its bytes. A file is on disk, flushed, before its name is returned. Safe
 * for use by many threads.
 */
public final class Storage {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /** One for each first byte of a name. */
  private static final int FOLDERS = 256;

  private final Path files;

  /** Names that are known to survive a crash. */
  private final Cache<String, Boolean> onDisk = Caffeine.newBuilder().maximumSize(10_000).build();

  private final Path incoming;

  private Storage(Path files, Path incoming) {
    this.files = files;
    this.incoming = incoming;
  }

  /**
   * Opens the storage below a folder, making it at the first start and dropping what a crash of the
   * same writer left half written. Several writers may share the folder.
   *
   * @param writer a name, fit for a folder, that no other process uses
   */
  public static Storage open(Path folder, String writer) throws IOException {
    Path files = PrivateFile.createFolder(folder.resolve("files"));
    Path incoming = PrivateFile.createFolder(folder.resolve("incoming").resolve(writer));
    for (int i = 0; i < FOLDERS; i++) {
      Files.createDirectories(files.resolve(HexFormat.of().toHexDigits((byte) i)));
    }
    flush(files);
    try (var leftovers = Files.newDirectoryStream(incoming)) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
    return new Storage(files, incoming);
  }

  /**
   * Copies a stream to its end.
   *
   * @param largest most bytes to take
   * @throws IOException if the stream fails, is longer, or the disk is full; nothing is kept then
   */
  public StoredObject put(InputStream content, long largest) throws IOException {
    Path part = Files.createTempFile(incoming, "put-", ".part");
    try {
      MessageDigest digest = sha256();
      long size = copy(content, part, digest, largest);
      String name = HexFormat.of().formatHex(digest.digest());
      Path file = path(name);
      if (!Files.exists(file)) {
        flush(part);
        Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
      }
      if (onDisk.getIfPresent(name) == null) {
        // Also when the file is there already: whoever moved it may not have come so far.
        flush(folder(name));
        onDisk.put(name, true);
      }
      return new StoredObject(name, size);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  /** The file of a name; empty if the name is malformed or nothing has it. */
  public Optional<Path> find(String sha256) {
    return SHA256.matcher(sha256).matches()
        ? Optional.of(path(sha256)).filter(Files::isRegularFile)
        : Optional.empty();
  }

  /** What is stored under a name; empty if nothing is. */
  public Optional<StoredObject> stat(String sha256) {
    return find(sha256).map(Path::toFile).map(file -> new StoredObject(sha256, file.length()));
  }

  /**
   * Opens a stored file.
   *
   * @throws IOException if it is not there
   */
  public InputStream read(String sha256) throws IOException {
    return Files.newInputStream(path(sha256));
  }

  private Path path(String sha256) {
    return folder(sha256).resolve(sha256);
  }

  private Path folder(String sha256) {
    return files.resolve(sha256.substring(0, 2));
  }

  private static long copy(InputStream content, Path part, MessageDigest digest, long largest)
      throws IOException {
    long size = 0;
    try (OutputStream out =
        new DigestOutputStream(Files.newOutputStream(part, StandardOpenOption.WRITE), digest)) {
      byte[] chunk = new byte[64 << 10];
      for (int n = content.read(chunk); n >= 0; n = content.read(chunk)) {
        size += n;
        if (size > largest) {
          throw new IOException("the file is larger than " + largest + " bytes");
        }
        out.write(chunk, 0, n);
      }
    }
    return size;
  }

  private static void flush(Path fileOrFolder) throws IOException {
    try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
