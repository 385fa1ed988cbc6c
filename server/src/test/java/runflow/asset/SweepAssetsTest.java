package runflow.asset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.config.Config;
import runflow.run.RunFiles;
import runflow.testing.Answer;
import runflow.testing.Pictures;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** What the sweeper ends, and what it must leave alone. */
class SweepAssetsTest {
  private static final String MODEL = "google/veo3.1/fast/image-to-video";
  private static final Duration GRACE = Duration.ofHours(1);

  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start();
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @Test
  void unconfirmedUploadsAreDroppedAfterADay() throws Exception {
    byte[] png = Pictures.png(20, 21);
    JsonNode session = announce(png);
    put(session, png);
    String id = session.path("asset_id").stringValue();
    Path file = server.data().resolve("uploads").resolve(id);
    sweep(Duration.ofHours(24));
    assertThat(file).exists();
    sweep(Duration.ofHours(26));
    assertThat(file).doesNotExist();
    Refusal.of(
        server.post("/v1/asset-uploads/" + id + "/confirmations", null), 404, "ASSET_NOT_FOUND");
  }

  @Test
  void whatArrivesAfterTheConfirmationIsDropped() throws Exception {
    byte[] png = Pictures.png(20, 26);
    JsonNode asset = upload(png);
    Path late = server.data().resolve("uploads").resolve(asset.path("id").stringValue());
    Files.write(late, png);
    sweep(Duration.ofHours(24));
    assertThat(late).exists();
    sweep(Duration.ofHours(26));
    assertThat(late).doesNotExist();
    assertThat(read(asset).status()).isEqualTo(200);
    assertThat(file(asset)).exists();
  }

  @Test
  void aDeletedAssetIsNotConfirmedAgain() throws Exception {
    byte[] png = Pictures.png(20, 27);
    JsonNode asset = upload(png);
    delete(asset);
    String id = asset.path("id").stringValue();
    Files.write(server.data().resolve("uploads").resolve(id), png);
    Refusal.of(
        server.post("/v1/asset-uploads/" + id + "/confirmations", null), 404, "ASSET_NOT_FOUND");
  }

  @Test
  void aFileGoesWithTheLastAssetThatHasIt() throws Exception {
    byte[] png = Pictures.png(20, 22);
    JsonNode one = upload(png);
    JsonNode twin = upload(png);
    delete(one);
    sweep(Duration.ofHours(3));
    assertThat(file(one)).exists();
    delete(twin);
    sweep(Duration.ofMinutes(30));
    assertThat(file(one)).as("one that was put just now").exists();
    sweep(Duration.ofHours(3));
    assertThat(file(one)).doesNotExist();
  }

  @Test
  void oneLookGoesThroughAllThatIsNoted() throws Exception {
    String names =
        "select encode(sha256(i::text::bytea), 'hex') from generate_series(1, 1200) as i";
    tx("insert into unused_file select name, now() from (" + names + ") as made (name)");
    sweep(Duration.ofHours(3));
    assertThat(noted("sha256 in (" + names + ")")).isZero();
  }

  @Test
  void aFileThatNothingEverReferredToIsFound() throws Exception {
    JsonNode asset = upload(Pictures.png(20, 29));
    tx("update file_look set began_at = now()");
    String lost;
    try (Storage storage = Storage.open(server.data(), "loser")) {
      lost = storage.put(new ByteArrayInputStream(new byte[] {7, 7}), 2).sha256();
    }
    sweep(Duration.ofHours(23));
    assertThat(noted("sha256 = '" + lost + "'")).isZero();
    sweep(Duration.ofHours(25));
    assertThat(stored(lost)).exists();
    sweep(Duration.ofHours(27));
    assertThat(stored(lost)).doesNotExist();
    assertThat(file(asset)).exists();
  }

