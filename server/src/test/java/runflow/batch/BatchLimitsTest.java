package runflow.batch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runflow.testing.Answer;
import runflow.testing.Footprint;
import runflow.testing.Pictures;
import runflow.testing.Refusal;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** What refuses a batch, and what its items bring along. */
@Timeout(120)
class BatchLimitsTest {
  private static final String BATCHES = "/v1/models/google/veo3.1/batches";
  private static final String RUNS = "/v1/models/google/veo3.1/runs";
  private static final String SLOW = "{\"sandbox\": {\"delay_ms\": 3600000}}";

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    // A provider for live keys that the models have no route to.
    server =
        TestServer.start(
            TestServer.Options.standard().live("elsewhere", ScriptedProvider.named("elsewhere")));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void everyRunOfABatchCountsAgainstTheRateOfItsKey() throws Exception {
    var now = new AtomicReference<>(Instant.now());
    try (var limited = TestServer.start(limits("3").clock(now::get))) {
      String run = "{\"input\":{\"prompt\":\"x\"},\"metadata\":%s}".formatted(SLOW);
      assertThat(limited.post(BATCHES, batch(5)).status()).isEqualTo(201);
      Answer refused = limited.post(RUNS, run);
      Refusal.of(refused, 429, "RATE_LIMITED");
      assertThat(refused.header("RateLimit-Remaining")).contains("0");
      assertThat(refused.header("Retry-After")).contains("3");
      now.set(now.get().plusSeconds(2));
      Refusal.of(limited.post(BATCHES, batch(1)), 429, "RATE_LIMITED");
      now.set(now.get().plusSeconds(1));
      assertThat(limited.post(RUNS, run).status()).isEqualTo(201);
    }
  }

  @Test
  void ofBatchesSentTogetherOnlyOneGoesBeyondTheRoomThereIs() throws Exception {
    Instant now = Instant.now();
    try (var limited = TestServer.start(limits("15").clock(() -> now));
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var sent =
          IntStream.range(0, 30)
              .mapToObj(i -> threads.submit(() -> limited.post(BATCHES, batch(10))))
              .toList();
      int accepted = 0;
      for (Future<Answer> one : sent) {
        Answer answer = one.get();
        if (answer.status() == 201) {
          accepted++;
        } else {
          Refusal.of(answer, 429, "RATE_LIMITED");
          assertThat(answer.header("Retry-After")).isPresent();
        }
      }
      assertThat(accepted).isEqualTo(2);
      int stored =
          limited
              .db()
              .query(sql -> sql.createQuery("select count(*) from run").mapTo(Integer.class).one());
      assertThat(stored).isEqualTo(20);
      // Five are owed; those that were refused have cost nothing.
      assertThat(limited.post(BATCHES, batch(1)).header("Retry-After")).contains("6");
    }
  }

  @Test
  void onlyABatchThatIsMadePaysForItsRuns() throws Exception {
    Instant now = Instant.now();
    try (var limited = TestServer.start(limits("20").clock(() -> now))) {
      Map<String, String> named = Map.of("Idempotency-Key", "once");
      assertThat(left(limited, "", batch(5), named)).isEqualTo("201 15");
      assertThat(left(limited, "", batch(5), named)).isEqualTo("201 14");
      assertThat(left(limited, "", batch(6), named)).isEqualTo("409 13");
      assertThat(left(limited, "?dry_run=true", batch(5), Map.of())).isEqualTo("200 12");
      assertThat(left(limited, "", "{\"input\":[{},{}]}", Map.of())).isEqualTo("422 11");
      assertThat(left(limited, "", batch(1), Map.of())).isEqualTo("201 10");
      limited.db().useTx(tx -> tx.sql().execute("update balance set available = 1"));
      assertThat(left(limited, "", batch(5), Map.of())).isEqualTo("402 9");
    }
  }

  private static String left(
      TestServer limited, String query, String body, Map<String, String> headers) throws Exception {
    Answer answer = limited.send("POST", BATCHES + query, limited.testKey(), body, headers);
    return answer.status() + " " + answer.header("RateLimit-Remaining").orElse("");
  }

  private static TestServer.Options limits(String burst) {
    return TestServer.Options.standard()
        .with("limits.creations_per_second", "1")
        .with("limits.burst", burst);
  }

