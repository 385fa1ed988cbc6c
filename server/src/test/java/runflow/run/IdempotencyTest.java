package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;

class IdempotencyTest {
  private static final String MODEL = "google/veo3.1";
  private static final String BODY =
      "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"fail\": \"INTERNAL\"}}}";

  private static final ScriptedProvider VERTEX = ScriptedProvider.named("vertex");
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.Options.standard().live("vertex", VERTEX));
    server.addLiveCredit("10");
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void theSameRequestIsAnsweredWithTheFirstAnswer() throws Exception {
    Answer first = create(server.testKey(), MODEL, BODY, "replay");
    Answer second = create(server.testKey(), MODEL, BODY, "replay");

    assertThat(first.status()).isEqualTo(201);
    assertThat(first.header("Idempotent-Replayed")).isEmpty();
    assertThat(second.status()).isEqualTo(201);
    assertThat(second.body()).isEqualTo(first.body());
    assertThat(second.header("Idempotent-Replayed")).contains("true");
    assertThat(second.header("Location")).isEqualTo(first.header("Location"));
  }

  @Test
  void anotherBodyOrModelUnderTheSameKeyIsAConflict() throws Exception {
    create(server.testKey(), MODEL, BODY, "conflict");

    Answer otherBytes = create(server.testKey(), MODEL, BODY + " ", "conflict");
    Answer otherModel = create(server.testKey(), "google/veo3.1/fast", BODY, "conflict");
    Answer dry =
        server.send(
            "POST",
            "/v1/models/" + MODEL + "/runs?dry_run=true",
            server.testKey(),
            BODY + " ",
            Map.of("Idempotency-Key", "conflict"));

    for (Answer answer : List.of(otherBytes, otherModel, dry)) {
      assertThat(answer.status()).isEqualTo(409);
      assertThat(answer.json().path("code").stringValue()).isEqualTo("CONFLICT");
    }
  }

  @Test
  void organisationsAndModesHaveKeysOfTheirOwn() throws Exception {
    VERTEX.onSubmit(ScriptedProvider.video("v"));
    Answer test = create(server.testKey(), MODEL, BODY, "shared");
    Answer live = create(server.liveKey(), MODEL, BODY, "shared");
    Answer stranger = create(server.strangerKey(), MODEL, BODY, "shared");

    assertThat(List.of(id(test), id(live), id(stranger))).doesNotHaveDuplicates();
    for (Answer answer : List.of(test, live, stranger)) {
      assertThat(answer.status()).isEqualTo(201);
      assertThat(answer.header("Idempotent-Replayed")).isEmpty();
    }
  }

  @Test
  void twentyDuplicatesAtOnceMakeOneRunAndOneReservation() throws Exception {
    long before = reservations();
    var start = new CountDownLatch(1);
    List<Callable<Answer>> duplicates = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      duplicates.add(
          () -> {
            start.await();
            return create(server.testKey(), MODEL, BODY, "crowd");
          });
    }
    List<Answer> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> futures = duplicates.stream().map(threads::submit).toList();
      start.countDown();
      for (Future<Answer> future : futures) {
        answers.add(future.get());
      }
    }

    assertThat(answers).allMatch(answer -> answer.status() == 201);
    assertThat(answers.stream().map(Answer::text).distinct()).hasSize(1);
    assertThat(answers.stream().filter(a -> a.header("Idempotent-Replayed").isEmpty())).hasSize(1);
    assertThat(reservations()).isEqualTo(before + 1);
  }

  @Test
  void refusalsAreNotKept() throws Exception {
    Answer invalid = create(server.testKey(), MODEL, "{\"input\": {}}", "refused");
    assertThat(invalid.status()).isEqualTo(422);
    assertThat(create(server.testKey(), MODEL, BODY, "refused").status()).isEqualTo(201);

    String expensive =
        "{\"input\": {\"prompt\": \"x\", \"resolution\": \"4k\"}, \"metadata\": {\"sandbox\": {\"fail\": \"INTERNAL\"}}}";
    try (var poor = TestServer.start(TestServer.Options.standard().with("credit.test", "1"))) {
      Map<String, String> key = Map.of("Idempotency-Key", "poor");
      String path = "/v1/models/" + MODEL + "/runs";
      assertThat(poor.send("POST", path, poor.testKey(), expensive, key).status()).isEqualTo(402);
      poor.send("POST", "/v1/admin/credits", poor.serviceKey(), "{\"amount\": \"50\"}", Map.of());
      assertThat(poor.send("POST", path, poor.testKey(), expensive, key).status()).isEqualTo(201);
    }
  }

  @Test
  void aKeyOlderThanADayMakesANewRun() throws Exception {
    Answer first = create(server.testKey(), MODEL, BODY, "aged");
    server
        .db()
        .query(
            sql ->
                sql.execute(
                    "update idempotency_key set created_at = created_at - interval '25 hours' where key = 'aged'"));
    Answer later = create(server.testKey(), MODEL, BODY + " ", "aged");
    Answer replay = create(server.testKey(), MODEL, BODY + " ", "aged");

    assertThat(later.status()).isEqualTo(201);
    assertThat(id(later)).isNotEqualTo(id(first));
    assertThat(id(replay)).isEqualTo(id(later));
  }

  private static Answer create(String key, String model, String body, String idempotencyKey)
      throws Exception {
    return server.send(
        "POST",
        "/v1/models/" + model + "/runs",
        key,
        body,
        Map.of("Idempotency-Key", idempotencyKey));
  }

  private static String id(Answer answer) {
    return answer.json().path("id").stringValue();
  }

  private static long reservations() {
    return server
        .db()
        .query(
            sql ->
                sql.createQuery("select count(*) from ledger_entry where kind = 'reserve'")
                    .mapTo(Long.class)
                    .one());
  }
}
