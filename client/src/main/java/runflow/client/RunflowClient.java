package runflow.client;

import java.math.BigDecimal;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * The run API as Java calls. Every call blocks, is bounded in time, and is repeated after network
 * errors, 429 and 5xx where repeating is safe; failures are {@link RunflowException}s. Safe for use
 * by many threads.
 *
 * <pre>{@code
 * try (var client = new RunflowClient(ClientOptions.of(baseUrl, key))) {
 *   Run run = client.createRun("google/veo3.1", Map.of("prompt", "A fox in the snow"));
 *   Run done = client.waitFor(run.id(), Duration.ofMinutes(15), seen -> {});
 *   client.download(done.output().orElseThrow().outputs().getFirst(), Path.of("fox.mp4"));
 * }
 * }</pre>
 */
public final class RunflowClient implements AutoCloseable {
  private final ClientOptions options;
  private final Transport transport;
  private final Api api;
  private final InstantSource clock;

  public RunflowClient(ClientOptions options) {
    this(options, Thread::sleep, InstantSource.system());
  }

  RunflowClient(ClientOptions options, Sleeper sleeper, InstantSource clock) {
    this.options = options;
    this.clock = clock;
    var retries = new RetryPolicy(options.retries(), RandomGenerator.getDefault());
    this.transport = new Transport(options, retries, sleeper);
    this.api = new Api(transport);
  }

  /** As {@link #createRun(String, Map, RunOptions)} with nothing beside the input. */
  public Run createRun(String model, Map<String, ?> input) {
    return createRun(model, input, RunOptions.none());
  }

  /**
   * Starts a run. However often the request has to be repeated, it makes one run.
   *
   * @param model e.g. {@code google/veo3.1}
   * @param input as the model's schema says
   * @return the run, {@code queued}
   */
  public Run createRun(String model, Map<String, ?> input, RunOptions more) {
    String key = more.idempotencyKey().orElseGet(() -> UUID.randomUUID().toString());
    var ask = Ask.postWithKey(Paths.model(model) + "/runs", more.body(input), key);
    return api.send(ask, Run.class);
  }

  /** Checks and prices a run without making it. */
  public Quote dryRun(String model, Map<String, ?> input, RunOptions more) {
    var ask = Ask.postRepeatable(Paths.model(model) + "/runs?dry_run=true", more.body(input));
    return api.send(ask, Quote.class);
  }

  /**
   * Reads a run, with freshly signed addresses of its files.
   *
   * @throws RequestRefusedException 404 if the key's organisation has none of that id
   */
  public Run getRun(String runId) {
    return api.get(Paths.run(runId), Run.class);
  }

  /**
   * Waits until a run is terminal, however it ended.
   *
   * @param bound longest wait
   * @param progress told each time the run was read
   * @throws WaitExpiredException if the run is still open then; it goes on
   * @throws NoAnswerException if the server answered no read for a minute; the run may go on
   */
  public Run waitFor(String runId, Duration bound, Consumer<Run> progress) {
    var target =
        new PolledWait.Target<>(
            Paths.run(runId),
            Run.class,
            Run::terminal,
            progress,
            (waited, seen) -> WaitExpiredException.ofRun(runId, waited, seen));
    return new PolledWait<>(transport, clock, target).await(bound);
  }

  /**
   * What is worth knowing about a run and is no failure, the oldest line first.
   *
   * @throws RequestRefusedException 404 if the key's organisation has no run of that id
   */
  public List<LogLine> logs(String runId) {
    return api.all(Paths.run(runId) + "/logs", LogLine.class);
  }

  /** Cancels a run; one that is already terminal is returned unchanged. */
  public Run cancel(String runId) {
    var ask = Ask.postRepeatable(Paths.run(runId) + "/cancellation", Map.of());
    return api.send(ask, Run.class);
  }

  /**
   * Starts a batch: all of its runs or none. However often the request has to be repeated, it makes
   * one batch.
   *
   * @param model e.g. {@code google/veo3.1}
   */
  public Batch createBatch(String model, BatchOrder order) {
    String key = UUID.randomUUID().toString();
    var ask = Ask.postWithKey(Paths.model(model) + "/batches", order.body(), key);
    return api.send(ask, Batch.class);
  }

  /**
   * Reads a batch.
   *
   * @throws RequestRefusedException 404 if the key's organisation has none of that id
   */
  public Batch getBatch(String batchId) {
    return api.get(Paths.batch(batchId), Batch.class);
  }

  /**
   * Waits until a batch is terminal, however it ended.
   *
   * @param bound longest wait
   * @param progress told each time the batch was read
   * @throws WaitExpiredException if it is still open then; it goes on
   * @throws NoAnswerException if the server answered no read for a minute; the batch may go on
   */
  public Batch waitForBatch(String batchId, Duration bound, Consumer<Batch> progress) {
    var target =
        new PolledWait.Target<>(
            Paths.batch(batchId),
            Batch.class,
            Batch::terminal,
            progress,
            (waited, seen) -> WaitExpiredException.ofBatch(batchId, waited, seen));
    return new PolledWait<>(transport, clock, target).await(bound);
  }

