package runflow.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A real HTTP server that notes what it is sent and answers in turn with given statuses. */
public final class CallbackReceiver implements AutoCloseable {
  /** Answered by never answering. */
  public static final int HANG = -1;

  /** Answered by closing the connection. */
  public static final int DROP = -2;

  private static final long LONGEST_SECONDS = 60;

  private final HttpServer server;
  private final List<Integer> answers;
  private final LinkedBlockingQueue<Received> received = new LinkedBlockingQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private int next;

  /** One request, with the time of its arrival. */
  public record Received(
      String method, String path, Map<String, List<String>> headers, byte[] body, Instant at) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }

    /** The first value of a header. */
    public Optional<String> header(String name) {
      return headers.entrySet().stream()
          .filter(header -> header.getKey().equalsIgnoreCase(name))
          .map(header -> header.getValue().getFirst())
          .findFirst();
    }
  }

  private CallbackReceiver(HttpServer server, List<Integer> answers) {
    this.server = server;
    this.answers = answers;
  }

  /** Starts a receiver; the last status is repeated. */
  public static CallbackReceiver answering(Integer... statuses) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var receiver = new CallbackReceiver(server, List.of(statuses));
    server.createContext("/", receiver::handle);
    server.start();
    return receiver;
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
  }

  /** Where nobody listens: a port that no program is ever given. */
  public static String urlOfNobody() {
    return "http://127.0.0.1:1/hook";
  }

  /** The next request, waited for. */
  public Received take() throws InterruptedException {
    Received next = received.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("no callback came within %d s".formatted(LONGEST_SECONDS));
    }
    return next;
  }

  /** The next so many requests, waited for. */
  public List<Received> take(int count) throws InterruptedException {
    List<Received> all = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      all.add(take());
    }
    return all;
  }

  /** Whether no further request comes within a time. */
  public boolean quietFor(Duration time) throws InterruptedException {
    return received.poll(time.toMillis(), TimeUnit.MILLISECONDS) == null;
  }

  private void handle(HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    int status = nextStatus();
    received.add(
        new Received(
            exchange.getRequestMethod(),
            exchange.getRequestURI().getPath(),
            Map.copyOf(exchange.getRequestHeaders()),
            body,
            Instant.now()));
    if (status == HANG) {
      hang();
      exchange.close();
      return;
    }
    if (status == DROP) {
      exchange.close();
      return;
    }
    if (status >= 300 && status < 400) {
      exchange.getResponseHeaders().add("Location", "/elsewhere");
    }
    exchange.sendResponseHeaders(status, -1);
    exchange.close();
  }

  private synchronized int nextStatus() {
    return answers.get(Math.min(next++, answers.size() - 1));
  }

  private void hang() {
    try {
      closing.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
