package runflow.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/** An HTTP server that answers each call as it was told to and remembers what it was asked. */
public final class ScriptedHttp implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, Reply> replies = new ConcurrentHashMap<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  /**
   * One answer.
   *
   * @param drop whether the connection is closed instead
   */
  private record Reply(int status, Map<String, String> headers, byte[] body, boolean drop) {}

  /**
   * One request.
   *
   * @param line its method and target with the query
   * @param headers by lower-case name
   */
  public record Seen(String line, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  public ScriptedHttp() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.start();
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Answers calls of this method and path from now on, with {@code {base}} filled in. */
  public ScriptedHttp on(String methodAndPath, int status, String json) {
    return on(methodAndPath, status, Map.of("Content-Type", "application/json"), json);
  }

  public ScriptedHttp on(
      String methodAndPath, int status, Map<String, String> headers, String body) {
    byte[] bytes = body.replace("{base}", uri().toString()).getBytes(StandardCharsets.UTF_8);
    replies.put(methodAndPath, new Reply(status, headers, bytes, false));
    return this;
  }

  /** Closes the connection of such calls without an answer. */
  public ScriptedHttp drop(String methodAndPath) {
    replies.put(methodAndPath, new Reply(0, Map.of(), new byte[0], true));
    return this;
  }

  /** All requests so far. */
  public List<Seen> seen() {
    return List.copyOf(seen);
  }

  public Seen last() {
    return seen.getLast();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      String method = exchange.getRequestMethod();
      byte[] body = exchange.getRequestBody().readAllBytes();
      seen.add(new Seen(method + " " + exchange.getRequestURI(), headers, body));
      Reply reply =
          Objects.requireNonNullElse(
              replies.get(method + " " + exchange.getRequestURI().getRawPath()),
              new Reply(
                  404,
                  Map.of(),
                  "{\"detail\":\"not scripted\"}".getBytes(StandardCharsets.UTF_8),
                  false));
      if (!reply.drop()) {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(
            reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
