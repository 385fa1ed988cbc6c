package runflow.testing;

import java.io.IOException;
import java.net.URI;
import java.util.Properties;
import org.gaul.s3proxy.BlobStores;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;

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
    var blobs = BlobStores.create("transient-nio2", new Properties());
    blobs.createContainer(NAME);
    S3Proxy server =
        S3Proxy.builder()
            .endpoint(URI.create("http://127.0.0.1:0"))
            .awsAuthentication(AuthenticationType.AWS_V2_OR_V4, ACCESS_KEY, SECRET_KEY)
            .blobStore(blobs)
            .ignoreUnknownHeaders(true)
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