  @Test
  void aFileThatMustStayYetLetsOthersPass() throws Exception {
    JsonNode asset = upload(Pictures.png(20, 28));
    delete(asset);
    String name = file(asset).getFileName().toString();
    tx("update unused_file set since = now() - interval '2 hours' where sha256 = '" + name + "'");
    sweep(Duration.ofMinutes(30));
    assertThat(file(asset)).exists();
    assertThat(noted("sha256 = '" + name + "' and since > now()")).isEqualTo(1);
    sweep(Duration.ofHours(3));
    assertThat(file(asset)).doesNotExist();
  }

  @Test
  void expiredAssetsGoUnlessAnOpenRunNeedsThem() throws Exception {
    JsonNode needed = upload(Pictures.png(20, 23));
    JsonNode idle = upload(Pictures.png(20, 24));
    String body =
        """
        {"input": {"prompt": "x", "image_url": "runflow://assets/%s"},
         "metadata": {"sandbox": {"delay_ms": 3600000}}}
        """
            .formatted(needed.path("id").stringValue());
    String run = server.begin(server.testKey(), MODEL, body);
    retain("assets_days", "2");
    try {
      sweep(Duration.ofHours(47));
      assertThat(read(idle).status()).isEqualTo(200);
      sweep(Duration.ofHours(49));
      assertThat(read(idle).status()).isEqualTo(404);
      assertThat(read(needed).status()).isEqualTo(200);
      server.post("/v1/runs/" + run + "/cancellation", null);
      sweep(Duration.ofHours(49));
      assertThat(read(needed).status()).isEqualTo(404);
      sweep(Duration.ofHours(53));
      assertThat(file(needed)).doesNotExist();
      assertThat(file(idle)).doesNotExist();
    } finally {
      retain("assets_days", "null");
    }
  }

  @Test
  void anExpiredAssetCannotBeUsed() throws Exception {
    var late = TestServer.Options.standard().with("retention.assets", "1h");
    var tomorrow = InstantSource.offset(InstantSource.system(), Duration.ofHours(2));
    try (var other = TestServer.start(late)) {
      JsonNode asset = upload(other, Pictures.png(20, 25));
      String ref = "runflow://assets/" + asset.path("id").stringValue();
      String body = "{\"input\":{\"prompt\":\"x\",\"image_url\":\"%s\"}}".formatted(ref);
      assertThat(other.post("/v1/models/" + MODEL + "/runs?dry_run=true", body).status())
          .isEqualTo(200);
      other.stop();
      other.startAgain(late.clock(tomorrow));
      Refusal refused = Refusal.of(other.create(MODEL, body), 422, "VALIDATION_FAILED");
      assertThat(refused.message()).isEqualTo("asset not found or expired: " + ref);
      assertThat(other.get("/v1/assets").json().path("items").size()).isZero();
    }
  }

  @Test
  void outputsGoWhenTheLastRunThatMadeThemHasBeenKeptLongEnough() throws Exception {
    String body =
        """
        {"input": {"prompt": "a lake", "duration": "4s", "resolution": "720p", "seed": 7,
          "generate_audio": false}}
        """;
    JsonNode first = server.createAndFinish("google/veo3.1/lite", body);
    JsonNode second = server.createAndFinish("google/veo3.1/lite", body);
    JsonNode output = first.at("/output/outputs/0");
    assertThat(second.at("/output/outputs/0/sha256")).isEqualTo(output.path("sha256"));
    Path video = stored(output.path("sha256").stringValue());
    retain("outputs_days", "1");
    moveBack(first, Duration.ofHours(5));
    Instant over =
        Instant.parse(second.path("completed_at").stringValue()).plus(Duration.ofDays(1));
    for (int hours : new int[] {-4, -2}) {
      sweep(over.plus(Duration.ofHours(hours)));
      assertThat(video).as("%d hours before the second is over", -hours).exists();
    }
    sweep(over.plus(Duration.ofMinutes(1)));
    sweep(over.plus(Duration.ofHours(2)));
    assertThat(video).doesNotExist();
    assertThat(stored(thumbnail(output))).doesNotExist();
    Answer gone = server.send("GET", output.path("url").stringValue(), "", null, Map.of());
    assertThat(gone.status()).isIn(403, 404);
    retain("outputs_days", "null");
  }

