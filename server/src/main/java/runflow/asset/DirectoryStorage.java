package runflow.asset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import runflow.config.PrivateFile;
import runflow.id.AssetId;

/** Files in a local directory, which several nodes may share. */
public final class DirectoryStorage implements Storage {
  /** One for each first byte of a name. */
  private static final int FOLDERS = 256;

  /** How old the mark of the last put may be before a further put renews it. */
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final Path files;
  private final Path uploads;
  private final Path incoming;

  /** Names that are known to survive a crash. */
  private final Cache<String, Boolean> onDisk = Caffeine.newBuilder().maximumSize(10_000).build();

  private DirectoryStorage(Path files, Path uploads, Path incoming) {
    this.files = files;
    this.uploads = uploads;
    this.incoming = incoming;
  }

  static DirectoryStorage open(Path folder, String writer) throws IOException {
    Path files = PrivateFile.createFolder(folder.resolve("files"));
    for (int i = 0; i < FOLDERS; i++) {
      Files.createDirectories(files.resolve(HexFormat.of().toHexDigits((byte) i)));
    }
    flush(files);
    return new DirectoryStorage(
        files, PrivateFile.createFolder(folder.resolve("uploads")), incoming(folder, writer));
  }

  /** A writer's folder for unfinished files, emptied of what its last crash left. */
  static Path incoming(Path folder, String writer) throws IOException {
    Path incoming = PrivateFile.createFolder(folder.resolve("incoming").resolve(writer));
    try (var leftovers = Files.newDirectoryStream(incoming)) {
      for (Path leftover : leftovers) {
        Files.deleteIfExists(leftover);
      }
    }
    return incoming;
  }

  @Override
  public Received receive(InputStream content, long largest) throws IOException {
    return Received.copy(content, incoming, largest);
  }

  @Override
  public StoredObject keep(Received received) throws IOException {
    String name = received.object().sha256();
    Path file = path(name);
    boolean moved = !renewed(file);
    if (moved) {
      flush(received.file());
      Files.move(received.file(), file, StandardCopyOption.ATOMIC_MOVE);
    }
    // Also when the file is there already: whoever moved it may not have come so far. And another
    // node may have removed one that was known.
    if (moved || onDisk.getIfPresent(name) == null) {
      flush(folder(name));
      onDisk.put(name, true);
    }
    return received.object();
  }

  /** Whether the file is there; marks it as put now. */
  private static boolean renewed(Path file) throws IOException {
    try {
      Instant now = Instant.now();
      if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(FRESH))) {
        Files.setLastModifiedTime(file, FileTime.from(now));
      }
      return true;
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** The file of a name; empty if the name is malformed or nothing has it. */
  Optional<Path> find(String sha256) {
    return SHA256.matcher(sha256).matches()
        ? Optional.of(path(sha256)).filter(Files::isRegularFile)
        : Optional.empty();
  }

  @Override
  public Optional<StoredObject> stat(String sha256) {
    return find(sha256).map(Path::toFile).map(file -> new StoredObject(sha256, file.length()));
  }

  @Override
  public InputStream read(String sha256) throws IOException {
    return Files.newInputStream(path(sha256));
  }

  @Override
  public Optional<Instant> lastPut(String sha256) throws IOException {
    try {
      return Optional.of(Files.getLastModifiedTime(path(sha256)).toInstant());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void delete(String sha256) throws IOException {
    Files.deleteIfExists(path(sha256));
    onDisk.invalidate(sha256);
  }

  @Override
  public void each(Consumer<StoredObject> look) throws IOException {
    for (int i = 0; i < FOLDERS; i++) {
      try (Stream<Path> folder = Files.list(files.resolve(HexFormat.of().toHexDigits((byte) i)))) {
        List<String> names = folder.map(file -> file.getFileName().toString()).sorted().toList();
        names.forEach(name -> stat(name).ifPresent(look));
      }
    }
  }

  /** Stores what has arrived for an upload, in place of what arrived before. */
  void putUpload(AssetId upload, Received received) throws IOException {
    flush(received.file());
    Files.move(
        received.file(),
        upload(upload),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    flush(uploads);
  }

  @Override
  public Optional<InputStream> openUpload(AssetId upload) throws IOException {
    try {
      return Optional.of(Files.newInputStream(upload(upload)));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void dropUpload(AssetId upload) throws IOException {
    Files.deleteIfExists(upload(upload));
  }

  @Override
  public boolean works() {
    return Files.isWritable(files);
  }

  @Override
  public void close() {
    onDisk.invalidateAll();
  }

  private Path upload(AssetId upload) {
    return uploads.resolve(upload.toString());
  }

  private Path path(String sha256) {
    return folder(sha256).resolve(sha256);
  }

  private Path folder(String sha256) {
    return files.resolve(sha256.substring(0, 2));
  }

  private static void flush(Path fileOrFolder) throws IOException {
    try (FileChannel channel = FileChannel.open(fileOrFolder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
