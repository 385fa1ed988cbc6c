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
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.config.S3Config;
import runflow.error.StorageAwayException;
import runflow.id.AssetId;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/**
 * Files in a bucket. What arrives lies in a local file until its hash is known; what leaves goes
 * straight from the bucket to whoever has a link signed for it.
 */
public final class S3Storage implements Storage {
  private static final Logger log = LoggerFactory.getLogger(S3Storage.class);
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERRORS = 500;

  /** How long a link into the bucket is valid that a request was redirected to. */
  private static final Duration LINK = Duration.ofHours(1);

  /** How old the mark of the last put may be before a further put sends the bytes again. */
  private static final Duration FRESH = Duration.ofMinutes(5);

  /** How long an answer of the bucket about itself holds: anybody may ask for it, and often. */
  private static final Duration ANSWERED = Duration.ofSeconds(5);

  /** For requests that move no file, with all their repetitions. */
  private static final AwsRequestOverrideConfiguration BRIEFLY =
      AwsRequestOverrideConfiguration.builder().apiCallTimeout(Duration.ofSeconds(10)).build();

  private final S3Clients clients;
  private final S3Client client;
  private final S3Presigner presigner;
  private final String bucket;
  private final String prefix;
  private final Path incoming;

  /** Sizes of what was there a moment ago. */
  private final Cache<String, Long> seen =
      Caffeine.newBuilder().maximumSize(10_000).expireAfterWrite(FRESH).build();

  private final Cache<String, Boolean> working =
      Caffeine.newBuilder().maximumSize(1).expireAfterWrite(ANSWERED).build();

  private S3Storage(S3Clients clients, S3Config config, Path incoming) {
    this.clients = clients;
    this.client = clients.client();
    this.presigner = clients.presigner();
    this.bucket = config.bucket();
    this.prefix = config.prefix();
    this.incoming = incoming;
  }

