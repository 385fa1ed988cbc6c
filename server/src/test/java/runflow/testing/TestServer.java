package runflow.testing;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import runflow.App;
import runflow.Edges;
import runflow.account.Organisations;
import runflow.billing.Account;
import runflow.billing.Ledger;
import runflow.config.Config;
import runflow.config.ConfigLoader;
import runflow.db.DatabaseAddress;
import runflow.db.Db;
import runflow.http.Caller;
import runflow.id.OrgId;
import runflow.json.Json;
import runflow.money.Money;
import runflow.outbound.HostResolver;
import runflow.provider.Provider;
import tools.jackson.databind.JsonNode;

/**
 * The whole server on a free port with a database and a data folder of its own, spoken to over real
 * HTTP.
 *
 * <pre>{@code
 * try (var server = TestServer.start()) {
 *   Answer created = server.post("/v1/models/google/veo3.1/runs", "{…}");
 * }
 * }</pre>
 */
public final class TestServer implements AutoCloseable {
  private static final Path SHARED_CACHE = sharedCache();

  private final App app;
  private final Path data;
  private final Db db;
  private final HttpClient http = HttpClient.newHttpClient();

  private TestServer(App app, Path data, Db db) {
    this.app = app;
    this.data = data;
    this.db = db;
  }

  /** What a test changes about the server that it starts. */
  public record Options(
      Map<String, String> settings, Map<String, Provider> live, HostResolver resolver) {
    public static Options standard() {
      return new Options(Map.of(), Map.of(), HostResolver.system());
    }

    /** Settings by their key, e.g. {@code callbacks.timeout}. */
    public Options with(String key, String value) {
      Map<String, String> more = new HashMap<>(settings);
      more.put(key, value);
      return new Options(more, live, resolver);
    }

    /** A provider for live keys. */
    public Options live(String name, Provider provider) {
      return new Options(settings, Map.of(name, provider), resolver);
    }

    public Options resolver(HostResolver other) {
      return new Options(settings, live, other);
    }
  }

  public static TestServer start() throws Exception {
    return start(Options.standard());
  }

  public static TestServer start(Options options) throws Exception {
    DatabaseAddress database = SharedPostgres.freshDatabase();
    Path data = Files.createTempDirectory("runflow-test-data");
    Map<String, String> flags = settings(data, database);
    flags.putAll(options.settings());
    Config config = ConfigLoader.load(flags, Map.of());
    App app =
        App.start(config, new Edges(InstantSource.system(), options.resolver(), options.live()));
    return new TestServer(app, data, Db.open(database, 4));
  }

  /** The least that a test must set to start a server of its own in a folder of its own. */
  public static Map<String, String> settings(Path data, DatabaseAddress database)
      throws IOException {
    Path cache = data.resolve("cache");
    if (!Files.exists(cache)) {
      Files.createSymbolicLink(cache, SHARED_CACHE);
    }
    Map<String, String> flags = new HashMap<>();
    flags.put("data", data.toString());
    flags.put("http.port", "0");
    flags.put("database.url", database.jdbcUrl());
    flags.put("database.user", database.user());
    flags.put("database.password", database.password());
    flags.put("database.connections", "12");
    flags.put("runs.drain", "2s");
    return flags;
  }

  /** Method and path of everything that is served. */
  public List<String> routes() {
    return app.routes();
  }

  public String baseUrl() {
    return app.baseUrl();
  }

  public String testKey() {
    return app.credentials().testKey();
  }

  public String liveKey() {
    return app.credentials().liveKey();
  }

  /** The service key that the first start left in the data folder. */
  public String serviceKey() throws IOException {
    return Files.readString(data.resolve("service.key")).strip();
  }

  public Path data() {
    return data;
  }

  /** The database behind the server, to look at what no route shows. */
  public Db db() {
    return db;
  }

  /** A test key of another organisation, with some play money. */
  public String strangerKey() {
    var organisations = new Organisations(db, InstantSource.system());
    var ledger = new Ledger(db, InstantSource.system());
    return db.inTx(
        tx -> {
          OrgId org = organisations.create(tx, "Stranger");
          ledger.open(tx, new Account(org, false));
          ledger.open(tx, new Account(org, true));
          ledger.topUp(tx, new Account(org, false), Money.dollars("100"), Optional.empty());
          return organisations.createKey(tx, org, Caller.Kind.TEST);
        });
  }

  /** Adds live money as an operator does. */
  public void addLiveCredit(String amount) throws Exception {
    Answer answer =
        send(
            "POST",
            "/v1/admin/credits",
            serviceKey(),
            "{\"livemode\":true,\"amount\":\"%s\"}".formatted(amount),
            Map.of());
    if (answer.status() != 201) {
      throw new IllegalStateException(answer.toString());
    }
  }

  public Answer get(String path) throws Exception {
    return send("GET", path, testKey(), null, Map.of());
  }

  public Answer post(String path, @Nullable String json) throws Exception {
    return send("POST", path, testKey(), json, Map.of());
  }

  /** Creates a run of a model with the test key; the body is the whole request. */
  public Answer create(String model, String body) throws Exception {
    return post("/v1/models/" + model + "/runs", body);
  }

  /** Creates a run and waits for its end without polling. */
  public JsonNode createAndFinish(String model, String body) throws Exception {
    Answer answer =
        send("POST", "/v1/models/" + model + "/runs", testKey(), body, Map.of("Prefer", "wait=60"));
    if (answer.status() != 200) {
      throw new AssertionError("the run did not finish: " + answer);
    }
    return answer.json();
  }

  /**
   * Sends any request.
   *
   * @param key empty sends no {@code Authorization}
   * @param json null sends no body
   */
  public Answer send(
      String method, String path, String key, @Nullable String json, Map<String, String> headers)
      throws Exception {
    Map<String, String> all = new HashMap<>(headers);
    if (!key.isEmpty()) {
      all.put("Authorization", "Bearer " + key);
    }
    if (json != null) {
      all.putIfAbsent("Content-Type", "application/json");
    }
    return send(
        method,
        path,
        json == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(json),
        all);
  }

  /** Sends any request with any body, and no header but those given. */
  public Answer send(
      String method, String path, HttpRequest.BodyPublisher body, Map<String, String> headers)
      throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(path.startsWith("http") ? path : baseUrl() + path))
            .timeout(Duration.ofSeconds(90))
            .method(method, body);
    headers.forEach(request::header);
    HttpResponse<byte[]> response =
        http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /**
   * Waits for the delivery history of a run to hold what a test expects; prints it if it never
   * does.
   */
  public List<JsonNode> deliveriesOf(String run) throws Exception {
    return Json.tree(get("/v1/runs/" + run + "/callback").body()).valueStream().toList();
  }

  @Override
  public void close() throws IOException {
    app.close();
    db.close();
    http.close();
    Folders.delete(data);
  }

  private static Path sharedCache() {
    try {
      return Files.createDirectories(
          Path.of(System.getProperty("java.io.tmpdir"), "runflow-test-cache"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
