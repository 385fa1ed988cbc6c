package runflow.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/** A provider on this machine that answers as it was told and remembers what it was asked. */
public final class ProviderStub implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, ConcurrentLinkedDeque<Reply>> replies = new ConcurrentHashMap<>();
  private final ConcurrentLinkedQueue<Call> calls = new ConcurrentLinkedQueue<>();

  /** What was asked; headers by lower-case name. */
  public record Call(
      String method,
      String path,
      @Nullable String query,
      Map<String, String> headers,
      byte[] body) {
    public JsonNode json() {
      return Json.tree(body);
    }
  }

  /** What is answered; without headers, the connection is closed instead. */
  public record Reply(int status, @Nullable Map<String, String> headers, byte[] body) {
    public static Reply json(int status, String body) {
      return new Reply(
          status,
          Map.of("content-type", "application/json"),
          body.getBytes(StandardCharsets.UTF_8));
    }

    public static Reply video(byte[] bytes) {
      return new Reply(200, Map.of("content-type", "video/mp4"), bytes);
    }

    public static Reply redirect(String location) {
      return new Reply(302, Map.of("location", location), new byte[0]);
    }

    public static Reply dropped() {
      return new Reply(0, null, new byte[0]);
    }
  }

  private ProviderStub(HttpServer server) {
    this.server = server;
  }

  public static ProviderStub start() throws IOException {
    var server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    var stub = new ProviderStub(server);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", stub::answer);
    server.start();
    return stub;
  }

  /** Answers calls of a path in turn; the last answer stays. */
  public ProviderStub on(String path, Reply... answers) {
    replies.put(path, new ConcurrentLinkedDeque<>(List.of(answers)));
    return this;
  }

  public URI base() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  public List<Call> calls(String path) {
    return calls.stream().filter(call -> call.path().equals(path)).toList();
  }

  /** The only call of a path. */
  public Call call(String path) {
    List<Call> found = calls(path);
    if (found.size() != 1) {
      throw new AssertionError(
          "one call of %s was expected, but these came: %s"
              .formatted(path, calls.stream().map(c -> c.method() + " " + c.path()).toList()));
    }
    return found.getFirst();
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.getFirst()));
      calls.add(
          new Call(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getRawPath(),
              exchange.getRequestURI().getRawQuery(),
              headers,
              exchange.getRequestBody().readAllBytes()));
      Reply reply = next(exchange.getRequestURI().getRawPath());
      if (reply.headers() != null) {
        reply.headers().forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(
            reply.status(), reply.body().length == 0 ? -1 : reply.body().length);
        exchange.getResponseBody().write(reply.body());
      }
    }
  }

  private Reply next(String path) {
    ConcurrentLinkedDeque<Reply> queue = replies.get(path);
    if (queue == null) {
      return Reply.json(404, "{\"error\":{\"code\":404,\"message\":\"unknown path\"}}");
    }
    Reply next = queue.size() > 1 ? queue.pollFirst() : queue.peekFirst();
    return next == null ? Reply.dropped() : next;
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
