package runflow.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runflow.testing.Audit;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** The provider takes every job and never ends one, so a place is freed by a cancellation only. */
class AdmissionTest {
  private static final String MODEL = "google/veo3.1";
  private static final String BODY = "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}}";

  /** Stands for a `queue_position` of null. */
  private static final int NONE = 0;

  private static final String RENDERED_LATER =
      "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"delay_ms\": 3600000}}}";

  private final ScriptedProvider vertex = ScriptedProvider.named("vertex");
  private TestServer server;

  @BeforeEach
  void start() throws Exception {
    server = TestServer.start(options(2));
    server.addLiveCredit("1000");
  }

  private TestServer.Options options(int places) {
    return TestServer.Options.standard()
        .live("vertex", vertex)
        .with("lanes.hosted", Integer.toString(places))
        .with("lanes.sandbox", "1");
  }

  @AfterEach
  void stop() throws Exception {
    Audit.requireSound(server.db());
    server.close();
  }

  @Test
  void runsBeyondThePlacesWaitInLineAndTheFirstIsAdmittedWhenOneEnds() throws Exception {
    List<String> runs = create(5);
    assertThat(List.of(submitted(), submitted()))
        .containsExactlyInAnyOrder(runs.get(0), runs.get(1));
    assertThat(positions(runs)).containsExactly(NONE, NONE, 1, 2, 3);

    cancel(runs.get(0));
    assertThat(submitted()).isEqualTo(runs.get(2));
    assertThat(positions(runs)).containsExactly(NONE, NONE, NONE, 1, 2);

    cancel(runs.get(3));
    assertThat(positions(runs))
        .as("who waited ahead has left")
        .containsExactly(NONE, NONE, NONE, NONE, 1);
    cancel(runs.get(1));
    assertThat(submitted()).isEqualTo(runs.get(4));
    assertThat(vertex.submits()).as("the cancelled one was never handed over").isEqualTo(4);
  }

  @Test
  void aCreationTellsThePosition() throws Exception {
    create(3);
    JsonNode fourth =
        server
            .send(
                "POST", "/v1/models/" + MODEL + "/runs", server.liveKey(), BODY, java.util.Map.of())
            .json();
    assertThat(fourth.path("status_code").stringValue()).isEqualTo("queued");
    assertThat(fourth.path("queue_position").intValue()).isEqualTo(2);
  }

  @Test
  void positionsBeyondAHundredAreNotTold() throws Exception {
    List<String> runs = create(103);
    List<Integer> told = positions(runs);
    assertThat(told.get(101)).isEqualTo(100);
    assertThat(told.get(102)).isEqualTo(NONE);
  }

  @Test
  void anotherModelHasPlacesOfItsOwn() throws Exception {
    create(4);
    String other = server.begin(server.liveKey(), "google/veo3.1/fast", BODY);
    assertThat(List.of(submitted(), submitted(), submitted())).contains(other);
  }

  @Test
  void anotherOrganisationHasPlacesOfItsOwn() throws Exception {
    server.begin(server.testKey(), MODEL, RENDERED_LATER);
    String waits = server.begin(server.testKey(), MODEL, RENDERED_LATER);
    String stranger = server.strangerKey();
    String other = server.begin(stranger, MODEL, RENDERED_LATER);

    assertThat(position(waits, server.testKey())).isEqualTo(1);
    assertThat(position(other, stranger)).isEqualTo(NONE);
  }

  @Test
  void runsThatNeedNoEngineDoNotWaitBehindThoseThatDo() throws Exception {
    server.begin(server.testKey(), MODEL, RENDERED_LATER);
    JsonNode failed =
        server.createAndFinish(
            MODEL,
            "{\"input\": {\"prompt\": \"x\"}, \"metadata\": {\"sandbox\": {\"fail\": \"INTERNAL\"}}}");
    assertThat(failed.path("status_code").stringValue()).isEqualTo("failed");
  }

  @Test
  void aRunThatWaitsTooLongFailsAndItsMoneyComesBack() throws Exception {
    create(2);
    assertThat(List.of(submitted(), submitted())).doesNotHaveDuplicates();
    String late =
        server.begin(
            server.liveKey(), MODEL, BODY.replaceFirst("\\{", "{\"deadline_seconds\": 1, "));
    JsonNode ended = server.end(late);
    assertThat(ended.path("failure_code").stringValue()).isEqualTo("DEADLINE_EXCEEDED");
    assertThat(ended.path("cost").stringValue()).isEqualTo("0.00");
    assertThat(vertex.submits()).isEqualTo(2);
  }

  @Test
  void morePlacesThanBeforeAreFilledWithoutAnEnd() throws Exception {
    List<String> runs = create(4);
    submitted();
    submitted();
    server.stop();
    server.startAgain(options(4));

    assertThat(List.of(submitted(), submitted()))
        .containsExactlyInAnyOrder(runs.get(2), runs.get(3));
  }

  @Test
  void twoNodesTogetherGiveNoMorePlacesThanThereAre() throws Exception {
    try (TestServer second = server.secondNode(options(2));
        var callers = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<String>> created = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        TestServer node = i % 2 == 0 ? server : second;
        created.add(callers.submit(() -> node.begin(node.liveKey(), MODEL, BODY)));
      }
      for (Future<String> run : created) {
        run.get();
      }
      assertThat(List.of(submitted(), submitted())).doesNotHaveDuplicates();
      assertThat(inPlace()).isEqualTo(2);

      for (Future<Integer> cancelled :
          callers.invokeAll(
              running().stream().map(run -> (Callable<Integer>) () -> cancel(run)).toList())) {
        assertThat(cancelled.get()).isEqualTo(201);
      }
      assertThat(List.of(submitted(), submitted())).doesNotHaveDuplicates();
      assertThat(inPlace()).isEqualTo(2);
    }
  }

  private List<String> create(int count) throws Exception {
    List<String> runs = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      runs.add(server.begin(server.liveKey(), MODEL, BODY));
    }
    return runs;
  }

  private String submitted() throws InterruptedException {
    return vertex.awaitSubmission().run().toString();
  }

  private int cancel(String run) throws Exception {
    int status =
        server
            .send(
                "POST",
                "/v1/runs/" + run + "/cancellation",
                server.liveKey(),
                null,
                java.util.Map.of())
            .status();
    assertThat(status).isEqualTo(201);
    return status;
  }

  private List<Integer> positions(List<String> runs) throws Exception {
    List<Integer> positions = new ArrayList<>();
    for (String run : runs) {
      positions.add(position(run, server.liveKey()));
    }
    return positions;
  }

  private int position(String run, String key) throws Exception {
    JsonNode position =
        server
            .send("GET", "/v1/runs/" + run, key, null, java.util.Map.of())
            .json()
            .path("queue_position");
    return position.isNull() ? NONE : position.intValue();
  }

  private int inPlace() {
    return server
        .db()
        .query(
            sql ->
                sql.createQuery("select count(*) from run where admitted and completed_at is null")
                    .mapTo(Integer.class)
                    .one());
  }

  private List<String> running() {
    return server
        .db()
        .query(
            sql ->
                sql.createQuery("select id::text from run where admitted and completed_at is null")
                    .mapTo(String.class)
                    .list());
  }
}
