package runflow.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.config.Config;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.json.Json;
import runflow.metric.Metrics;
import runflow.testing.Pictures;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** The server with a certificate of its own, and a client that trusts it. */
class TlsListenerTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir static Path folder;
  private static SSLContext trusting;

  @BeforeAll
  static void makeCertificates() throws Exception {
    KeyStore keys = make("a", "RSA");
    var trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(keys);
    trusting = SSLContext.getInstance("TLS");
    trusting.init(null, trust.getTrustManagers(), null);
    make("b", "EC");
  }

  /** As the JavaScript SDK uploads, which refuses links without https. */
  @Test
  void threeStepsMakeAnAssetOverHttps() throws Exception {
    try (var server = TestServer.start(options("a.crt", "a.key"));
        var client = HttpClient.newBuilder().sslContext(trusting).build()) {
      assertThat(server.baseUrl()).startsWith("https://127.0.0.1:");
      assertThat(server.localUrl()).startsWith("http://127.0.0.1:");
      byte[] png = Pictures.png(32, 32);
      String announced =
          "{\"filename\":\"a.png\",\"mime_type\":\"image/png\",\"size_bytes\":%d}"
              .formatted(png.length);
      JsonNode session = post(client, server, "/v1/asset-uploads", announced);
      String link = session.path("upload_url").stringValue();
      assertThat(link).startsWith(server.baseUrl() + "/");
      var put =
          HttpRequest.newBuilder(URI.create(link))
              .header("Content-Type", "image/png")
              .PUT(HttpRequest.BodyPublishers.ofByteArray(png))
              .build();
      assertThat(client.send(put, HttpResponse.BodyHandlers.discarding()).statusCode())
          .isEqualTo(200);
      String id = session.path("asset_id").stringValue();
      JsonNode asset =
          post(
              client, server, "/v1/asset-uploads/" + id + "/confirmations", "{\"folder_id\":null}");
      assertThat(asset.path("id").stringValue()).isEqualTo(id);
      assertThat(asset.path("url").stringValue()).startsWith("https://");
      var get = HttpRequest.newBuilder(URI.create(asset.path("url").stringValue())).build();
      assertThat(client.send(get, HttpResponse.BodyHandlers.ofByteArray()).body()).isEqualTo(png);
    }
  }

  @Test
  void keysOfTheOtherKindServeToo() throws Exception {
    try (var server = TestServer.start(options("b.crt", "b.key"))) {
      assertThat(server.baseUrl()).startsWith("https://");
      assertThat(Thread.getAllStackTraces().keySet())
          .as("somebody looks for a certificate that replaces this one")
          .extracting(Thread::getName)
          .contains("tls-renewal");
    }
  }

  @Test
  void aKeyThatIsNotTheCertificatesStopsTheStart() throws Exception {
    make("c", "RSA");
    assertThatThrownBy(() -> TestServer.start(options("a.crt", "c.key")))
        .hasMessageContaining("c.key is not the key of the certificate");
    assertThatThrownBy(() -> TestServer.start(options("a.crt", "b.key")))
        .hasMessageContaining("holds no RSA key");
    assertThatThrownBy(() -> TestServer.start(options("a.crt", "a.crt")))
        .hasMessageContaining("PKCS #8");
    assertThatThrownBy(() -> TestServer.start(options("a.key", "a.key")))
        .hasMessageContaining("`http.tls.cert`");
  }

  @Test
  void aReplacedCertificateIsServedWithoutARestart() throws Exception {
    X509Certificate old = certificate(make("d", "RSA"));
    var tls = new Config.Tls(folder.resolve("d.crt"), folder.resolve("d.key"), 0);
    try (var listener =
        HttpListener.bind("127.0.0.1", 0, Optional.empty(), Optional.of(tls), Duration.ZERO)) {
      listener.start(
          new Routing(List.of(), NoRoute.unknown(), call -> ErrorShape.ENVELOPE),
          NOBODY,
          Optional.empty(),
          new Metrics("test").requests());
      URI url = URI.create(listener.publicUrl().of("/"));
      assertThat(served(url)).isEqualTo(old);

      Files.copy(folder.resolve("b.crt"), tls.cert(), StandardCopyOption.REPLACE_EXISTING);
      listener.renewCertificate();
      assertThat(served(url)).as("its key is still to come").isEqualTo(old);

      Files.copy(folder.resolve("b.key"), tls.key(), StandardCopyOption.REPLACE_EXISTING);
      listener.renewCertificate();
      assertThat(served(url).getPublicKey().getAlgorithm()).isEqualTo("EC");
    }
  }

  /** The certificate that a new connection gets. */
  private static X509Certificate served(URI url) throws Exception {
    var any = SSLContext.getInstance("TLS");
    any.init(null, new TrustManager[] {new TrustAny()}, null);
    try (var socket =
        (SSLSocket) any.getSocketFactory().createSocket(url.getHost(), url.getPort())) {
      socket.startHandshake();
      return (X509Certificate) socket.getSession().getPeerCertificates()[0];
    }
  }

  private static X509Certificate certificate(KeyStore keys) throws Exception {
    return (X509Certificate) keys.getCertificate("a");
  }

  private static final class TrustAny implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }

  private static final Authenticator NOBODY =
      new Authenticator() {
        @Override
        public Caller authenticate(Optional<String> authorization) {
          throw new ApiException(ErrorCode.UNAUTHORIZED, "nobody");
        }

        @Override
        public Caller authenticateToken(String token) {
          throw new ApiException(ErrorCode.UNAUTHORIZED, "nobody");
        }

        @Override
        public Caller actingFor(Caller caller, String organisation) {
          return caller;
        }
      };

  private static TestServer.Options options(String cert, String key) {
    return TestServer.Options.standard()
        .with("http.tls.cert", folder.resolve(cert).toString())
        .with("http.tls.key", folder.resolve(key).toString())
        .with("http.tls.port", "0");
  }

  private static JsonNode post(HttpClient client, TestServer server, String path, String json)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(server.baseUrl() + path))
            .header("Authorization", "Bearer " + server.testKey())
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(json))
            .build();
    HttpResponse<byte[]> response = client.send(request, HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(201);
    return Json.tree(response.body());
  }

  /** Writes a new pair as NAME.crt and NAME.key. */
  private static KeyStore make(String name, String algorithm) throws Exception {
    Path file = folder.resolve(name + ".p12");
    Path java = Path.of(ProcessHandle.current().info().command().orElseThrow());
    String arguments =
        "-genkeypair -alias a -keyalg %s -storetype PKCS12 -dname CN=127.0.0.1 -validity 2"
                .formatted(algorithm)
            + " -ext san=ip:127.0.0.1 -storepass changeit -keystore "
            + file;
    var command = new ArrayList<>(List.of(java.resolveSibling("keytool").toString()));
    command.addAll(List.of(arguments.split(" ")));
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    write(name + ".crt", "CERTIFICATE", keys.getCertificate("a").getEncoded());
    write(name + ".key", "PRIVATE KEY", keys.getKey("a", PASSWORD).getEncoded());
    return keys;
  }

  private static void write(String name, String label, byte[] der) throws Exception {
    String text =
        "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n"
            .formatted(
                label, Base64.getMimeEncoder(64, new byte[] {(byte) 10}).encodeToString(der));
    Files.writeString(folder.resolve(name), text);
  }
}
