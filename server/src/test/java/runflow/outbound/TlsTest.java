package runflow.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.id.OrgId;

/** A receiver with a certificate for {@code right.test}; all names lead to this machine. */
@Timeout(120)
class TlsTest {
  private static final OrgId ORG = OrgId.create();
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final Duration LONG = Duration.ofSeconds(30);
  private static final OutboundRules DEV = new OutboundRules(true, false, List.of());
  private static final HostResolver HERE = host -> List.of(InetAddress.ofLiteral("127.0.0.1"));

  @TempDir static Path folder;
  private static SSLContext context;

  @BeforeAll
  static void makeACertificate() throws Exception {
    Path file = folder.resolve("keys.p12");
    Path java = Path.of(ProcessHandle.current().info().command().orElseThrow());
    String arguments =
        "-genkeypair -alias a -keyalg EC -storetype PKCS12 -dname CN=right.test -validity 2"
            + " -ext san=dns:right.test -storepass changeit -keystore "
            + file;
    var command = new ArrayList<>(List.of(java.resolveSibling("keytool").toString()));
    command.addAll(List.of(arguments.split(" ")));
    Process keytool = new ProcessBuilder(command).inheritIO().start();
    assertThat(keytool.waitFor(60, TimeUnit.SECONDS)).isTrue();
    var keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, PASSWORD);
    }
    var own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    own.init(keys, PASSWORD);
    var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trusted.init(keys);
    context = SSLContext.getInstance("TLS");
    context.init(own.getKeyManagers(), trusted.getTrustManagers(), null);
  }

  @Test
  void aTrustedCertificateForTheRightNameIsAccepted() throws Exception {
    try (var server = server();
        var client = new GuardedClient(DEV, HERE, "1", context, LONG)) {
      assertThat(post(client, "right.test", server)).isInstanceOf(PostResult.Answered.class);
    }
  }

  @Test
  void aKeptConnectionSparesTheHandshakeAndIsForItsNameOnly() throws Exception {
    var answer = ScriptedServer.answer("HTTP/1.1 200 OK", "fine");
    try (var server = new ScriptedServer(listener(), ScriptedServer.each(1, answer));
        var client = new GuardedClient(DEV, HERE, "1", context, LONG)) {
      assertThat(post(client, "right.test", server)).isInstanceOf(PostResult.Answered.class);
      assertThat(post(client, "right.test", server)).isInstanceOf(PostResult.Answered.class);
      assertThat(server.heads).hasSize(2);
      assertThat(server.connections()).isEqualTo(1);
      assertTls(post(client, "wrong.test", server));
      assertThat(server.heads).hasSize(2);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 7900})
  void whatIsLeftOnAConnectionIsNobodysAnswer(int padding) throws Exception {
    try (var server = new ScriptedServer(listener(), KeptConnectionTest.answerAndMore(1, padding));
        var client = new GuardedClient(DEV, HERE, "1", context, LONG)) {
      for (int i = 1; i <= 2; i++) {
        assertThat(post(client, "right.test", server))
            .isInstanceOfSatisfying(
                PostResult.Answered.class, answer -> assertThat(answer.status()).isEqualTo(200));
        assertThat(server.connections()).isEqualTo(i);
      }
    }
  }

  @Test
  void aTrustedCertificateForAnotherNameIsRefused() throws Exception {
    try (var server = server();
        var client = new GuardedClient(DEV, HERE, "1", context, LONG)) {
      assertTls(post(client, "wrong.test", server));
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void aCertificateThatNobodyTrustsIsRefused() throws Exception {
    try (var server = server();
        var client = new GuardedClient(DEV, HERE, "1")) {
      assertTls(post(client, "right.test", server));
      assertThat(server.heads).isEmpty();
    }
  }

  @Test
  void aRedirectFromHttpsToHttpIsRefused() throws Exception {
    var rules = new OutboundRules(true, true, List.of());
    try (var plain = new ScriptedServer(ScriptedServer.answer("HTTP/1.1 200 OK", "x"));
        var server = server("http://right.test:" + plain.port() + "/");
        var client = new GuardedClient(rules, HERE, "1", context, LONG)) {
      URI from = URI.create("https://right.test:" + server.port() + "/");
      assertThat(client.fetch(from, 1000, LONG))
          .isEqualTo(
              new Fetched.Failed(
                  Trouble.REFUSED_BY_POLICY,
                  "the URL of redirect 1 must not fall back from https to http"));
      assertThat(plain.connections()).isZero();
    }
  }

  private static ScriptedServer server() throws Exception {
    return new ScriptedServer(listener(), ScriptedServer.answer("HTTP/1.1 200 OK", ""));
  }

  private static ScriptedServer server(String location) throws Exception {
    return new ScriptedServer(listener(), ScriptedServer.redirect(301, location));
  }

  private static ServerSocket listener() throws Exception {
    return context
        .getServerSocketFactory()
        .createServerSocket(0, 50, InetAddress.ofLiteral("127.0.0.1"));
  }

  private static PostResult post(GuardedClient client, String host, ScriptedServer server)
      throws InterruptedException {
    URI to = URI.create("https://" + host + ":" + server.port() + "/");
    return client.post(ORG, to, Map.of(), new byte[] {1}, LONG);
  }

  private static void assertTls(PostResult result) {
    assertThat(result)
        .isInstanceOfSatisfying(
            PostResult.NoAnswer.class,
            none -> {
              assertThat(none.kind()).isEqualTo(Trouble.TLS);
              assertThat(none.message()).contains("certificate");
            });
  }
}
