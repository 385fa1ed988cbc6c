package runflow.crash;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Sixteen clients that create runs at whichever node answers, and cancel some of them. A client
 * with an {@code Idempotency-Key} sends the same request again until it has its 201; one without a
 * key never does. A bound on the runs whose callback has not come yet keeps the load steady on any
 * machine.
 */
final class Load implements AutoCloseable {
  private static final int CLIENTS = 16;
  private static final int OPEN_RUNS = 48;
  private static final int CANCELLED_ONE_IN = 8;
  private static final String PATH = "/v1/models/google/veo3.1/runs";
  private static final Duration TIMEOUT = Duration.ofSeconds(40);
  private static final Duration LONGEST_BURST = Duration.ofMinutes(3);
  private static final Duration BREATH = Duration.ofMillis(20);
  private static final JsonMapper JSON = new JsonMapper();

  /**
   * Who is called.
   *
   * @param nodes any of them takes any request
   * @param key of the API
   */
  record Target(List<Node> nodes, String key, Receiver receiver) {}

  /** An answer other than 201, as it came. */
  record Refusal(int status, String body) {
    private static final Pattern INTERNALS =
        Pattern.compile("Exception|SQL|ERROR:|\\bat [a-z]+\\.|(org|java|runflow)\\.[a-z]");

    /** Whether it is a server's trouble, told in the envelope and without its internals. */
    boolean isClear() {
      JsonNode told = JSON.readTree(body);
      return status >= 500
          && told.path("code").isString()
          && !told.path("message").asString("").isBlank()
          && told.has("errors")
          && !INTERNALS.matcher(body).find();
    }
  }

  private static final AtomicInteger LOADS = new AtomicInteger();

  private final int id = LOADS.incrementAndGet();
  private final Target target;
  private final long seed;
  private final HttpClient http = HttpClient.newHttpClient();
  private final List<Thread> clients = new ArrayList<>();
  private final Semaphore room = new Semaphore(OPEN_RUNS);
  private final Map<String, Boolean> met = new ConcurrentHashMap<>();
  private final Set<String> called = ConcurrentHashMap.newKeySet();
  private final Set<String> accepted = ConcurrentHashMap.newKeySet();
  private final Queue<Refusal> refusals = new ConcurrentLinkedQueue<>();
  private final AtomicInteger broken = new AtomicInteger();
  private final AtomicInteger replayed = new AtomicInteger();
  private volatile boolean ending;

  private Load(Target target, long seed) {
    this.target = target;
    this.seed = seed;
  }

  /** Starts the clients. */
  static Load start(Target target, long seed) {
    var load = new Load(target, seed);
    target.receiver().listen(load::callback);
    for (int i = 0; i < CLIENTS; i++) {
      int number = i;
      load.clients.add(Thread.ofVirtual().name("client-" + i).start(() -> load.client(number)));
    }
    return load;
  }

  /** Ids of all runs whose 201 was received. */
  Set<String> accepted() {
    return Set.copyOf(accepted);
  }

  /** What was answered instead of 201, in the order of arrival, but for "too many". */
  List<Refusal> refusals() {
    return List.copyOf(refusals);
  }

  /** Requests whose connection broke before an answer. */
  int broken() {
    return broken.get();
  }

  /** Repeated requests whose first try had made the run. */
  int replayed() {
    return replayed.get();
  }

  /**
   * Creates one run beside the clients' own and waits for its 201.
   *
   * @return its id
   */
  String create(Order order) throws InterruptedException {
    return send(order).orElseThrow();
  }

  /**
   * Sends one request beside the clients' own.
   *
   * @return the run's id; empty if it was refused or its connection broke
   */
  Optional<String> offer(Order order) throws InterruptedException {
    return send(order);
  }

  /** Waits until so many more runs were accepted, however fast this machine is. */
  void awaitMore(int runs) throws Exception {
    int enough = accepted.size() + runs;
    Patience.until(
        LONGEST_BURST,
        "%d runs were accepted; refused: %s".formatted(enough, refusals),
        () -> accepted.size() >= enough);
  }

