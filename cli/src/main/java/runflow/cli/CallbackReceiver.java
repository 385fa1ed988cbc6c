package runflow.cli;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A receiver of callbacks on a free loopback port, as an application would have one. */
final class CallbackReceiver implements AutoCloseable {
  private static final int LARGEST_BODY = 1 << 20;
  private static final int MOST_KEPT = 100;

  /** A callback as it came, not yet trusted. */
  record Received(Headers headers, byte[] body) {}

  private final HttpServer server;
  private final BlockingQueue<Received> received = new LinkedBlockingQueue<>(MOST_KEPT);

  private CallbackReceiver(HttpServer server) {
    this.server = server;
  }

  static CallbackReceiver start() throws IOException {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    HttpServer server = HttpServer.create(address, 0);
    var receiver = new CallbackReceiver(server);
    server.createContext("/callbacks", receiver::receive);
    server.start();
    return receiver;
  }

  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/callbacks";
  }

  /** The next callback; empty when none comes within the bound. */
  Optional<Received> next(Duration bound) throws InterruptedException {
    return Optional.ofNullable(received.poll(bound.toMillis(), TimeUnit.MILLISECONDS));
  }

  private void receive(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readNBytes(LARGEST_BODY);
      boolean kept = received.offer(new Received(exchange.getRequestHeaders(), body));
      exchange.sendResponseHeaders(kept ? 204 : 503, -1);
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
