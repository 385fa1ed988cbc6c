package runflow.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.testing.ProviderStub;
import runflow.testing.ProviderStub.Reply;

class AccessTokensTest {
  private static final Duration TIME = Duration.ofSeconds(20);

  @TempDir Path folder;

  private ProviderStub google;

  @BeforeEach
  void start() throws Exception {
    google = ProviderStub.start();
  }

  @AfterEach
  void stop() {
    google.close();
  }

  @Test
  void aTokenIsFetchedOnceAndShownToNobody() throws Exception {
    google.on("/token", Fixtures.token("tok-1"));
    AccessTokens tokens = tokens(google.base() + "/token");

    AccessTokens.Token token = tokens.get();

    assertThat(token)
        .isEqualTo(new AccessTokens.Token.Good(Map.of("Authorization", "Bearer tok-1")));
    assertThat(tokens.get()).isEqualTo(token);
    assertThat(token.toString()).doesNotContain("tok-1");
    assertThat(new String(google.call("/token").body(), StandardCharsets.UTF_8))
        .contains("grant_type=urn%3Aietf%3Aparams%3Aoauth%3Agrant-type%3Ajwt-bearer");
  }

  @Test
  void aMissingFileIsNamed() throws Exception {
    Path nowhere = folder.resolve("nowhere.json");

    assertThat(new AccessTokens(Optional.of(nowhere), TIME).get())
        .isInstanceOfSatisfying(
            AccessTokens.Token.Bad.class,
            bad -> {
              assertThat(bad.passes()).isFalse();
              assertThat(bad.trouble()).contains(nowhere.toString());
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "nonsense",
        "[]",
        "{\"type\":\"service_account\"}",
        "{\"type\":\"service_account\",\"client_email\":\"a@b\",\"client_id\":\"1\",\"private_key\":\"s3cret\",\"private_key_id\":\"k\"}",
        "{\"type\":\"authorized_user\",\"client_id\":\"1\",\"client_secret\":\"s3cret\",\"refresh_token\":\"s3cret\"}"
      })
  void aFileThatIsNoKeyIsSaidWithoutItsContent(String content) throws Exception {
    Path file = Files.writeString(folder.resolve("account.json"), content);

    assertThat(new AccessTokens(Optional.of(file), TIME).get())
        .isInstanceOfSatisfying(
            AccessTokens.Token.Bad.class,
            bad -> {
              assertThat(bad.passes()).isFalse();
              assertThat(bad.trouble()).contains(file.toString()).doesNotContain("s3cret");
            });
  }

  @Test
  void aFileThatIsRepairedIsRead() throws Exception {
    google.on("/token", Fixtures.token("tok-1"));
    Path file = Files.writeString(folder.resolve("account.json"), "{}");
    var tokens = new AccessTokens(Optional.of(file), TIME);
    assertThat(tokens.get()).isInstanceOf(AccessTokens.Token.Bad.class);

    Fixtures.serviceAccount(folder, google.base() + "/token");

    assertThat(tokens.get()).isInstanceOf(AccessTokens.Token.Good.class);
  }

  @Test
  void aRefusalStaysUntilSomebodyActs() throws Exception {
    google.on("/token", Reply.json(400, "{\"error\":\"invalid_grant\"}"));

    assertThat(tokens(google.base() + "/token").get())
        .isInstanceOfSatisfying(
            AccessTokens.Token.Bad.class, bad -> assertThat(bad.passes()).isFalse());
    assertThat(google.calls("/token")).hasSize(1);
  }

  @Test
  void anEndpointThatIsAwayMayComeBack() throws Exception {
    google.on("/token", Reply.json(503, "{}"), Reply.dropped(), Fixtures.token("tok-1"));
    AccessTokens tokens = tokens(google.base() + "/token");

    assertThat(tokens.get())
        .isInstanceOfSatisfying(
            AccessTokens.Token.Bad.class, bad -> assertThat(bad.passes()).isTrue());
    assertThat(tokens.get())
        .isInstanceOfSatisfying(
            AccessTokens.Token.Bad.class, bad -> assertThat(bad.passes()).isTrue());
    assertThat(tokens.get()).isInstanceOf(AccessTokens.Token.Good.class);
  }

  @Test
  void anEndpointThatNeverAnswersIsLeftInTimeAndItsConnectionClosed() throws Exception {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String uri = "http://127.0.0.1:%d/token".formatted(silent.getLocalPort());
      var account = Optional.of(Fixtures.serviceAccount(folder, uri));

      assertThat(new AccessTokens(account, Duration.ofSeconds(1)).get())
          .isInstanceOfSatisfying(
              AccessTokens.Token.Bad.class,
              bad -> {
                assertThat(bad.passes()).isTrue();
                assertThat(bad.trouble()).contains("did not answer within 1 s");
              });
      try (Socket accepted = silent.accept()) {
        accepted.setSoTimeout(10_000);
        assertThat(accepted.getInputStream().readAllBytes()).isNotEmpty();
      }
    }
  }

  private AccessTokens tokens(String uri) throws Exception {
    return new AccessTokens(Optional.of(Fixtures.serviceAccount(folder, uri)), TIME);
  }
}