  /** Makes no new orders, and waits until every order that can be sent again has its 201. */
  void finish(Duration bound) throws InterruptedException {
    ending = true;
    long end = System.nanoTime() + bound.toNanos();
    for (Thread client : clients) {
      if (!client.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())))) {
        throw new AssertionError(
            "a client did not get its 201 within " + bound + "; refused: " + refusals());
      }
    }
  }

  private void client(int number) {
    var random = new SplittableRandom(seed + number);
    try {
      for (int i = 0; !ending; i++) {
        if (room.tryAcquire(BREATH.toMillis(), TimeUnit.MILLISECONDS)) {
          String name = "load-%d-%d-%d".formatted(id, number, i);
          Order order = Order.draw(name, random, target.receiver().url());
          Optional<String> run = send(order);
          if (run.isPresent() && random.nextInt(CANCELLED_ONE_IN) == 0) {
            cancel(run.get());
          }
          if (run.isEmpty() || !order.hasCallback() || isMet(run.get())) {
            room.release();
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** The run's id; empty if there was no 201 and the order may not be sent again. */
  private Optional<String> send(Order order) throws InterruptedException {
    while (true) {
      Optional<String> base = target.nodes().stream().flatMap(n -> n.baseUrl().stream()).findAny();
      if (base.isPresent()) {
        Optional<HttpResponse<String>> answer = post(base.get(), order);
        if (answer.isPresent() && answer.get().statusCode() == 201) {
          return Optional.of(accept(answer.get()));
        }
        boolean tooMany = answer.isPresent() && answer.get().statusCode() == 429;
        if (answer.isPresent() && !tooMany) {
          refusals.add(new Refusal(answer.get().statusCode(), answer.get().body()));
        }
        if (order.idempotencyKey().isEmpty() && !tooMany) {
          return Optional.empty();
        }
      }
      Patience.pause(BREATH);
    }
  }

  /** Asks once for a run's cancellation, which may come before, in or after its end. */
  private void cancel(String run) throws InterruptedException {
    Optional<String> base = target.nodes().stream().flatMap(n -> n.baseUrl().stream()).findAny();
    if (base.isPresent()) {
      post(request(base.get() + "/v1/runs/" + run + "/cancellation", ""))
          .filter(answer -> answer.statusCode() >= 300)
          .ifPresent(answer -> refusals.add(new Refusal(answer.statusCode(), answer.body())));
    }
  }

  private Optional<HttpResponse<String>> post(String base, Order order)
      throws InterruptedException {
    HttpRequest.Builder request = request(base + PATH, order.body());
    order.idempotencyKey().ifPresent(key -> request.header("Idempotency-Key", key));
    return post(request);
  }

  private HttpRequest.Builder request(String url, String body) {
    return HttpRequest.newBuilder(URI.create(url))
        .timeout(TIMEOUT)
        .header("Authorization", "Bearer " + target.key())
        .header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(body));
  }

  private Optional<HttpResponse<String>> post(HttpRequest.Builder request)
      throws InterruptedException {
    try {
      return Optional.of(http.send(request.build(), HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      broken.incrementAndGet();
      return Optional.empty();
    }
  }

  private String accept(HttpResponse<String> answer) {
    if (answer.headers().firstValue("Idempotent-Replayed").isPresent()) {
      replayed.incrementAndGet();
    }
    String run = JSON.readTree(answer.body()).path("id").stringValue();
    accepted.add(run);
    return run;
  }

  private void callback(String run) {
    if (called.add(run) && isMet(run)) {
      room.release();
    }
  }

  /** Whether both the answer and the callback of a run have come; either may be the first. */
  private boolean isMet(String run) {
    return met.putIfAbsent(run, true) != null;
  }

  /** Tells the clients to stop; what they have not got by now they do not get. */
  @Override
  public void close() {
    ending = true;
    clients.forEach(Thread::interrupt);
    http.shutdownNow();
  }
}
