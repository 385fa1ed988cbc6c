package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import runflow.id.Uuids;
import runflow.testing.Answer;
import runflow.testing.EventReader;
import runflow.testing.Gate;
import runflow.testing.Refusal;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class EventStreamTest {
  private static final String MODEL = "google/veo3.1";
  private static final String BODY = "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}}";
  private static final String LATER =
      "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"delay_ms\": 3600000}}}";

  private final ScriptedProvider vertex = ScriptedProvider.named("vertex");
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(options());
    server.addLiveCredit("1000");
  }

  private TestServer.Options options() {
    return TestServer.Options.standard()
        .live("vertex", vertex)
        .with("lanes.hosted", "1")
        .with("streams.per_key", "2");
  }

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @Test
  void aRunTellsEachStateAndEndsWithItself() throws Exception {
    Gate submission = vertex.holdSubmit();
    vertex.onPoll(ScriptedProvider.running(30));
    String run = server.begin(server.liveKey(), MODEL, BODY);
    try (var events = open(run)) {
      assertThat(events.status()).isEqualTo(200);
      assertThat(events.header("Content-Type")).contains("text/event-stream");
      assertThat(events.header("Cache-Control")).contains("no-store");
      EventReader.Event queued = events.next();
      assertThat(queued.name()).isEqualTo("queued");
      assertThat(queued.json().path("run_id").stringValue()).isEqualTo(run);
      assertThat(queued.json().has("queue_position")).isTrue();
      assertThat(events.next().name()).isEqualTo("dispatching");
      submission.open();
      assertThat(events.next().name()).isEqualTo("running");
      assertThat(events.next().name()).isEqualTo("progress");
      vertex.onPoll(ScriptedProvider.running(70), ScriptedProvider.video("clip"));
      List<EventReader.Event> rest = events.toEnd();
      EventReader.Event last = rest.removeLast();
      assertThat(rest).extracting(EventReader.Event::name).allMatch("progress"::equals);
      assertThat(last.name()).isEqualTo("succeeded");
      JsonNode read = read(run);
      assertThat(last.json().propertyNames()).isEqualTo(read.propertyNames());
      assertThat(last.json().path("completed_at")).isEqualTo(read.path("completed_at"));
      assertThat(last.json().at("/output/outputs/0/sha256"))
          .isEqualTo(read.at("/output/outputs/0/sha256"));
    }
  }

  @Test
  void whoComesBackHasEveryStateOnceWhereverTheStreamBroke() throws Exception {
    vertex.onSubmit(ScriptedProvider.retryable());
    vertex.onPoll(ScriptedProvider.running(10), ScriptedProvider.video("clip"));
    String run = server.begin(server.liveKey(), MODEL, BODY);
    server.end(run);
    List<EventReader.Event> whole;
    try (var events = open(run)) {
      whole = events.toEnd();
    }
    assertThat(whole)
        .extracting(EventReader.Event::name)
        .containsExactly("queued", "dispatching", "queued", "dispatching", "running", "succeeded");
    assertThat(whole.stream().map(event -> Long.parseLong(event.id()))).isSorted();
    assertThat(whole.subList(0, 5))
        .allSatisfy(event -> assertThat(event.json().path("at").isString()).isTrue());

    server.stop();
    server.startAgain(options());
    try (TestServer other = server.secondNode(options())) {
      for (int i = 0; i < whole.size() - 1; i++) {
        for (TestServer node : List.of(server, other)) {
          Map<String, String> from = Map.of("Last-Event-ID", whole.get(i).id());
          try (var events = EventReader.open(node, server.liveKey(), run, from)) {
            assertThat(events.toEnd())
                .extracting(EventReader.Event::id)
                .containsExactlyElementsOf(
                    whole.subList(i + 1, whole.size()).stream()
                        .map(EventReader.Event::id)
                        .toList());
          }
        }
      }
    }
    Answer nothing = events(run, Map.of("Last-Event-ID", whole.getLast().id()));
    assertThat(nothing.status()).as("a browser would open it for ever").isEqualTo(204);
  }

  @Test
  void aNodeTellsWhatAnotherOneDoes() throws Exception {
    Gate submission = vertex.holdSubmit();
    String run = server.begin(server.liveKey(), MODEL, BODY);
    vertex.awaitSubmission();
    try (TestServer front = server.secondNode(options().with("node.roles", "api"));
        var events = EventReader.open(front, server.liveKey(), run)) {
      assertThat(events.next().name()).isEqualTo("queued");
      assertThat(events.next().name()).isEqualTo("dispatching");
      submission.open();
      assertThat(events.next().name()).isEqualTo("running");
      cancel(run);
      assertThat(events.toEnd()).extracting(EventReader.Event::name).containsExactly("canceled");
    }
  }

  @Test
  void whoWaitsInLineIsToldHowItMoves() throws Exception {
    String first = server.begin(server.liveKey(), MODEL, BODY);
    String second = server.begin(server.liveKey(), MODEL, BODY);
    String third = server.begin(server.liveKey(), MODEL, BODY);
    try (var events = open(third)) {
      assertThat(events.next().json().path("queue_position").intValue()).isEqualTo(2);
      cancel(second);
      EventReader.Event moved = events.next();
      assertThat(moved.name()).isEqualTo("queue_position");
      assertThat(moved.json().path("queue_position").intValue()).isEqualTo(1);
      cancel(first);
      assertThat(events.next().name()).isEqualTo("dispatching");
    }
  }

  @Test
  void metadataOverSeveralLinesReachTheReaderWhole() throws Exception {
    String body = "{\"input\":{\"prompt\":\"x\"},\"metadata\":{\n\n \"a\":\r\n 1}}";
    String run = server.begin(server.liveKey(), MODEL, body);
    vertex.awaitSubmission();
    cancel(run);
    try (var events = open(run)) {
      EventReader.Event last = events.toEnd().getLast();
      assertThat(last.name()).isEqualTo("canceled");
      assertThat(last.json().path("metadata").path("a").intValue()).isEqualTo(1);
    }
  }

  @Test
  void callsToTheProviderAreToldWithoutWhatIsTheOperators() throws Exception {
    String run = server.begin(server.liveKey(), MODEL, BODY);
    awaitRunning(run);
    String detail =
        """
        {"provider":"vertex","purpose":"submit","method":"POST","path":"/v1/projects/secret",
         "duration_ms":12,"status":200,"cost":"0.80"}
        """;
    insertCall(UUID.fromString(run), detail);
    cancel(run);
    try (var events = open(run)) {
      List<EventReader.Event> all = events.toEnd();
      EventReader.Event call = all.get(all.size() - 2);
      assertThat(call.name()).isEqualTo("call");
      assertThat(call.id()).isEmpty();
      assertThat(call.json().path("message").stringValue())
          .isEqualTo("submit at vertex answered 200 after 12 ms");
      assertThat(call.data()).doesNotContain("secret", "cost", "\"0.80\"");
      assertThat(all.getLast().name()).isEqualTo("canceled");
    }
  }

  @Test
  void callsAreForgottenWhenTheirRunIsOldAndHasEnded() throws Exception {
    String young = server.begin(server.testKey(), MODEL, LATER);
    UUID old = Uuids.first(Instant.now().minus(Duration.ofDays(91)));
    UUID oldAndOpen = Uuids.first(Instant.now().minus(Duration.ofDays(92)));
    copyRun(young, oldAndOpen);
    insertCall(UUID.fromString(young), "{}");
    insertCall(oldAndOpen, "{}");
    insertCall(old, "{}");

    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (calls(old) > 0) {
      assertThat(System.nanoTime()).as("the old call was forgotten").isLessThan(end);
    }
    assertThat(calls(UUID.fromString(young))).isEqualTo(1);
    assertThat(calls(oldAndOpen)).isEqualTo(1);
  }

  @Test
  void openStreamsAreBoundedAndAnEndGivesThePlaceBack() throws Exception {
    String run = server.begin(server.testKey(), MODEL, LATER);
    String other = server.begin(server.testKey(), MODEL, LATER);
    try (var one = EventReader.open(server, server.testKey(), run);
        var two = EventReader.open(server, server.testKey(), other)) {
      one.next();
      two.next();
      Answer refused = server.get("/v1/runs/" + run + "/events");
      assertThat(Refusal.of(refused, 429, "RATE_LIMITED").message())
          .contains("a key may have 2", "poll `GET /v1/runs/{id}`");
      assertThat(refused.header("Retry-After")).isPresent();
      assertThat(server.send("HEAD", events(run), server.liveKey(), null, Map.of()).status())
          .isEqualTo(404);

      server.post("/v1/runs/" + run + "/cancellation", null);
      assertThat(one.toEnd()).extracting(EventReader.Event::name).endsWith("canceled");
      Answer again = server.get("/v1/runs/" + run + "/events");
      assertThat(again.status()).isEqualTo(200);
      assertThat(again.text()).endsWith("\n\n").contains("event: canceled");
    }
  }

  @Test
  void headersAloneTakeNoPlace() throws Exception {
    String run = server.begin(server.testKey(), MODEL, LATER);
    for (int i = 0; i < 5; i++) {
      Answer head = server.send("HEAD", events(run), server.testKey(), null, Map.of());
      assertThat(head.status()).isEqualTo(200);
      assertThat(head.header("Content-Type")).contains("text/event-stream");
      assertThat(head.body()).isEmpty();
    }
  }

  @Test
  void aStoppingServerEndsItsStreamsAtOnce() throws Exception {
    server.close();
    server = TestServer.start(options().with("runs.drain", "60s"));
    String run = server.begin(server.testKey(), MODEL, LATER);
    try (var events = EventReader.open(server, server.testKey(), run)) {
      events.next();
      long begun = System.nanoTime();
      server.stop();
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(25));
      assertThat(events.toEnd())
          .extracting(EventReader.Event::name)
          .as("the run goes on, so the stream must not say that it ended")
          .doesNotContain("failed", "canceled");
    }
    server.startAgain(options());
  }

  @Test
  void anIdOfNoEventIsRefused() throws Exception {
    String run = server.begin(server.testKey(), MODEL, LATER);
    for (String id : List.of("x", "-1", "0", "7100", "99999999999999999999")) {
      Answer refused =
          server.send("GET", events(run), server.testKey(), null, Map.of("Last-Event-ID", id));
      assertThat(Refusal.of(refused, 400, "BAD_REQUEST").message()).contains("`" + id + "`");
    }
  }

  @Test
  void oneRunIsReadWithItsLogAndItsEvents() throws Exception {
    String run = server.begin(server.liveKey(), MODEL, BODY);
    vertex.awaitSubmission();
    cancel(run);
    JsonNode whole = get(run, "?embed=logs,events").json();
    assertThat(whole.path("logs").isArray()).isTrue();
    assertThat(whole.path("events").valueStream().map(event -> event.path("event").stringValue()))
        .containsSubsequence("queued", "dispatching", "canceled");
    assertThat(whole.path("events").get(0).path("id").stringValue()).isEqualTo("400");
    assertThat(get(run, "?embed=events").json().has("logs")).isFalse();
    assertThat(get(run, "").json().propertyNames())
        .isEqualTo(get(run, "?embed=").json().propertyNames());
    assertThat(Refusal.of(get(run, "?embed=node_runs"), 400, "BAD_REQUEST").message())
        .contains("`node_runs`", "logs, events");
  }

  @Tag("long")
  @Test
  void aQuietStreamShowsThatItLives() throws Exception {
    String run = server.begin(server.testKey(), MODEL, LATER);
    try (var events = EventReader.open(server, server.testKey(), run)) {
      EventReader.Event event = events.next();
      while (!event.name().equals("comment")) {
        event = events.next();
      }
      assertThat(event.data()).isEqualTo("still here");
    }
  }

  private void copyRun(String run, UUID as) {
    server
        .db()
        .useTx(
            tx ->
                tx.sql()
                    .execute(
                        "insert into run select (jsonb_populate_record(run,"
                            + " jsonb_build_object('id', ?::text))).* from run where id = ?::uuid",
                        as.toString(),
                        run));
  }

  private void insertCall(UUID run, String detail) {
    server
        .db()
        .useTx(
            tx ->
                tx.sql()
                    .execute(
                        "insert into run_event (run_id, id, kind, detail, created_at)"
                            + " values (?, ?, 'provider_call', ?, now())",
                        run,
                        UUID.randomUUID(),
                        detail));
  }

  private int calls(UUID run) {
    return server
        .db()
        .query(
            sql ->
                sql.createQuery("select count(*) from run_event where run_id = :run")
                    .bind("run", run)
                    .mapTo(Integer.class)
                    .one());
  }

  private EventReader open(String run) throws Exception {
    return EventReader.open(server, server.liveKey(), run);
  }

  private static String events(String run) {
    return "/v1/runs/" + run + "/events";
  }

  private Answer events(String run, Map<String, String> headers) throws Exception {
    return server.send("GET", events(run), server.liveKey(), null, headers);
  }

  private Answer get(String run, String query) throws Exception {
    return server.send("GET", "/v1/runs/" + run + query, server.liveKey(), null, Map.of());
  }

  private JsonNode read(String run) throws Exception {
    return get(run, "").json();
  }

  private void awaitRunning(String run) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!read(run).path("status_code").stringValue().equals("running")) {
      assertThat(System.nanoTime()).as("the run became running").isLessThan(end);
    }
  }

  private void cancel(String run) throws Exception {
    assertThat(
            server
                .send("POST", "/v1/runs/" + run + "/cancellation", server.liveKey(), null, Map.of())
                .status())
        .isEqualTo(201);
  }
}
