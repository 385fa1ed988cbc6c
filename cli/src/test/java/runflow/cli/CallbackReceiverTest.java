package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CallbackReceiverTest {
  @Test
  void keepsBodiesAndHeadersAsTheyCame() throws Exception {
    try (var receiver = CallbackReceiver.start();
        var http = HttpClient.newHttpClient()) {
      var request =
          HttpRequest.newBuilder(URI.create(receiver.url()))
              .header("webhook-id", "d1")
              .POST(HttpRequest.BodyPublishers.ofString("{\"a\": 1.50}"));

      assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode()).isEqualTo(204);

      var received = receiver.next(Duration.ofSeconds(60)).orElseThrow();
      assertThat(new String(received.body(), StandardCharsets.UTF_8)).isEqualTo("{\"a\": 1.50}");
      assertThat(received.headers().getFirst("Webhook-Id")).isEqualTo("d1");
      assertThat(receiver.next(Duration.ofMillis(1))).isEmpty();
    }
  }
}
