package runflow.asset;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.config.S3Config;
import runflow.id.AssetId;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Files in a bucket. What arrives lies in a local file until its hash is known; what leaves goes
 * straight from the bucket to whoever has a link signed for it.
 */
public final class S3Storage implements Storage {
  private static final Logger log = LoggerFactory.getLogger(S3Storage.class);

  /** How old the mark of the last put may be before a further put sends the bytes again. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  /** How long an answer of the bucket about itself holds: anybody may ask for it, and often. */
  private static final Duration ANSWERED = Duration.ofSeconds(5);

  private final Bucket bucket;
  private final BucketLinks links;
  private final String prefix;
  private final Path incoming;

  /** Sizes of what was there a moment ago. */
  private final Cache<String, Long> seen =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(FRESH).build();

  private final Cache<String, Boolean> working =
      Caffeine.newBuilder().maximumSize(1).expireAfterWrite(ANSWERED).build();

  private S3Storage(Bucket bucket, String prefix, Path incoming) {
    this.bucket = bucket;
    this.links = bucket.links();
    this.prefix = prefix;
    this.incoming = incoming;
  }

  /**
   * Opens a bucket.
   *
   * @throws IOException if it cannot be reached with these credentials, with what to check
   */
  static S3Storage open(S3Config config, Path scratch, String writer) throws IOException {
    Path incoming = DirectoryStorage.incoming(scratch, writer);
    var bucket = new Bucket(config);
    try {
      bucket.probe();
    } catch (IOException e) {
      bucket.close();
      throw new IOException(
          "the bucket `%s` cannot be used: %s; check `storage.s3.*` and the credentials"
              .formatted(config.bucket(), e.getMessage()),
          e);
    }
    return new S3Storage(bucket, config.prefix(), incoming);
  }

  @Override
  public Received receive(InputStream content, long largest) throws IOException {
    return Received.copy(content, incoming, largest);
  }

  @Override
  public StoredObject keep(Received received) throws IOException {
    String name = received.object().sha256();
    Optional<Instant> last = lastPut(name);
    if (last.isEmpty() || last.get().isBefore(Instant.now().minus(FRESH))) {
      bucket.put(key(name), received.file());
      requireWhole(received.object());
    }
    seen.put(name, received.object().sizeBytes());
    return received.object();
  }

  private void requireWhole(StoredObject object) throws IOException {
    Optional<Long> size = bucket.head(key(object.sha256())).map(HeadObjectResponse::contentLength);
    if (!size.equals(Optional.of(object.sizeBytes()))) {
      throw new IOException(
          "the bucket has %s bytes of %s instead of %d"
              .formatted(
                  size.map(Object::toString).orElse("no"), object.sha256(), object.sizeBytes()));
    }
  }

  @Override
  public Optional<StoredObject> stat(String sha256) throws IOException {
    if (!SHA256.matcher(sha256).matches()) {
      return Optional.empty();
    }
    Long known = seen.getIfPresent(sha256);
    if (known != null) {
      return Optional.of(new StoredObject(sha256, known));
    }
    Optional<StoredObject> found =
        bucket.head(key(sha256)).map(head -> new StoredObject(sha256, head.contentLength()));
    found.ifPresent(object -> seen.put(sha256, object.sizeBytes()));
    return found;
  }

  @Override
  public InputStream read(String sha256) throws IOException {
    return bucket
        .open(key(sha256))
        .orElseThrow(() -> new NoSuchFileException(Storage.key(sha256), null, "not in the bucket"));
  }

  @Override
  public Optional<Instant> lastPut(String sha256) throws IOException {
    return bucket.head(key(sha256)).map(HeadObjectResponse::lastModified);
  }

  @Override
  public void delete(String sha256) throws IOException {
    bucket.delete(key(sha256));
    seen.invalidate(sha256);
  }

  @Override
  public void each(Consumer<StoredObject> look) throws IOException {
    bucket.each(prefix + "files/", object -> show(object, look));
  }

  private static void show(S3Object object, Consumer<StoredObject> look) {
    String name = object.key().substring(object.key().lastIndexOf('/') + 1);
    if (SHA256.matcher(name).matches()) {
      look.accept(new StoredObject(name, object.size()));
    }
  }

  @Override
  public Optional<InputStream> openUpload(AssetId upload) throws IOException {
    return bucket.open(uploadKey(upload));
  }

  @Override
  public void dropUpload(AssetId upload) throws IOException {
    bucket.delete(uploadKey(upload));
  }

  @Override
  public boolean works() {
    return Boolean.TRUE.equals(working.get(bucket.name(), name -> answers()));
  }

  private boolean answers() {
    try {
      bucket.probe();
      return true;
    } catch (IOException e) {
      log.warn("the bucket {} cannot be reached: {}", bucket.name(), e.toString());
      return false;
    }
  }

  /**
   * A link that reads a file from the bucket.
   *
   * @param head whether for {@code HEAD}, which a link for {@code GET} refuses
   * @param disposition what a browser is to do with it, as the header says it
   */
  URI link(String sha256, boolean head, String contentType, String disposition) {
    return head
        ? links.head(key(sha256), contentType)
        : links.get(key(sha256), contentType, disposition);
  }

  /** A link that takes the bytes of an upload, of this type and length only. */
  URI uploadLink(AssetUpload upload, Duration valid) {
    return links.put(uploadKey(upload.id()), upload.type(), upload.sizeBytes(), valid);
  }

  @Override
  public void close() {
    bucket.close();
  }

  private String key(String sha256) {
    return prefix + Storage.key(sha256);
  }

  private String uploadKey(AssetId upload) {
    return prefix + "uploads/" + upload;
  }
}
