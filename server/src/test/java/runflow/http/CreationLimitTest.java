package runflow.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;

/** The limit on run creations, as callers meet it. */
class CreationLimitTest {
  private static final int BURST = 3;
  private static final String RUNS = "/v1/models/google/veo3.1/runs";
  private static final String DRY = RUNS + "?dry_run=true";
  private static final String GOOD = "{\"input\":{\"prompt\":\"x\",\"duration\":\"4s\"}}";

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server =
        TestServer.start(
            TestServer.Options.standard()
                .with("limits.creations_per_second", "1")
                .with("limits.burst", Integer.toString(BURST))
                .clock(now::get));
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void afterTheBurstCreationsAreRefusedUntilTimeHasPassed() throws Exception {
    for (int left = BURST - 1; left >= 0; left--) {
      Answer created = server.post(left == 0 ? RUNS : DRY, GOOD);
      assertThat(created.status()).as("%s", created).isEqualTo(left == 0 ? 201 : 200);
      assertThat(created.header("RateLimit-Limit")).hasValue("3");
      assertThat(created.header("RateLimit-Remaining")).hasValue(Integer.toString(left));
      assertThat(created.header("RateLimit-Reset")).hasValue(Integer.toString(BURST - left));
      assertThat(created.header("Retry-After")).isEmpty();
    }
    Answer refused = server.post(RUNS, GOOD);
    assertThat(Refusal.of(refused, 429, "RATE_LIMITED").message())
        .startsWith("Rate limit exceeded")
        .contains("1 of these requests a second", "3 at once", "wait 1 s", "`Retry-After`");
    assertThat(refused.header("Retry-After")).hasValue("1");
    assertThat(refused.header("RateLimit-Limit")).hasValue("3");
    assertThat(refused.header("RateLimit-Remaining")).hasValue("0");
    assertThat(refused.header("RateLimit-Reset")).hasValue("3");
    assertThat(server.get("/metrics").text()).contains("runflow_http_rate_limited_total 1.0");

    now.updateAndGet(time -> time.plus(Duration.ofSeconds(1)));
    assertThat(server.post(DRY, GOOD).status()).isEqualTo(200);
    assertThat(server.post(DRY, GOOD).status()).isEqualTo(429);
  }

  @Test
  void theKeyIsLookedAtBeforeTheLimitAndTheRequestAfterIt() throws Exception {
    for (int i = 0; i <= BURST; i++) {
      Refusal.of(server.send("POST", RUNS, "", GOOD, Map.of()), 401, "UNAUTHORIZED");
      Refusal.of(
          server.send("POST", RUNS, server.serviceKey(), GOOD, Map.of()), 403, "PERMISSION_DENIED");
    }
    Refusal.of(server.post(RUNS, "{"), 400, "BAD_REQUEST");
    Refusal.of(server.post(RUNS, "{\"input\":{}}"), 422, "VALIDATION_FAILED");
    Refusal.of(server.create("no/such", GOOD), 404, "MODEL_NOT_FOUND");

    Refusal.of(server.send("POST", RUNS, "", GOOD, Map.of()), 401, "UNAUTHORIZED");
    Refusal.of(
        server.send("POST", RUNS, server.serviceKey(), GOOD, Map.of()), 403, "PERMISSION_DENIED");
    Map<String, String> plainText = Map.of("Content-Type", "text/plain");
    Refusal.of(server.send("POST", RUNS, server.testKey(), GOOD, plainText), 429, "RATE_LIMITED");
    Refusal.of(server.post(RUNS, "{"), 429, "RATE_LIMITED");
    Refusal.of(server.create("no/such", GOOD), 429, "RATE_LIMITED");
    byte[] tooLarge = "x".repeat(17 << 20).getBytes(UTF_8);
    Map<String, String> key = Map.of("Authorization", "Bearer " + server.testKey());
    Refusal.of(
        server.send("POST", RUNS, BodyPublishers.ofByteArray(tooLarge), key), 429, "RATE_LIMITED");
  }

  @Test
  void onlyCreationsOfThatKeyAreRefused() throws Exception {
    Answer created = server.post(RUNS, GOOD);
    String run = "/v1/runs/" + created.json().path("id").stringValue();
    for (int i = 1; i < BURST; i++) {
      assertThat(server.post(DRY, GOOD).status()).isEqualTo(200);
    }
    assertThat(server.post(DRY, GOOD).status()).isEqualTo(429);
    for (int i = 0; i < 20; i++) {
      Answer read = server.get(run);
      assertThat(read.status()).isEqualTo(200);
      assertThat(read.header("RateLimit-Limit")).isEmpty();
    }
    assertThat(server.get("/v1/billing/balance").status()).isEqualTo(200);
    assertThat(server.post(run + "/cancellation", null).status()).isIn(200, 201);
    Answer stranger = server.send("POST", DRY, server.strangerKey(), GOOD, Map.of());
    assertThat(stranger.status()).isEqualTo(200);
    assertThat(stranger.header("RateLimit-Remaining")).hasValue("2");
  }

  @Test
  void zeroTurnsTheLimitOff() throws Exception {
    server.stop();
    server.startAgain(
        TestServer.Options.standard()
            .with("limits.creations_per_second", "0")
            .with("limits.burst", "1"));
    for (int i = 0; i < 5; i++) {
      Answer accepted = server.post(DRY, GOOD);
      assertThat(accepted.status()).isEqualTo(200);
      assertThat(accepted.header("RateLimit-Limit")).isEmpty();
    }
  }
}
