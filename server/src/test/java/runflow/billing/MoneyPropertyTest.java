package runflow.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import runflow.error.FailureCode;
import runflow.provider.ProviderResult;
import runflow.testing.Answer;
import runflow.testing.Audit;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Many callers do everything that moves money at the same time; in the end every cent is known. */
class MoneyPropertyTest {
  private static final int CALLERS = 8;
  private static final int STEPS = 20;
  private static final String MODEL = "google/veo3.1";

  private final ConcurrentLinkedQueue<Created> created = new ConcurrentLinkedQueue<>();

  private record Created(String key, String run) {}

  @Test
  void whateverHappensTheLedgerAddsUp() throws Exception {
    long seed = 20261121;
    ScriptedProvider vertex = ScriptedProvider.named("vertex");
    script(vertex, new Random(seed));
    try (var server =
        TestServer.start(
            TestServer.Options.standard().with("credit.test", "60").live("vertex", vertex))) {
      server.keepClip("1280x720-4s-sound");
      server.addLiveCredit("20");
      try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<?>> callers = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
          var random = new Random(seed + i);
          callers.add(
              threads.submit(
                  () -> {
                    for (int step = 0; step < STEPS; step++) {
                      step(server, random);
                    }
                    return true;
                  }));
        }
        for (Future<?> caller : callers) {
          caller.get();
        }
        Audit.requireSound(server.db());
        closeEverything(server);
      }

      Audit.requireSound(server.db());
      assertThat(states(server)).containsExactlyInAnyOrder("succeeded", "failed", "canceled");
      for (String key : List.of(server.testKey(), server.liveKey())) {
        JsonNode balance = server.send("GET", "/v1/billing/balance", key, null, Map.of()).json();
        assertThat(balance.path("reserved").stringValue()).isEqualTo("0.00");
        assertThat(balance.path("balance")).isEqualTo(balance.path("available"));
      }
    }
  }

  private void step(TestServer server, Random random) throws Exception {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> create(server, server.testKey(), "{\"instant\": true}");
      case 3 -> create(server, server.testKey(), "{\"fail\": \"PROVIDER_REJECTED\"}");
      case 4 -> create(server, server.testKey(), "{\"delay_ms\": 3600000}");
      case 5, 6 -> create(server, server.liveKey(), "{}");
      case 7, 8 -> cancelAny(server, random);
      default -> topUp(server, random);
    }
  }

  private void create(TestServer server, String key, String sandbox) throws Exception {
    Answer answer =
        server.send(
            "POST",
            "/v1/models/" + MODEL + "/runs",
            key,
            "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}, \"metadata\": {\"sandbox\": %s}}"
                .formatted(sandbox),
            Map.of());
    assertThat(answer.status()).as(answer.text()).isIn(201, 402);
    if (answer.status() == 201) {
      created.add(new Created(key, answer.json().path("id").stringValue()));
    }
  }

  private void cancelAny(TestServer server, Random random) throws Exception {
    List<Created> known = List.copyOf(created);
    if (!known.isEmpty()) {
      cancel(server, known.get(random.nextInt(known.size())));
    }
  }

  private static void cancel(TestServer server, Created run) throws Exception {
    Answer answer =
        server.send("POST", "/v1/runs/" + run.run() + "/cancellation", run.key(), null, Map.of());
    assertThat(answer.status()).as(answer.text()).isIn(200, 201);
  }

  private static void topUp(TestServer server, Random random) throws Exception {
    Answer answer =
        server.send(
            "POST",
            "/v1/admin/credits",
            server.serviceKey(),
            "{\"amount\": \"%d.%06d\", \"livemode\": %b}"
                .formatted(random.nextInt(4), 1 + random.nextInt(999_999), random.nextBoolean()),
            Map.of());
    assertThat(answer.status()).as(answer.text()).isEqualTo(201);
  }

  /** Cancels what is open; a run that was finished meanwhile is answered with 200. */
  private void closeEverything(TestServer server) throws Exception {
    for (Created run : created) {
      cancel(server, run);
    }
  }

  private static void script(ScriptedProvider vertex, Random random) {
    List<Supplier<ProviderResult.OfSubmit>> submits =
        List.of(
            () -> ScriptedProvider.accepted("job"),
            ScriptedProvider::retryable,
            () -> new ProviderResult.Rejected(FailureCode.CONTENT_BLOCKED, "no"),
            () -> ScriptedProvider.video("v"));
    List<Supplier<ProviderResult.OfPoll>> polls =
        List.of(
            () -> ScriptedProvider.running(50),
            () -> new ProviderResult.Retryable(Duration.ofMillis(30), "later"),
            () -> new ProviderResult.Lost("gone"),
            () -> ScriptedProvider.video("v"));
    for (int i = 0; i < 200; i++) {
      vertex.onSubmit(submits.get(random.nextInt(submits.size())).get());
      vertex.onPoll(polls.get(random.nextInt(polls.size())).get());
      boolean confirmed = random.nextBoolean();
      vertex.onCancel(() -> confirmed);
    }
  }

  private static List<String> states(TestServer server) {
    return server
        .db()
        .query(sql -> sql.createQuery("select distinct state from run").mapTo(String.class).list());
  }
}