  @Test
  void everyProblemOfEveryItemIsToldAtOnce() throws Exception {
    Footprint before = Footprint.of(server.db());
    Answer refused =
        server.post(
            BATCHES,
            """
            {"input": [{"prompt": "x"}, {"prompt": "x", "duration": "5s"}, {"promt": "x"}],
             "metadata": {"sandbox": {"fial": 1}}, "callback_url": "ftp://x"}
            """);
    assertThat(refused.status()).isEqualTo(422);
    assertThat(
            refused.json().path("errors").valueStream().map(error -> error.path("loc").toString()))
        .containsExactlyInAnyOrder(
            "[\"callback_url\"]",
            "[\"metadata\",\"sandbox\",\"fial\"]",
            "[\"input\",1,\"duration\"]",
            "[\"input\",2,\"prompt\"]",
            "[\"input\",2,\"promt\"]");
    String bad =
        IntStream.range(0, 100).mapToObj(i -> "{\"a\":1}").collect(Collectors.joining(","));
    JsonNode many = server.post(BATCHES, "{\"input\":[" + bad + "]}").json();
    assertThat(many.path("errors")).hasSize(101);
    assertThat(Footprint.of(server.db())).isEqualTo(before);
  }

  @Test
  void checksComeInTheOrderOfTheContract() throws Exception {
    String bad = "{\"input\":[{}]}";
    assertThat(server.send("POST", BATCHES, "", bad, Map.of()).status()).isEqualTo(401);
    assertThat(server.post(BATCHES, "[").status()).isEqualTo(400);
    assertThat(server.post("/v1/models/no/such/batches", bad).status()).isEqualTo(404);
    assertThat(server.send("POST", BATCHES, server.liveKey(), bad, Map.of()).status())
        .isEqualTo(422);
    // No route before no money.
    assertThat(server.send("POST", BATCHES, server.liveKey(), batch(1), Map.of()).status())
        .isEqualTo(503);
  }

  @Test
  void theCapOfAKeyHoldsForTheWhole() throws Exception {
    String key = cappedKey("7.00");
    Footprint before = Footprint.of(server.db());
    for (String query : new String[] {"", "?dry_run=true"}) {
      Answer refused = server.send("POST", BATCHES + query, key, batch(3), Map.of());
      assertThat(Refusal.of(refused, 402, "INSUFFICIENT_CREDIT").message())
          .contains("the batch costs $9.60", "$7.00 left");
    }
    assertThat(Footprint.of(server.db())).isEqualTo(before);
    String id =
        server.send("POST", BATCHES, key, batch(2), Map.of()).json().path("id").stringValue();
    Refusal.of(server.send("POST", BATCHES, key, batch(1), Map.of()), 402, "INSUFFICIENT_CREDIT");
    server.send("POST", "/v1/batches/" + id + "/cancellation", key, null, Map.of());
    assertThat(server.send("POST", BATCHES, key, batch(2), Map.of()).status()).isEqualTo(201);
  }

  @Test
  void picturesInItemsAreStoredAndRecordedAsReferences() throws Exception {
    String picture = Pictures.dataUri("image/png", Pictures.png(1280, 720));
    Answer created =
        server.post(
            "/v1/models/google/veo3.1/fast/image-to-video/batches",
            """
            {"input": [{"prompt": "a", "image_url": "%1$s"}, {"prompt": "b", "image_url": "%1$s"}],
             "metadata": %2$s}
            """
                .formatted(picture, SLOW));
    assertThat(created.status()).as(created.text()).isEqualTo(201);
    assertThat(created.json().path("input"))
        .allSatisfy(
            input ->
                assertThat(input.path("image_url").stringValue()).startsWith("runflow://assets/"));
    String missing = "runflow://assets/01890000-0000-7000-8000-000000000000";
    Answer refused =
        server.post(
            "/v1/models/google/veo3.1/fast/image-to-video/batches",
            "{\"items\":[{\"input\":{\"prompt\":\"a\",\"image_url\":\"%s\"}}]}".formatted(missing));
    assertThat(refused.status()).isEqualTo(422);
    assertThat(refused.json().at("/errors/0/loc").toString())
        .isEqualTo("[\"items\",0,\"input\",\"image_url\"]");
  }

  private static String cappedKey(String amount) throws Exception {
    String org = server.get("/v1/auth/me").json().path("org_id").stringValue();
    String body =
        """
        {"name": "capped", "kind": "test",
         "spending_cap": {"amount": "%s", "period": "month"}}
        """
            .formatted(amount);
    String path = "/v1/admin/organisations/" + org + "/keys";
    return server
        .send("POST", path, server.serviceKey(), body, Map.of())
        .json()
        .path("plain_key")
        .stringValue();
  }

  private static String batch(int size) {
    return "{\"input\":[%s],\"metadata\":%s}"
        .formatted(
            IntStream.range(0, size)
                .mapToObj(i -> "{\"prompt\":\"x\"}")
                .collect(Collectors.joining(",")),
            SLOW);
  }
}
