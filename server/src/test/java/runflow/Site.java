package runflow;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import runflow.db.Trees;
import runflow.fake.FakeProvider;
import runflow.json.Json;
import runflow.testing.Answer;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** A whole server with one provider for live keys, a fake, and two models that go there. */
final class Site implements AutoCloseable {
  static final String TEXT = "test/text-to-video";
  static final String PICTURE = "test/image-to-video";

  /** Ten cents a second; fields that some adapters do not take are left out. */
  private static final String MODEL =
      """
      id: %s
      name: Test
      description: A model of a test.
      provider: Somebody
      license: commercial
      categories: [text-to-video]
      input:
        type: object
        additionalProperties: false
        required: [prompt]
        properties:
          prompt: {title: Prompt, type: string, description: What to show}
          auto_fix: {title: Auto fix, type: boolean, default: false, description: Rewrite}
          duration: {title: Duration, type: string, enum: ["4s"], default: "4s", description: Time}
          resolution: {title: Size, type: string, enum: [720p], default: 720p, description: Size}
          image_url: {title: Image, type: string, format: runflow-image, description: First frame}
      output:
        - {name: outputs, type: json, description: Files}
        - {name: nsfw_detected, type: json, description: Filter}
        - {name: seed, type: json, description: Seed}
        - {name: timing, type: json, description: Time}
      price: {unit: second, quantity: duration, base: 0.10, note: Any}
      examples:
        - {prompt: A heron lifts off}
      routes:
        - %s: %s
      """;

  private final Adapter adapter;
  private final Adapter.Rig rig;
  private final Path folder;
  private final TestServer server;

  private Site(Adapter adapter, Adapter.Rig rig, Path folder, TestServer server) {
    this.adapter = adapter;
    this.rig = rig;
    this.folder = folder;
    this.server = server;
  }

  static Site open(Adapter adapter) throws Exception {
    return open(adapter, Map.of());
  }

  /**
   * Starts a server.
   *
   * @param more settings, by their keys
   */
  static Site open(Adapter adapter, Map<String, String> more) throws Exception {
    Path folder = Files.createTempDirectory("runflow-test-site");
    Adapter.Rig rig = adapter.start(folder);
    Map<String, String> settings = new HashMap<>(rig.settings());
    settings.put("catalog.directory", catalog(adapter, folder).toString());
    settings.put("providers.poll_after", "20ms");
    settings.putAll(more);
    TestServer.Options options = TestServer.Options.standard();
    for (Map.Entry<String, String> setting : settings.entrySet()) {
      options = options.with(setting.getKey(), setting.getValue());
    }
    TestServer server = TestServer.start(options);
    server.addLiveCredit("100");
    return new Site(adapter, rig, folder, server);
  }

  private static Path catalog(Adapter adapter, Path folder) throws IOException {
    Path catalog = Files.createDirectory(folder.resolve("catalog"));
    String fromPicture = adapter == Adapter.FAL ? "/image-to-video" : "";
    Files.writeString(
        catalog.resolve("text.yaml"), MODEL.formatted(TEXT, adapter.provider(), adapter.route()));
    Files.writeString(
        catalog.resolve("picture.yaml"),
        MODEL.formatted(PICTURE, adapter.provider(), adapter.route() + fromPicture));
    return catalog;
  }

  FakeProvider fake() {
    return rig.fake();
  }

  TestServer server() {
    return server;
  }

  /** Creates a run with the live key; returns its id. */
  String begin(String model, Map<String, Object> input) throws Exception {
    return server.begin(server.liveKey(), model, Json.text(Map.of("input", input)));
  }

  /** A run from a text, to its end. */
  JsonNode finish(Map<String, Object> input) throws Exception {
    return server.end(begin(TEXT, input));
  }

  JsonNode run(String id) throws Exception {
    return get("/v1/runs/" + id).json();
  }

  Answer get(String path) throws Exception {
    return server.send("GET", path, server.liveKey(), null, Map.of());
  }

  /** The lines of a run's log. */
  List<String> log(JsonNode run) throws Exception {
    return get("/v1/runs/%s/logs".formatted(run.path("id").stringValue()))
        .json()
        .path("items")
        .valueStream()
        .map(line -> line.path("message").stringValue())
        .toList();
  }

  /** Waits until a run is in a state. */
  void awaitState(String id, String state) throws Exception {
    long end = System.nanoTime() + 60_000_000_000L;
    while (!run(id).path("status_code").stringValue().equals(state)) {
      if (System.nanoTime() > end) {
        throw new AssertionError("not %s within 60 s, but %s".formatted(state, run(id)));
      }
    }
  }

  /**
   * The calls that the server says it made for its runs; stops the server, so that all are kept.
   */
  List<JsonNode> calls() {
    server.stop();
    return server
        .db()
        .query(
            sql ->
                sql.createQuery("select detail from run_event order by created_at, id")
                    .mapTo(String.class)
                    .list())
        .stream()
        .map(Json::tree)
        .toList();
  }

  Adapter adapter() {
    return adapter;
  }

  @Override
  public void close() throws IOException {
    rig.close();
    server.close();
    Trees.delete(folder);
  }
}
