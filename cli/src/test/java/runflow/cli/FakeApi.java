package runflow.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** Answers by method and path, on a real port; the last answer of a path is repeated. */
final class FakeApi implements AutoCloseable {
  /** What was asked. */
  record Seen(String request, String key, String body) {}

  private record Answer(int status, byte[] body) {}

  private final HttpServer server;
  private final Map<String, Deque<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  FakeApi() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Adds an answer, e.g. to {@code GET /v1/models}. */
  FakeApi on(String request, int status, String body) {
    answers
        .computeIfAbsent(request, key -> new ArrayDeque<>())
        .add(new Answer(status, body.getBytes(StandardCharsets.UTF_8)));
    return this;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  List<Seen> seen() {
    return seen;
  }

  /** The body of the only request of that method and path. */
  String bodyOf(String request) {
    return seen.stream()
        .filter(one -> one.request().equals(request))
        .findFirst()
        .orElseThrow()
        .body();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI();
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      String key = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
      seen.add(new Seen(request, key.replace("Bearer ", ""), body));
      Answer answer = next(request);
      exchange.getResponseHeaders().add("Retry-After", "0");
      exchange.sendResponseHeaders(answer.status(), answer.body().length);
      exchange.getResponseBody().write(answer.body());
    }
  }

  private Answer next(String request) {
    Deque<Answer> scripted = answers.get(request);
    if (scripted == null) {
      String text = "{\"code\":\"NOT_FOUND\",\"message\":\"not scripted\",\"errors\":null}";
      return new Answer(404, text.getBytes(StandardCharsets.UTF_8));
    }
    synchronized (scripted) {
      return scripted.size() > 1 ? scripted.remove() : scripted.element();
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