  private static String thumbnail(JsonNode output) {
    String path = URI.create(output.path("thumbnail_url").stringValue()).getPath();
    return path.substring(path.lastIndexOf('/') + 1).replaceFirst("\\..*", "");
  }

  /** As if a run had been made earlier. */
  private static void moveBack(JsonNode run, Duration by) {
    server
        .db()
        .useTx(
            tx ->
                tx.sql()
                    .execute(
                        """
                        update run set created_at = created_at - make_interval(secs => ?),
                          completed_at = completed_at - make_interval(secs => ?)
                        where id = ?::uuid
                        """,
                        by.toSeconds(),
                        by.toSeconds(),
                        run.path("id").stringValue()));
  }

  /** One look of the sweeper, some time from now. */
  private static void sweep(Duration ahead) throws Exception {
    sweep(Instant.now().plus(ahead));
  }

  private static void sweep(Instant now) throws Exception {
    InstantSource clock = InstantSource.fixed(now);
    var retention =
        new Retention(server.db(), new Config.Retention(Optional.empty(), Optional.empty()));
    var runs = new RunFiles(server.db(), retention, clock);
    try (Storage storage = Storage.open(server.data(), "sweeper")) {
      runs.sweepOutputs();
      new SweepAssets(
              server.db(),
              storage,
              retention,
              new SweepAssets.Needs(runs::assetsOfOpenRuns, List.of(runs::needed), GRACE),
              clock)
          .run();
    }
  }

  private static void tx(String statement) {
    server.db().useTx(tx -> tx.sql().execute(statement));
  }

  private static int noted(String which) {
    return server
        .db()
        .query(
            sql ->
                sql.createQuery("select count(*) from unused_file where " + which)
                    .mapTo(Integer.class)
                    .one());
  }

  private static void retain(String what, String days) throws Exception {
    String org = server.get("/v1/auth/me").json().path("org_id").stringValue();
    Answer set =
        server.send(
            "PATCH",
            "/v1/admin/organisations/" + org + "/retention",
            server.serviceKey(),
            "{\"%s\":%s}".formatted(what, days),
            Map.of());
    assertThat(set.status()).as("%s", set).isEqualTo(200);
    assertThat(set.json().path(what).toString()).isEqualTo(days);
  }

  private static Answer read(JsonNode asset) throws Exception {
    return server.get("/v1/assets/" + asset.path("id").stringValue());
  }

  private static void delete(JsonNode asset) throws Exception {
    String path = "/v1/assets/" + asset.path("id").stringValue();
    assertThat(server.send("DELETE", path, server.testKey(), null, Map.of()).status())
        .isEqualTo(204);
  }

  private static Path file(JsonNode asset) {
    return server.data().resolve(asset.path("r2_key").stringValue());
  }

  private static Path stored(String sha256) {
    return server.data().resolve(Storage.key(sha256));
  }

  private static JsonNode upload(byte[] png) throws Exception {
    return upload(server, png);
  }

  private static JsonNode upload(TestServer to, byte[] png) throws Exception {
    JsonNode session = announce(to, png);
    put(session, png);
    String id = session.path("asset_id").stringValue();
    return to.post("/v1/asset-uploads/" + id + "/confirmations", null).json();
  }

  private static JsonNode announce(byte[] png) throws Exception {
    return announce(server, png);
  }

  private static JsonNode announce(TestServer to, byte[] png) throws Exception {
    String announced =
        "{\"filename\":\"a\",\"mime_type\":\"image/png\",\"size_bytes\":%d}".formatted(png.length);
    return to.post("/v1/asset-uploads", announced).json();
  }

  private static void put(JsonNode session, byte[] png) throws Exception {
    Answer answer =
        server.send(
            "PUT",
            session.path("upload_url").stringValue(),
            HttpRequest.BodyPublishers.ofByteArray(png),
            Map.of("Content-Type", "image/png"));
    assertThat(answer.status()).as("%s", answer).isEqualTo(200);
  }
}
