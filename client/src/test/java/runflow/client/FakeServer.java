package runflow.client;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Gives scripted answers in their order, on a real port, and keeps what it was asked. */
final class FakeServer implements AutoCloseable {
  /** What the server was asked. */
  record Seen(String method, String target, Headers headers, String body) {}

  /** What it answers; a status of 0 breaks off inside the body. */
  record Scripted(int status, Map<String, String> headers, byte[] body) {}

  private final HttpServer server;
  private final Deque<Scripted> script = new ArrayDeque<>();
  private final List<Seen> seen = new CopyOnWriteArrayList<>();

  FakeServer() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.start();
  }

  /** A client of it that waits for nothing. */
  RunflowClient client(RecordingSleeper sleeper) {
    return new RunflowClient(ClientOptions.of(url(), "rf_test_1"), sleeper, sleeper);
  }

  FakeServer then(int status, String json) {
    return then(status, json, Map.of());
  }

  FakeServer then(int status, String json, Map<String, String> headers) {
    return then(status, json.getBytes(StandardCharsets.UTF_8), headers);
  }

  FakeServer then(int status, byte[] body, Map<String, String> headers) {
    synchronized (script) {
      script.add(new Scripted(status, headers, body));
    }
    return this;
  }

  FakeServer thenBreakOff() {
    return then(0, "");
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  List<Seen> seen() {
    return seen;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      seen.add(
          new Seen(
              exchange.getRequestMethod(),
              exchange.getRequestURI().toString(),
              exchange.getRequestHeaders(),
              asked));
      Scripted next;
      synchronized (script) {
        next = script.poll();
      }
      if (next == null) {
        next = new Scripted(599, Map.of(), "nothing scripted".getBytes(StandardCharsets.UTF_8));
      }
      next.headers().forEach(exchange.getResponseHeaders()::add);
      if (next.status() == 0) {
        exchange.sendResponseHeaders(200, 1000);
        exchange.getResponseBody().write('{');
        exchange.getResponseBody().flush();
      } else {
        byte[] body = next.body();
        exchange.sendResponseHeaders(next.status(), body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