  /** The runs of a batch in their order, with freshly signed addresses of their files. */
  public List<Run> batchRuns(String batchId) {
    return api.all(Paths.batch(batchId) + "/items?limit=100").stream()
        .map(item -> ClientJson.read(item.path("run"), Run.class))
        .toList();
  }

  /** Cancels every open run of a batch; one that is already terminal is returned unchanged. */
  public Batch cancelBatch(String batchId) {
    var ask = Ask.postRepeatable(Paths.batch(batchId) + "/cancellation", Map.of());
    return api.send(ask, Batch.class);
  }

  /** Every model that the key may use. */
  public List<Model> models() {
    return api.all("/v1/models?limit=500").stream().map(Model::of).toList();
  }

  /**
   * One model with its schema, price, examples and providers.
   *
   * @throws RequestRefusedException 404 if there is none of that id
   */
  public Model model(String id) {
    return Model.of(api.get(Paths.model(id), JsonNode.class));
  }

  /** What the key can spend: test money with a test key, live money with a live key. */
  public Balance balance() {
    return api.get("/v1/billing/balance", Balance.class);
  }

  /**
   * The last entries of the ledger of the money that the key spends, the newest first.
   *
   * @param most 1 to 500
   */
  public List<Transaction> transactions(int most) {
    return api.page("/v1/billing/transactions?limit=" + most, Transaction.class);
  }

  /** What was used, and what that cost. */
  public UsageReport usage(UsageQuery query) {
    return new UsageReport(api.get(query.path("json"), JsonNode.class));
  }

  /** The same as a table of comma-separated values, with a line of names first. */
  public String usageTable(UsageQuery query) {
    byte[] table = transport.send(Ask.get(query.path("csv"))).body();
    return new String(table, StandardCharsets.UTF_8);
  }

  /** What the key at hand is and may do. */
  public ApiKey ownKey() {
    return api.get("/v1/auth/me", ApiKey.class);
  }

  /**
   * Adds credit; needs a service key. Repeated only where the server cannot have acted, so that an
   * unclear end never adds twice: ask for the balance then.
   *
   * @param livemode live money, else test money
   * @param amount dollars, with at most six decimals
   */
  public Balance addCredit(boolean livemode, BigDecimal amount, Optional<String> note) {
    return api.send(new Credit(livemode, amount, note).ask(), Balance.class);
  }

  /** Makes a signing secret, which signs from now on; its text is in this answer only. */
  public CallbackSecret createCallbackSecret(String label) {
    var ask = Ask.postOnce("/v1/callback-secrets", Map.of("label", label));
    return api.send(ask, CallbackSecret.class);
  }

  /** The signing secrets, without their text. */
  public List<CallbackSecret> callbackSecrets() {
    JsonNode answer = api.get("/v1/callback-secrets", JsonNode.class);
    List<CallbackSecret> secrets = new ArrayList<>();
    for (JsonNode item : answer.isArray() ? answer : answer.path("items")) {
      secrets.add(ClientJson.read(item, CallbackSecret.class));
    }
    return List.copyOf(secrets);
  }

  /** Deletes a signing secret; from now on callbacks carry no signature of it. */
  public void deleteCallbackSecret(String id) {
    transport.send(Ask.delete(Paths.callbackSecret(id)));
  }

  /**
   * Registers a program that fetches events.
   *
   * @param events types that are wanted, e.g. {@code run.completed}; empty for all
   * @param secret that signs them, {@code whsec_…}; one is made if there is none
   */
  public EventListener openListener(List<String> events, Optional<String> secret) {
    Map<String, Object> body = new LinkedHashMap<>();
    if (!events.isEmpty()) {
      body.put("events", events);
    }
    secret.ifPresent(text -> body.put("secret", text));
    var ask = Ask.postOnce("/v1/event-listeners", body);
    return api.send(ask, EventListener.class);
  }

  /**
   * What waits for a listener, the oldest first, each until {@link #finishEvent}.
   *
   * @param wait longest wait for the first one, below the timeout of a request; whole seconds
   * @return empty if nothing came in time
   * @throws RequestRefusedException 404 if the listener has expired
   */
  public List<ListenedEvent> awaitEvents(String listenerId, Duration wait) {
    String path = Paths.listener(listenerId) + "/events?wait=" + wait.toSeconds();
    return api.page(path, ListenedEvent.class);
  }

  /** Says that a listener has dealt with an event. */
  public void finishEvent(String listenerId, String eventId) {
    transport.send(Ask.delete(Paths.listener(listenerId) + "/events/" + Paths.segment(eventId)));
  }

  /** Ends a listener and drops what waits for it. */
  public void closeListener(String listenerId) {
    transport.send(Ask.delete(Paths.listener(listenerId)));
  }

  /**
   * Fetches a run's file and checks its digest; the target appears whole or not at all.
   *
   * @throws DownloadException if it cannot be fetched, is damaged, or cannot be written
   */
  public void download(OutputFile file, Path target) {
    new FileDownload(options, transport).fetch(file.url(), target, file.sha256());
  }

  /** As {@link #download(OutputFile, Path)} where only the address is known. */
  public void download(URI url, Path target) {
    new FileDownload(options, transport).fetch(url, target, Optional.empty());
  }

  @Override
  public void close() {
    transport.close();
  }
}
