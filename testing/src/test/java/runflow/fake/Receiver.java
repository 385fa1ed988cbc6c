package runflow.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** Takes webhooks with 204. */
final class Receiver implements AutoCloseable {
  private final HttpServer http;
  private final BlockingQueue<Recorded> received = new LinkedBlockingQueue<>();

  Receiver() throws IOException {
    http = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    http.createContext("/", this::take);
    http.start();
  }

  String url() {
    return "http://127.0.0.1:" + http.getAddress().getPort() + "/hook";
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      Map<String, List<String>> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
      received.add(
          new Recorded(Optional.empty(), "POST", "/hook", "", headers, body, Instant.now()));
      exchange.sendResponseHeaders(204, -1);
    }
  }

  Recorded last() throws InterruptedException {
    Recorded request = received.poll(60, TimeUnit.SECONDS);
    if (request == null) {
      throw new AssertionError("no webhook came within 60 s");
    }
    return request;
  }

  @Override
  public void close() {
    http.stop(0);
  }
}
