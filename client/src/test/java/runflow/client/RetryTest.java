package runflow.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class RetryTest {
  private static final String BROKEN = "{\"code\":\"INTERNAL\",\"message\":\"m\",\"errors\":null}";
  private static final String QUEUED = RunflowClientTest.run("queued", false, "");

  private final RecordingSleeper sleeper = new RecordingSleeper();
  @AutoClose private final FakeServer server = new FakeServer();
  @AutoClose private final RunflowClient client = server.client(sleeper);

  @Test
  void everyAttemptOfOneCallCarriesTheSameKey() {
    server.then(500, BROKEN).thenBreakOff().then(429, BROKEN, Map.of("Retry-After", "7"));
    server.then(201, QUEUED);

    client.createRun("m", Map.of("prompt", "x"));

    assertThat(server.seen()).hasSize(4);
    assertThat(server.seen())
        .extracting(seen -> seen.headers().getFirst("Idempotency-Key"))
        .hasSize(4)
        .containsOnly(server.seen().getFirst().headers().getFirst("Idempotency-Key"));
    assertThat(sleeper.slept().get(0)).isBetween(Duration.ofMillis(125), Duration.ofMillis(250));
    assertThat(sleeper.slept().get(1)).isBetween(Duration.ofMillis(250), Duration.ofMillis(500));
    assertThat(sleeper.slept().get(2)).isEqualTo(Duration.ofSeconds(7));
  }

  @Test
  void twoCallsAreTwoRunsUnlessTheCallerGivesTheKey() {
    for (int i = 0; i < 4; i++) {
      server.then(201, QUEUED);
    }
    client.createRun("m", Map.of());
    client.createRun("m", Map.of());
    client.createRun("m", Map.of(), RunOptions.none().withIdempotencyKey("mine"));
    client.createRun("m", Map.of(), RunOptions.none().withIdempotencyKey("mine"));

    assertThat(server.seen())
        .extracting(seen -> seen.headers().getFirst("Idempotency-Key"))
        .satisfies(keys -> assertThat(keys.get(0)).isNotEqualTo(keys.get(1)))
        .endsWith("mine", "mine");
  }

  @Test
  void givesUpAfterTheRetriesAllowed() {
    for (int i = 0; i < 9; i++) {
      server.then(502, BROKEN);
    }

    assertThatThrownBy(() -> client.getRun("r1"))
        .isInstanceOfSatisfying(
            RequestRefusedException.class, e -> assertThat(e.status()).isEqualTo(502));
    assertThat(server.seen()).hasSize(4);
  }

  @Test
  void doesNotWaitLongerThanItMay() {
    server.then(429, BROKEN, Map.of("Retry-After", "3600"));

    assertThatThrownBy(() -> client.getRun("r1")).isInstanceOf(RequestRefusedException.class);
    assertThat(sleeper.slept()).isEmpty();
  }

  @Test
  void aModelWithoutAProviderIsNotTriedAgain() {
    server.then(503, "{\"code\":\"MODEL_UNAVAILABLE\",\"message\":\"configure\",\"errors\":null}");

    assertThatThrownBy(() -> client.createRun("m", Map.of())).hasMessageContaining("configure");
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void moneyIsNeverAddedTwice() {
    server.thenBreakOff();

    assertThatThrownBy(() -> client.addCredit(true, BigDecimal.TEN, Optional.empty()))
        .isInstanceOfSatisfying(NoAnswerException.class, e -> assertThat(e.connected()).isTrue());
    assertThat(server.seen()).hasSize(1);
  }

  @Test
  void aServerThatIsNotThereIsToldApart() {
    URI nobody = URI.create("http://127.0.0.1:1");
    try (var lonely =
        new RunflowClient(ClientOptions.of(nobody, "k").withRetries(2), sleeper, sleeper)) {
      assertThatThrownBy(lonely::balance)
          .isInstanceOfSatisfying(NoAnswerException.class, e -> assertThat(e.connected()).isFalse())
          .hasMessageContaining(nobody.toString());
    }
    assertThat(sleeper.slept()).hasSize(2);
  }

  @Test
  void aServerThatKeepsSilentIsLeft() throws IOException {
    try (var silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      var options =
          ClientOptions.of(URI.create("http://127.0.0.1:" + silent.getLocalPort()), "k")
              .withTimeout(Duration.ofSeconds(1))
              .withRetries(0);
      try (var patient = new RunflowClient(options, sleeper, sleeper)) {
        assertThatThrownBy(patient::balance)
            .isInstanceOfSatisfying(
                NoAnswerException.class, e -> assertThat(e.connected()).isTrue());
      }
    }
  }
}
