package runflow.testing;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.CrossOriginResourceSharing;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import tools.jackson.databind.JsonNode;

/** A bucket in memory behind a server that speaks S3 and checks signatures. */
public final class S3Bucket implements AutoCloseable {
  public static final String NAME = "runflow-files";
  public static final String ACCESS_KEY = "runflow-test";
  public static final String SECRET_KEY = "not-so-secret-test-key";
  private final S3Proxy server;

  private S3Bucket(S3Proxy server) {
    this.server = server;
  }

  public static S3Bucket start() throws Exception {
    return start(CrossOriginResourceSharing.disabled());
  }

  /**
   * Starts a bucket that pages may use.
   *
   * @param rule as {@code PutBucketCors} takes one, with patterns for origins
   */
  public static S3Bucket startWith(JsonNode rule) throws Exception {
    return start(
        new CrossOriginResourceSharing(
            texts(rule.path("AllowedOrigins")),
            texts(rule.path("AllowedMethods")),
            texts(rule.path("AllowedHeaders")),
            texts(rule.path("ExposeHeaders")),
            ""));
  }

  private static List<String> texts(JsonNode array) {
    return array.valueStream().map(JsonNode::stringValue).toList();
  }

  private static S3Bucket start(CrossOriginResourceSharing cors) throws Exception {
    var blobs = BlobStores.create("transient-nio2", new Properties());
    blobs.createContainer(NAME);
    S3Proxy server =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .blobStore(blobs)
            .ignoreUnknownHeaders(true)
            .corsRules(cors)
            .build();
    server.start();
    return new S3Bucket(server);
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getPort();
  }

  /** The settings of a server that keeps its files here. */
  public TestServer.Options settings(TestServer.Options options) {
    return options
        .with("storage.s3.bucket", NAME)
        .with("storage.s3.endpoint", endpoint())
        .with("storage.s3.access_key", ACCESS_KEY)
        .with("storage.s3.secret_key", SECRET_KEY);
  }

  @Override
  public void close() throws IOException {
    try {
      server.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (Exception e) {
      throw new IOException("the bucket did not stop", e);
    }
  }
}
