package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runflow.cli.CommandLineHarness.Ended;
import runflow.client.Callback;
import runflow.client.CallbackVerifier;
import runflow.client.RunOptions;
import runflow.client.RunflowClient;

/** {@code runflow listen} against the real server and a real receiver. */
@Timeout(120)
class ListenTest {
  private static final String SECRET = "whsec_" + "QUJD".repeat(11);

  private record Received(Headers headers, byte[] body) {}

  @Test
  void eventsArriveSignedWhereTheyAreForwardedTo() throws Exception {
    var received = new LinkedBlockingQueue<Received>();
    HttpServer receiver = receiver(received);
    try (var server = ThrowawayServer.start(Map.of());
        var client = new RunflowClient(server.client());
        var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      String url = "http://127.0.0.1:%d/hooks".formatted(receiver.getAddress().getPort());
      Future<Ended> listening =
          threads.submit(
              () ->
                  CommandLineHarness.run(
                      Map.of(
                          "RUNFLOW_BASE_URL",
                          server.baseUrl(),
                          "RUNFLOW_API_KEY",
                          server.client().key()),
                      "listen",
                      "--forward-to",
                      url,
                      "--events",
                      "run.failed",
                      "--secret",
                      SECRET));
      // The listener hears only of what happens after it was registered.
      Optional<Received> first = Optional.empty();
      while (first.isEmpty()) {
        client.createRun("google/veo3.1", Map.of("prompt", "A fox"), failing());
        first = Optional.ofNullable(received.poll(2, TimeUnit.SECONDS));
      }
      Headers headers = first.get().headers();
      Callback event = CallbackVerifier.of(SECRET).verify(headers::getFirst, first.get().body());
      assertThat(event.event()).isEqualTo("run.failed");
      assertThat(client.getRun(event.runId()).failureCode()).contains("INTERNAL");
      // One after the other: when the next arrives, this one has been told of.
      client.createRun("google/veo3.1", Map.of("prompt", "A fox"), failing());
      assertThat(received.poll(60, TimeUnit.SECONDS)).isNotNull();
      threads.shutdownNow();
      Ended ended = listening.get();
      assertThat(ended.out()).contains("forwarding run.failed to " + url, "202 in ");
      assertThat(ended.err()).doesNotContain("bug");
    } finally {
      receiver.stop(0);
    }
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    Ended ended =
        CommandLineHarness.run(
            Map.of("RUNFLOW_BASE_URL", "http://127.0.0.1:9", "RUNFLOW_API_KEY", "rf_test_x"),
            "listen",
            "--forward-to",
            "localhost:3000");
    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("--forward-to", "localhost:3000");
  }

  private static RunOptions failing() {
    return RunOptions.none().withMetadata(Map.of("sandbox", Map.of("fail", "INTERNAL")));
  }

  private static HttpServer receiver(LinkedBlockingQueue<Received> received) throws Exception {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/hooks",
        exchange -> {
          try (exchange) {
            received.add(
                new Received(
                    exchange.getRequestHeaders(), exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(202, -1);
          }
        });
    server.start();
    return server;
  }
}
