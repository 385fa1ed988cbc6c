package runflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runflow.config.ConfigLoader;
import runflow.db.DatabaseAddress;
import runflow.testing.Answer;
import runflow.testing.ScriptedProvider;
import runflow.testing.SharedPostgres;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Two nodes on one database: one serves the API, the other does the work. */
@Timeout(120)
class NodesTest {
  private static final String MODEL = "google/veo3.1";
  private static final String INSTANT =
      """
      {"input": {"prompt": "a lake", "duration": "4s"}, "metadata": {"sandbox": {"instant": true}}}
      """;
  private static final String LIVE = "{\"input\": {\"prompt\": \"a lake\", \"duration\": \"4s\"}}";

  private static final ScriptedProvider provider = ScriptedProvider.named("vertex");
  private static TestServer api;
  private static TestServer worker;

  @BeforeAll
  static void start() throws Exception {
    TestServer.Options options = TestServer.Options.standard().live("vertex", provider);
    // A node that does not render needs no ffmpeg.
    api = TestServer.start(options.with("node.roles", "api").with("engine.ffmpeg", "/nowhere"));
    worker =
        api.secondNode(options.with("node.roles", "worker").with("http.public_url", api.baseUrl()));
    api.keepClip("1280x720-4s-sound");
    api.addLiveCredit("100");
  }

  @AfterAll
  static void stop() throws Exception {
    worker.close();
    api.close();
  }

  /** Without signals each of them would wait nearly five seconds, for the next pass. */
  @Test
  void aWaitIsAnsweredAsSoonAsTheOtherNodeEndsTheRun() throws Exception {
    Duration late = Duration.ZERO;
    for (int i = 0; i < 6; i++) {
      JsonNode run = api.createAndFinish(MODEL, INSTANT);
      Instant ended = Instant.parse(run.path("completed_at").stringValue());
      late = late.plus(Duration.between(ended, Instant.now()));
      assertThat(run.path("status_code").stringValue()).isEqualTo("succeeded");
    }
    assertThat(late).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void theFilmOfTheWorkerIsServedByTheOther() throws Exception {
    JsonNode run = api.createAndFinish(MODEL, INSTANT);
    String url = run.at("/output/outputs/0/url").stringValue();
    Answer film = api.send("GET", url, "", null, Map.of());

    assertThat(url).startsWith(api.baseUrl());
    assertThat(film.status()).isEqualTo(200);
  }

  @Test
  void aWaitOutlivesItsListenersConnection() throws Exception {
    provider.reset();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Callable<Answer> create =
          () ->
              api.send(
                  "POST",
                  "/v1/models/" + MODEL + "/runs",
                  api.liveKey(),
                  LIVE,
                  Map.of("Prefer", "wait=60"));
      Future<Answer> waiting = threads.submit(create);
      provider.awaitSubmission();
      int killed =
          api.db()
              .query(
                  sql ->
                      sql.createQuery(
                              """
                              select count(pg_terminate_backend(pid)) from pg_stat_activity
                              where application_name = 'runflow-listen'
                                and datname = current_database()
                              """)
                          .mapTo(Integer.class)
                          .one());
      provider.onPoll(ScriptedProvider.video("a film"));

      assertThat(killed).isEqualTo(2);
      assertThat(waiting.get().status()).isEqualTo(200);
    }
  }

  @Test
  void aWorkerServesNothingButItsHealth() throws Exception {
    assertThat(worker.routes())
        .containsExactly("GET /v1/health", "GET /v1/readiness", "GET /metrics");
    Answer health = worker.send("GET", worker.localUrl() + "/v1/health", "", null, Map.of());
    Answer ready = worker.send("GET", worker.localUrl() + "/v1/readiness", "", null, Map.of());
    Answer other = worker.send("GET", worker.localUrl() + "/v1/models", "", null, Map.of());

    assertThat(health.status()).isEqualTo(200);
    assertThat(ready.json().path("components").propertyNames())
        .containsExactly("database", "storage", "jobs");
    assertThat(other.status()).isEqualTo(503);
    assertThat(other.json().path("message").stringValue()).contains("/v1/models", "role api");
    assertThat(worker.data().resolve("credentials.json")).doesNotExist();
  }

  @Test
  void anApiNodeClaimsNoJobs() throws Exception {
    Answer ready = api.get("/v1/readiness");

    assertThat(ready.status()).isEqualTo(200);
    assertThat(ready.json().path("components").propertyNames())
        .containsExactly("database", "storage");
    assertThat(api.data().resolve("scratch").resolve("renders")).doesNotExist();
  }

  @Test
  void nodesThatStartTogetherMakeOneOrganisation(@TempDir Path one, @TempDir Path other)
      throws Exception {
    DatabaseAddress database = SharedPostgres.freshDatabase();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<App> first = threads.submit(() -> node(one, database));
      Future<App> second = threads.submit(() -> node(other, database));
      try (App a = first.get();
          App b = second.get()) {
        assertThat(a.firstStart()).isTrue();
        assertThat(b.credentials().testKey()).isNotEqualTo(a.credentials().testKey());
      }
    }
    try (var connection = database.connect("test");
        var statement = connection.createStatement();
        var rows = statement.executeQuery("select count(*) from organisation")) {
      assertThat(rows.next()).isTrue();
      assertThat(rows.getInt(1)).isOne();
    }
    assertThat(Files.readString(one.resolve("node.name")))
        .isNotEqualTo(Files.readString(other.resolve("node.name")));
  }

  private static App node(Path data, DatabaseAddress database) throws Exception {
    Map<String, String> settings = new HashMap<>(TestServer.settings(data, database));
    settings.put("secret_key", Base64.getEncoder().encodeToString(new byte[32]));
    return App.start(ConfigLoader.load(settings, Map.of()));
  }
}