  /**
   * Opens a bucket.
   *
   * @throws IOException if it cannot be reached with these credentials, with what to check
   */
  static S3Storage open(S3Config config, Path scratch, String writer) throws IOException {
    Path incoming = DirectoryStorage.incoming(scratch, writer);
    var storage = new S3Storage(S3Clients.of(config), config, incoming);
    try {
      storage.call(
          () ->
              storage.client.listObjectsV2(
                  ask -> ask.bucket(config.bucket()).maxKeys(1).overrideConfiguration(BRIEFLY)));
    } catch (IOException e) {
      storage.close();
      throw new IOException(
          "the bucket `%s` cannot be used: %s; check `storage.s3.*` and the credentials"
              .formatted(config.bucket(), e.getMessage()),
          e);
    }
    return storage;
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
      RequestBody body = RequestBody.fromFile(received.file());
      call(() -> client.putObject(put -> put.bucket(bucket).key(key(name)), body));
      requireWhole(received.object());
    }
    seen.put(name, received.object().sizeBytes());
    return received.object();
  }

  private void requireWhole(StoredObject object) throws IOException {
    Optional<Long> size = head(key(object.sha256())).map(HeadObjectResponse::contentLength);
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
        head(key(sha256)).map(head -> new StoredObject(sha256, head.contentLength()));
    found.ifPresent(object -> seen.put(sha256, object.sizeBytes()));
    return found;
  }

  @Override
  public InputStream read(String sha256) throws IOException {
    return open(key(sha256))
        .orElseThrow(() -> new NoSuchFileException(Storage.key(sha256), null, "not in the bucket"));
  }

  @Override
  public Optional<Instant> lastPut(String sha256) throws IOException {
    return head(key(sha256)).map(HeadObjectResponse::lastModified);
  }

  @Override
  public void delete(String sha256) throws IOException {
    call(
        () ->
            clients
                .once()
                .deleteObject(
                    ask -> ask.bucket(bucket).key(key(sha256)).overrideConfiguration(BRIEFLY)));
    seen.invalidate(sha256);
  }

  @Override
  public void each(Consumer<StoredObject> look) throws IOException {
    call(
        () -> {
          client
              .listObjectsV2Paginator(
                  ask ->
                      ask.bucket(bucket).prefix(prefix + "files/").overrideConfiguration(BRIEFLY))
              .contents()
              .forEach(object -> show(object, look));
          return Boolean.TRUE;
        });
  }

  private static void show(S3Object object, Consumer<StoredObject> look) {
    String name = object.key().substring(object.key().lastIndexOf('/') + 1);
    if (SHA256.matcher(name).matches()) {
      look.accept(new StoredObject(name, object.size()));
    }
  }

  @Override
  public Optional<InputStream> openUpload(AssetId upload) throws IOException {
    return open(uploadKey(upload));
  }

  @Override
  public void dropUpload(AssetId upload) throws IOException {
    call(
        () ->
            clients
                .once()
                .deleteObject(
                    ask ->
                        ask.bucket(bucket).key(uploadKey(upload)).overrideConfiguration(BRIEFLY)));
  }

  @Override
  public boolean works() {
    return Boolean.TRUE.equals(working.get(bucket, name -> answers()));
  }

  private boolean answers() {
    try {
      call(
          () ->
              client.listObjectsV2(
                  ask -> ask.bucket(bucket).maxKeys(1).overrideConfiguration(BRIEFLY)));
      return true;
    } catch (IOException e) {
      log.warn("the bucket {} cannot be reached: {}", bucket, e.toString());
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
        ? URI.create(
            presigner
                .presignHeadObject(
                    sign ->
                        sign.signatureDuration(LINK)
                            .headObjectRequest(
                                ask ->
                                    ask.bucket(bucket)
                                        .key(key(sha256))
                                        .responseContentType(contentType)))
                .url()
                .toString())
        : URI.create(
            presigner
                .presignGetObject(
                    sign ->
                        sign.signatureDuration(LINK)
                            .getObjectRequest(
                                ask ->
                                    ask.bucket(bucket)
                                        .key(key(sha256))
                                        .responseContentType(contentType)
                                        .responseContentDisposition(disposition)))
                .url()
                .toString());
  }

  /** A link that takes the bytes of an upload, of this type and length only. */
  URI uploadLink(AssetUpload upload, Duration valid) {
    return URI.create(
        presigner
            .presignPutObject(
                sign ->
                    sign.signatureDuration(valid)
                        .putObjectRequest(
                            put ->
                                put.bucket(bucket)
                                    .key(uploadKey(upload.id()))
                                    .contentType(upload.type().mimeType())
                                    .contentLength(upload.sizeBytes())))
            .url()
            .toString());
  }

  @Override
  public void close() {
    clients.close();
  }

  private Optional<HeadObjectResponse> head(String key) throws IOException {
    return found(
        () -> client.headObject(ask -> ask.bucket(bucket).key(key).overrideConfiguration(BRIEFLY)));
  }

  private Optional<InputStream> open(String key) throws IOException {
    return found(() -> client.getObject(ask -> ask.bucket(bucket).key(key)));
  }

  private String key(String sha256) {
    return prefix + Storage.key(sha256);
  }

  private String uploadKey(AssetId upload) {
    return prefix + "uploads/" + upload;
  }

  private <T> Optional<T> found(Supplier<T> request) throws IOException {
    try {
      return Optional.of(request.get());
    } catch (S3Exception e) {
      if (e.statusCode() == NOT_FOUND) {
        return Optional.empty();
      }
      throw failed(e);
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  private <T> T call(Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  /**
   * What the bucket refuses is told from that it does not answer, after which one may try again.
   */
  private static IOException failed(SdkException e) {
    String message = String.valueOf(e.getMessage());
    boolean answered = e instanceof S3Exception refused && refused.statusCode() < SERVER_ERRORS;
    return answered ? new IOException(message, e) : new StorageAwayException(message, e);
  }
}
