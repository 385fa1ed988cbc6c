package runflow.crash;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import runflow.client.CallbackRefusedException;
import runflow.client.CallbackVerifier;

/**
 * An application's end of the callbacks: keeps a log of every request, verifies it, and answers 204
 * or, to a part of the deliveries, 503. It outlives every server.
 */
final class Receiver implements AutoCloseable {
  private static final int LARGEST_BODY = 1 << 20;
  private static final Duration LONGEST_HOLD = Duration.ofSeconds(9);

  /** Of a hundred deliveries, how many find the receiver down once, and how many always. */
  private static final int DOWN_ONCE = 10;

  private static final int ALWAYS_DOWN = 1;

  /**
   * One request as it came.
   *
   * @param status what it was answered, or was to be answered
   */
  record Call(String webhookId, String runId, String body, int status) {}

  /** One callback that is kept without an answer. */
  static final class Held {
    private final AtomicReference<@Nullable String> webhookId = new AtomicReference<>();
    private final CountDownLatch arrived = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);

    /** Waits until it has come, and says which delivery it belongs to. */
    String await(Duration bound) throws InterruptedException {
      String id = arrived.await(bound.toMillis(), TimeUnit.MILLISECONDS) ? webhookId.get() : null;
      if (id == null) {
        throw new AssertionError("no callback came within " + bound);
      }
      return id;
    }

    void release() {
      released.countDown();
    }
  }

  private final HttpServer server;
  private final CallbackVerifier verifier;
  private final Map<String, Queue<Call>> calls = new ConcurrentHashMap<>();
  private final Queue<String> complaints = new ConcurrentLinkedQueue<>();
  private final AtomicReference<@Nullable Held> holdNext = new AtomicReference<>();
  private volatile Consumer<String> listener = run -> {};

  private Receiver(HttpServer server, CallbackVerifier verifier) {
    this.server = server;
    this.verifier = verifier;
  }

  /** Starts to listen on a free loopback port. */
  static Receiver start(String secret) throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 256);
    var receiver = new Receiver(server, CallbackVerifier.of(secret));
    server.createContext("/callbacks", receiver::receive);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
    return receiver;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/callbacks";
  }

  /** Is told the run of each request. */
  void listen(Consumer<String> runs) {
    listener = runs;
  }

  /** Keeps the next callback without an answer until it is released. */
  Held holdNext() {
    var held = new Held();
    holdNext.set(held);
    return held;
  }

  /** Every request by its delivery, in the order of arrival. */
  Map<String, List<Call>> calls() {
    var copy = new ConcurrentHashMap<String, List<Call>>();
    calls.forEach((id, entries) -> copy.put(id, List.copyOf(entries)));
    return copy;
  }

  /** What was wrong with requests as they came: signatures, missing headers. */
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
      int status = note(exchange, body);
      exchange.sendResponseHeaders(status, -1);
    }
  }

  private int note(HttpExchange exchange, byte[] body) {
    String webhookId = String.valueOf(exchange.getRequestHeaders().getFirst("webhook-id"));
    try {
      String run = verifier.verify(exchange.getRequestHeaders()::getFirst, body).runId();
      Queue<Call> sofar = calls.computeIfAbsent(webhookId, id -> new ConcurrentLinkedQueue<>());
      int status = status(webhookId, sofar.size());
      sofar.add(new Call(webhookId, run, new String(body, StandardCharsets.ISO_8859_1), status));
      listener.accept(run);
      hold(webhookId);
      return status;
    } catch (CallbackRefusedException e) {
      complaints.add(webhookId + ": " + e.getMessage());
      return 400;
    }
  }

  private static int status(String webhookId, int before) {
    int share = Math.floorMod(webhookId.hashCode(), 100);
    boolean down = share < ALWAYS_DOWN || (share < ALWAYS_DOWN + DOWN_ONCE && before == 0);
    return down ? 503 : 204;
  }

  private void hold(String webhookId) {
    Held held = holdNext.getAndSet(null);
    if (held == null) {
      return;
    }
    held.webhookId.set(webhookId);
    held.arrived.countDown();
    try {
      held.released.await(LONGEST_HOLD.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
