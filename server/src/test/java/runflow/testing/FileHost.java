package runflow.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A real HTTP server of given files; everything else is 404. */
public final class FileHost implements AutoCloseable {
  private final HttpServer server;
  private final Map<String, File> files = new ConcurrentHashMap<>();

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);
  private volatile boolean held;

  private record File(String type, byte[] bytes) {}

  private FileHost(HttpServer server) {
    this.server = server;
  }

  public static FileHost start() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    var host = new FileHost(server);
    server.createContext("/", host::handle);
    server.start();
    return host;
  }

  /** Serves bytes under a type, true or not; returns their URL. */
  public String serve(String name, String type, byte[] bytes) {
    files.put("/" + name, new File(type, bytes));
    return url(name);
  }

  /** Answers nothing until {@link #release}. */
  public void hold() {
    held = true;
  }

  public void release() {
    released.countDown();
  }

  /** Waits for the first request. */
  public void awaitRequest() throws InterruptedException {
    if (!asked.await(60, TimeUnit.SECONDS)) {
      throw new AssertionError("nothing was asked for within 60 s");
    }
  }

  public String url(String name) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + name;
  }

  private void handle(HttpExchange exchange) throws IOException {
    File file = files.get(exchange.getRequestURI().getPath());
    asked.countDown();
    try (exchange) {
      if (held) {
        released.await();
      }
      if (file == null) {
        exchange.sendResponseHeaders(404, -1);
        return;
      }
      exchange.getResponseHeaders().add("Content-Type", file.type());
      exchange.sendResponseHeaders(200, file.bytes().length);
      exchange.getResponseBody().write(file.bytes());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    release();
    server.stop(0);
  }
}
