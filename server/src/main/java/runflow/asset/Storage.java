package runflow.asset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import runflow.config.Config;
import runflow.id.AssetId;

/**
 * Files named by the SHA-256 of their content, so equal files are kept once and a name never
 * changes its bytes. A file is durable before its name is returned. Beside them lie uploads that
 * nobody has confirmed yet, under the ids of the assets that they will be. Safe for use by many
 * threads.
 */
public sealed interface Storage extends AutoCloseable permits DirectoryStorage, S3Storage {
  /** What names a file. */
  Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");

  /**
   * Opens the storage that the configuration names.
   *
   * @param scratch folder for files that are on their way to a bucket
   * @param writer a name, fit for a folder, that no other process uses
   */
  static Storage open(Config.Storage config, Path scratch, String writer) throws IOException {
    return config.s3().isPresent()
        ? S3Storage.open(config.s3().get(), scratch, writer)
        : open(config.directory(), writer);
  }

  /**
   * Opens the storage below a folder, making it at the first start and dropping what a crash of the
   * same writer left half written. Several writers may share the folder.
   *
   * @param writer a name, fit for a folder, that no other process uses
   */
  static DirectoryStorage open(Path folder, String writer) throws IOException {
    return DirectoryStorage.open(folder, writer);
  }

  /**
   * Copies a stream to its end and keeps it.
   *
   * @param largest most bytes to take
   * @throws IOException if the stream fails, is longer, or there is no room; nothing is kept then
   */
  default StoredObject put(InputStream content, long largest) throws IOException {
    try (Received received = receive(content, largest)) {
      return keep(received);
    }
  }

  /** Copies a stream to its end, to be looked at before it is kept; throws as {@link #put}. */
  Received receive(InputStream content, long largest) throws IOException;

  /** Keeps what was received. */
  StoredObject keep(Received received) throws IOException;

  /** What is stored under a name; empty if the name is malformed or nothing has it. */
  Optional<StoredObject> stat(String sha256) throws IOException;

  /**
   * Opens a stored file.
   *
   * @throws IOException if it is not there
   */
  InputStream read(String sha256) throws IOException;

  /** When a file's content was last put here; empty if it is not there. */
  Optional<Instant> lastPut(String sha256) throws IOException;

  /** Removes a file; it may be gone already. */
  void delete(String sha256) throws IOException;

  /** Shows every stored file once, in the order of their names. */
  void each(Consumer<StoredObject> look) throws IOException;

  /** Opens what has arrived for an upload; empty if nothing has. */
  Optional<InputStream> openUpload(AssetId upload) throws IOException;

  /** Removes what has arrived for an upload, if anything. */
  void dropUpload(AssetId upload) throws IOException;

  /** Whether files can be stored now. */
  boolean works();

  /** The name under which the storage knows a file, e.g. to look for it in a bucket. */
  static String key(String sha256) {
    return "files/" + sha256.substring(0, 2) + "/" + sha256;
  }

  @Override
  void close();
}
