package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.FileHost;
import runflow.testing.Refusal;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Who comes next where runs, lanes and organisations share places. */
class FairQueueTest {
  private static final String MODEL = "google/veo3.1";
  private static final String NORMAL = "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}}";
  private static final String LOW = NORMAL.replaceFirst("\\{", "{\"priority\": \"low\", ");

  private static final String FAILS_LATER =
      """
      {"input": {"prompt": "x"},
       "metadata": {"sandbox": {"delay_ms": 3600000, "fail": "INTERNAL"}}}
      """;

  private final ScriptedProvider vertex = ScriptedProvider.named("vertex");
  private TestServer server;

  @AfterEach
  void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(places(1).live("vertex", vertex));
    server.addLiveCredit("100000");
  }

  private void restart(TestServer.Options options) throws Exception {
    server.stop();
    server.startAgain(options.live("vertex", vertex));
  }

  private static TestServer.Options places(int places) {
    return TestServer.Options.standard().with("lanes.hosted", Integer.toString(places));
  }

  @Test
  void lowRunsStartWhenNoOtherWaits() throws Exception {
    String first = create(NORMAL);
    assertThat(submitted()).isEqualTo(first);
    String low = create(LOW);
    String laterLow = create(LOW);
    String normal = create(NORMAL);
    String laterNormal = create(NORMAL);
    assertThat(List.of(position(normal), position(laterNormal), position(low), position(laterLow)))
        .containsExactly(1, 2, 3, 4);

    String before = first;
    for (String next : List.of(normal, laterNormal, low, laterLow)) {
      cancel(before);
      assertThat(submitted()).isEqualTo(next);
      before = next;
    }
  }

  @Test
  void aCreationTellsThePlaceBehindThoseOfItsPriority() throws Exception {
    create(NORMAL);
    assertThat(created(LOW).path("queue_position").intValue()).isEqualTo(1);
    assertThat(created(LOW).path("queue_position").intValue()).isEqualTo(2);
    assertThat(created(NORMAL).path("queue_position").intValue()).isEqualTo(1);
    assertThat(created(NORMAL).path("queue_position").intValue()).isEqualTo(2);
    JsonNode low = created(LOW);
    assertThat(low.path("queue_position").intValue()).isEqualTo(5);
    assertThat(low.has("priority")).as("the run object has no such field").isFalse();
  }

  @Test
  void aLowRunThatHasWaitedLongComesNext() throws Exception {
    String first = create(NORMAL);
    submitted();
    String low = create(LOW);
    String other = create(LOW);
    create(NORMAL);
    server
        .db()
        .useTx(
            tx ->
                tx.sql()
                    .execute(
                        "update run set created_at = created_at - interval '31 min' where low"));
    restart(places(1));
    awaitPosition(low, 1);
    assertThat(position(other)).as("one at a time").isEqualTo(3);
    cancel(first);
    assertThat(submitted()).isEqualTo(low);
  }

  @Test
  void thePriorityIsOneOfTwo() throws Exception {
    for (String bad : List.of("\"high\"", "\"LOW\"", "1", "\"\"")) {
      Answer answer =
          create(server.liveKey(), NORMAL.replaceFirst("\\{", "{\"priority\": " + bad + ", "));
      assertThat(Refusal.of(answer, 422, "VALIDATION_FAILED").message()).contains("`priority`");
    }
    assertThat(
            create(server.liveKey(), NORMAL.replaceFirst("\\{", "{\"priority\": null, ")).status())
        .isEqualTo(201);
  }

  @Test
  void theOnlyRunOfAnOrganisationIsNextAtAProviderForWhichAnotherHasTenThousand() throws Exception {
    restart(places(10).with("providers.caps.vertex.running", "1"));
    List<String> greedy = createTogether(200);
    multiply(greedy.getLast(), 9_800);
    String running = submitted();
    String key = otherOrganisation();
    String single = create(key, NORMAL).json().path("id").stringValue();
    awaitPlaces(11);
    awaitLook(single);

    cancel(running);
    assertThat(submitted()).isEqualTo(single);
    cancel(key, single);
    String next = submitted();
    assertThat(greedy).contains(next);
    String again = create(key, NORMAL).json().path("id").stringValue();
    awaitLook(again);
    cancel(next);
    assertThat(submitted()).isEqualTo(again);
  }

  /** Else an organisation with many unusable pictures would be first each time. */
  @Test
  void aRunWhosePictureCannotBeUsedHasHadItsOrganisationsTurn() throws Exception {
    restart(places(10).with("providers.caps.vertex.running", "1"));
    String before = create(NORMAL);
    assertThat(submitted()).isEqualTo(before);
    cancel(before);
    String unlucky = otherOrganisation();
    try (var host = FileHost.start()) {
      String missing =
          "{\"input\": {\"prompt\": \"x\", \"image_url\": \"%s\"}}"
              .formatted(host.url("missing.png"));
      String failed = server.begin(unlucky, "google/veo3.1/fast/image-to-video", missing);
      assertThat(server.end(failed).path("failure_code").stringValue())
          .isEqualTo("INPUT_FETCH_FAILED");
    }
    String third = otherOrganisation();
    String running = create(third, NORMAL).json().path("id").stringValue();
    assertThat(submitted()).isEqualTo(running);
    create(unlucky, NORMAL);
    String own = create(NORMAL);
    awaitPlaces(3);

    cancel(third, running);
    assertThat(submitted()).isEqualTo(own);
  }

  @Test
  void theOnlyRenderOfAnOrganisationIsNextInTheEngine() throws Exception {
    restart(places(1).with("engine.slots", "1"));
    int many = 100;
    for (int i = 0; i < many; i++) {
      assertThat(create(server.testKey(), FAILS_LATER).status()).isEqualTo(201);
    }
    String single = server.begin(server.strangerKey(), MODEL, FAILS_LATER);
    await("select count(*) from sandbox_render having count(*) = " + (many + 1));
    server
        .db()
        .useTx(
            tx ->
                tx.sql()
                    .execute(
                        """
                        update job_render set execution_time = now() - case task_instance
                          when ? then interval '0' else interval '1 hour' end
                        """,
                        single));

    assertThat(server.end(single).path("failure_code").stringValue()).isEqualTo("INTERNAL");
    assertThat(rendersBefore(single)).as("all the others were due before it").isLessThan(10);
  }

  private int rendersBefore(String run) {
    return server
        .db()
        .query(
            sql ->
                sql.createQuery(
                        """
                        select count(*) from sandbox_render where completed_at <
                          (select completed_at from sandbox_render where run_id = :run::uuid)
                        """)
                    .bind("run", run)
                    .mapTo(Integer.class)
                    .one());
  }

  /** Creations that come together, as a client with a backlog sends them. */
  private List<String> createTogether(int count) throws InterruptedException, ExecutionException {
    List<String> runs = new ArrayList<>();
    try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> created = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        created.add(callers.submit(() -> create(NORMAL)));
      }
      for (Future<String> run : created) {
        runs.add(run.get());
      }
    }
    return runs;
  }

  /** Lets a run that waits be many, at the end of its lane. */
  private void multiply(String run, int count) {
    server
        .db()
        .useTx(
            tx ->
                tx.sql()
                    .execute(
                        """
                        insert into run select (jsonb_populate_record(run, jsonb_build_object(
                          'id', 'ffffffff' || substr(gen_random_uuid()::text, 9),
                          'admitted', false))).*
                        from run, generate_series(1, ?) where id = ?::uuid
                        """,
                        count,
                        run));
  }

  private String otherOrganisation() throws Exception {
    String service = server.serviceKey();
    String org =
        server
            .send("POST", "/v1/admin/organisations", service, "{\"name\": \"Small\"}", Map.of())
            .json()
            .path("id")
            .stringValue();
    server.send(
        "POST",
        "/v1/admin/credits",
        service,
        "{\"livemode\": true, \"amount\": \"100\"}",
        Map.of("X-Organization-Id", org));
    return server
        .send(
            "POST",
            "/v1/admin/organisations/" + org + "/keys",
            service,
            "{\"name\": \"k\", \"kind\": \"live\"}",
            Map.of())
        .json()
        .path("plain_key")
        .stringValue();
  }

  private void awaitPlaces(int admitted) {
    await(
        "select count(*) from run where admitted and completed_at is null having count(*) = "
            + admitted);
  }

  /** Waits until a run has looked for a place, found none, and will look again. */
  private void awaitLook(String run) {
    await(
        "select count(*) from job_run where task_instance = '"
            + run
            + "' and not picked and execution_time > now() having count(*) = 1");
  }

  private void awaitPosition(String run, int position) throws Exception {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (position(run) != position) {
      assertThat(System.nanoTime()).as("position of " + run).isLessThan(end);
    }
  }

  private void await(String query) {
    long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (server
        .db()
        .query(sql -> sql.createQuery(query).mapTo(Integer.class).findOne())
        .isEmpty()) {
      assertThat(System.nanoTime()).as(query).isLessThan(end);
    }
  }

  private Answer create(String key, String body) throws Exception {
    return server.send("POST", "/v1/models/" + MODEL + "/runs", key, body, Map.of());
  }

  private JsonNode created(String body) throws Exception {
    Answer answer = create(server.liveKey(), body);
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
    return answer.json();
  }

  private String create(String body) throws Exception {
    return created(body).path("id").stringValue();
  }

  private String submitted() throws InterruptedException {
    return vertex.awaitSubmission().run().toString();
  }

  private int position(String run) throws Exception {
    return server
        .send("GET", "/v1/runs/" + run, server.liveKey(), null, Map.of())
        .json()
        .path("queue_position")
        .asInt(0);
  }

  private void cancel(String run) throws Exception {
    cancel(server.liveKey(), run);
  }

  private void cancel(String key, String run) throws Exception {
    Answer answer = server.send("POST", "/v1/runs/" + run + "/cancellation", key, null, Map.of());
    assertThat(answer.status()).as("%s", answer).isEqualTo(201);
  }
}
