package runflow.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import runflow.App;
import runflow.Edges;
import runflow.account.Organisations;
import runflow.asset.Storage;
import runflow.asset.StoredObject;
import runflow.billing.Account;
import runflow.billing.Ledger;
import runflow.config.ConfigLoader;
import runflow.db.DatabaseAddress;
import runflow.db.Db;
import runflow.db.Trees;
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

  /**
   * Not 60: a connection is closed after 30 idle seconds, and after twice that the next request
   * could meet its end.
   */
  private static final Map<String, String> WAIT = Map.of("Prefer", "wait=50");

  private static final int LONGEST_WAITS = 4;

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Map<String, String> flags;
  private final Path data;
  private final DatabaseAddress database;
  private final Db db;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Begun> begun = new ConcurrentHashMap<>();
  private App app;
  private @Nullable Documented documented;

  private TestServer(Map<String, String> flags, Path data, DatabaseAddress database, App app) {
    this.flags = flags;
    this.data = data;
    this.database = database;
    this.db = Db.open(database, 4);
    this.app = app;
  }

  /** How a run was created, so that its creation can be replayed. */
  private record Begun(String key, String model, String body, String idempotencyKey) {}

  /** What a test changes about the server that it starts. */
  public record Options(Map<String, String> settings, Edges edges) {
    public static Options standard() {
      return new Options(
          Map.of(), new Edges(InstantSource.system(), HostResolver.system(), Map.of()));
    }

    /** Settings by their key, e.g. {@code callbacks.timeout}. */
    public Options with(String key, String value) {
      Map<String, String> more = new HashMap<>(settings);
      more.put(key, value);
      return new Options(more, edges);
    }

    /** A provider for live keys. */
    public Options live(String name, Provider provider) {
      Map<String, Provider> more = new HashMap<>(edges.live());
      more.put(name, provider);
      return new Options(settings, new Edges(edges.clock(), edges.resolver(), more));
    }

    public Options resolver(HostResolver other) {
      return new Options(settings, new Edges(edges.clock(), other, edges.live()));
    }

    public Options clock(InstantSource other) {
      return new Options(settings, new Edges(other, edges.resolver(), edges.live()));
    }
  }

  public static TestServer start() throws Exception {
    return start(Options.standard());
  }

  public static TestServer start(Options options) throws Exception {
    return start(options, SharedPostgres.freshDatabase());
  }

  /** Starts a server on a database that may have rows. */
  public static TestServer start(Options options, DatabaseAddress database) throws Exception {
    Path data = Files.createTempDirectory("runflow-test-data");
    Map<String, String> flags = settings(data, database);
    try {
      return new TestServer(flags, data, database, start(flags, options));
    } catch (Exception e) {
      Trees.delete(data);
      throw e;
    }
  }

  /**
   * Starts one more node on the same database and files, with a data folder of its own. It is
   * closed before the first.
   */
  public TestServer secondNode(Options options) throws Exception {
    Path folder = Files.createTempDirectory("runflow-test-node");
    Map<String, String> node = settings(folder, database);
    node.put("storage.directory", data.toString());
    node.put("secret_key", Files.readString(data.resolve("secret.key")).strip());
    return new TestServer(node, folder, database, start(node, options));
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
    // Campaigns create more runs than one key may; tests of the limit set their own.
    flags.put("limits.creations_per_second", "0");
    return flags;
  }

  private static App start(Map<String, String> flags, Options options) throws Exception {
    Map<String, String> all = new HashMap<>(flags);
    all.putAll(options.settings());
    return App.start(ConfigLoader.load(all, Map.of()), options.edges());
  }

  /** Stops the server; database and data folder stay for {@link #startAgain}. */
  public void stop() {
    app.close();
  }

  /** Starts another server on the database and the data folder of the one that was stopped. */
  public void startAgain(Options options) throws Exception {
    app = start(flags, options);
  }

  /** Method and path of everything that is served. */
  public List<String> routes() {
    return app.routes();
  }

  public String baseUrl() {
    return app.baseUrl();
  }

  /** Where this node itself answers. */
  public String localUrl() {
    return app.localUrl();
  }

  public String testKey() {
    return app.credentials().testKey();
  }

  public String liveKey() {
    return app.credentials().liveKey();
  }

  /** A link that signs in at the console once, as each start makes one. */
  public String signInLink() {
    return app.signInLink().orElseThrow();
  }

  /** The service key that the first start left in the data folder. */
  public String serviceKey() throws IOException {
    return Files.readString(data.resolve("service.key")).strip();
  }

  public Path data() {
    return data;
  }

  /** How the database is reached. */
  public DatabaseAddress database() {
    return database;
  }

  /** The database behind the server, to look at what no route shows. */
  public Db db() {
    return db;
  }

  /** A test key of another organisation, with some play money. */
  public String strangerKey() {
    var organisations = new Organisations(db, InstantSource.system());
    var ledger = new Ledger(db, (tx, notice) -> {}, InstantSource.system());
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

  /**
   * Creates a run with any key.
   *
   * @return its id, for {@link #end}
   */
  public String begin(String key, String model, String body) throws Exception {
    var creation = new Begun(key, model, body, UUID.randomUUID().toString());
    Answer answer = create(creation, Map.of());
    if (answer.status() != 201) {
      throw new AssertionError("the run was not created: " + answer);
    }
    String id = answer.json().path("id").stringValue();
    begun.put(id, creation);
    return id;
  }

  /** Waits for the end of a run of {@link #begin}: a replay of its creation waits on the server. */
  public JsonNode end(String run) throws Exception {
    Begun creation = begun.get(run);
    if (creation == null) {
      throw new IllegalArgumentException("begin() did not make the run " + run);
    }
    Answer answer = create(creation, WAIT);
    for (int i = 1; i < LONGEST_WAITS && answer.status() == 202; i++) {
      answer = create(creation, WAIT);
    }
    if (answer.status() != 200) {
      throw new AssertionError("the run did not finish: " + answer);
    }
    return answer.json();
  }

  private Answer create(Begun creation, Map<String, String> more) throws Exception {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Idempotency-Key", creation.idempotencyKey());
    return send(
        "POST",
        "/v1/models/" + creation.model() + "/runs",
        creation.key(),
        creation.body(),
        headers);
  }

  /**
   * Puts the clip that answers instant runs of one format in place, so that none has to be
   * rendered.
   *
   * @param name as the sandbox names it, e.g. {@code 1280x720-4s-sound}
   */
  public void keepClip(String name) throws IOException {
    byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
    keepClip(name, bytes, bytes);
  }

  /** As {@link #keepClip(String)}, with a video and its poster that can be looked at. */
  public void keepClip(String name, byte[] video, byte[] poster) throws IOException {
    Storage storage = Storage.open(data, "test");
    StoredObject file = storage.put(new ByteArrayInputStream(video), video.length);
    StoredObject picture = storage.put(new ByteArrayInputStream(poster), poster.length);
    String clip =
        """
        {"sha256": "%s", "poster_sha256": "%s", "width": 1280, "height": 720, "seconds": 4,
         "audio": true, "inference_ms": 1}
        """
            .formatted(file.sha256(), picture.sha256());
    db.useTx(
        tx ->
            tx.sql()
                .execute(
                    "insert into sandbox_clip (format, result, created_at) values (?, ?, now())",
                    name,
                    clip));
  }

  /** Creates a run and waits for its end without polling. */
  public JsonNode createAndFinish(String model, String body) throws Exception {
    return end(begin(testKey(), model, body));
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
    Walked.answered(method, response.uri(), response.statusCode());
    if (response.statusCode() >= 400) {
      documented()
          .check(method, response.uri().getRawPath(), response.statusCode(), response.body());
    }
    return new Answer(response.statusCode(), response.headers(), response.body());
  }

  /** What the document of such a server lists; read once. */
  private synchronized Documented documented() throws Exception {
    if (documented == null) {
      byte[] document =
          http.send(
                  HttpRequest.newBuilder(URI.create(baseUrl() + "/openapi.json")).build(),
                  HttpResponse.BodyHandlers.ofByteArray())
              .body();
      documented = new Documented(Json.tree(document));
    }
    return documented;
  }

  /** The balance of the test key's account. */
  public Money available() throws Exception {
    return Money.dollars(get("/v1/billing/balance").json().path("available").stringValue());
  }

  /** Waits until so many runs were accepted. */
  public void awaitRuns(int count) {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (db.query(sql -> sql.createQuery("select count(*) from run").mapTo(Integer.class).one())
        < count) {
      if (System.nanoTime() > end) {
        throw new AssertionError("no " + count + " runs were accepted within " + PATIENCE);
      }
      Thread.onSpinWait();
    }
  }

  /** Waits for the end of a run that something else than this server's methods created. */
  public JsonNode awaitEnd(String run) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    JsonNode now = get("/v1/runs/" + run).json();
    while (!now.path("terminal").booleanValue()) {
      if (System.nanoTime() > end) {
        throw new AssertionError("the run did not finish within " + PATIENCE + ": " + now);
      }
      now = get("/v1/runs/" + run).json();
    }
    return now;
  }

  /** The callback history of a run, newest first. */
  public List<JsonNode> deliveriesOf(String run) throws Exception {
    return Json.tree(get("/v1/runs/" + run + "/callback").body()).valueStream().toList();
  }

  @Override
  public void close() throws IOException {
    app.close();
    db.close();
    http.close();
    Trees.delete(data);
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
