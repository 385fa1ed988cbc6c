package runflow.asset;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import runflow.config.S3Config;
import runflow.error.StorageAwayException;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/**
 * Requests to one bucket, by the full keys of its objects. A refusal is an {@link IOException}, no
 * answer a {@link StorageAwayException}, after which one may try again.
 */
final class Bucket implements AutoCloseable {
  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERRORS = 500;

  /** For requests that move no file, with all their repetitions. */
  private static final AwsRequestOverrideConfiguration BRIEFLY =
      AwsRequestOverrideConfiguration.builder().apiCallTimeout(Duration.ofSeconds(10)).build();

  private final S3Clients clients;
  private final String name;

  Bucket(S3Config config) {
    this.clients = S3Clients.of(config);
    this.name = config.bucket();
  }

  String name() {
    return name;
  }

  /** Links for others, which need no request. */
  BucketLinks links() {
    return new BucketLinks(clients.presigner(), name);
  }

  /** Asks for as little as can be asked, to see whether the bucket answers. */
  void probe() throws IOException {
    call(
        () ->
            clients
                .client()
                .listObjectsV2(ask -> ask.bucket(name).maxKeys(1).overrideConfiguration(BRIEFLY)));
  }

  void put(String key, Path file) throws IOException {
    RequestBody body = RequestBody.fromFile(file);
    call(() -> clients.client().putObject(put -> put.bucket(name).key(key), body));
  }

  Optional<HeadObjectResponse> head(String key) throws IOException {
    return found(
        () ->
            clients
                .client()
                .headObject(ask -> ask.bucket(name).key(key).overrideConfiguration(BRIEFLY)));
  }

  Optional<InputStream> open(String key) throws IOException {
    return found(() -> clients.client().getObject(ask -> ask.bucket(name).key(key)));
  }

  void delete(String key) throws IOException {
    call(
        () ->
            clients
                .once()
                .deleteObject(ask -> ask.bucket(name).key(key).overrideConfiguration(BRIEFLY)));
  }

  /** Shows every object whose key begins so, in the order of the keys. */
  void each(String prefix, Consumer<S3Object> look) throws IOException {
    call(
        () -> {
          clients
              .client()
              .listObjectsV2Paginator(
                  ask -> ask.bucket(name).prefix(prefix).overrideConfiguration(BRIEFLY))
              .contents()
              .forEach(look);
          return Boolean.TRUE;
        });
  }

  @Override
  public void close() {
    clients.close();
  }

  private static <T> Optional<T> found(Supplier<T> request) throws IOException {
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

  private static <T> T call(Supplier<T> request) throws IOException {
    try {
      return request.get();
    } catch (SdkException e) {
      throw failed(e);
    }
  }

  private static IOException failed(SdkException e) {
    String message = String.valueOf(e.getMessage());
    boolean answered = e instanceof S3Exception refused && refused.statusCode() < SERVER_ERRORS;
    return answered ? new IOException(message, e) : new StorageAwayException(message, e);
  }
}
