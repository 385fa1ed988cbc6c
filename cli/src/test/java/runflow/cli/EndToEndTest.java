package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.cli.CommandLineHarness.Ended;
import runflow.client.CallbackSecret;
import runflow.client.RequestRefusedException;
import runflow.client.Run;
import runflow.client.RunOptions;
import runflow.client.RunflowClient;

/** Commands and client against the real server. */
class EndToEndTest {
  private static final String MODEL = "google/veo3.1";
  private static final Map<String, ?> INPUT = Map.of("prompt", "A fox", "duration", "4s");

  private static ThrowawayServer server;
  private static RunflowClient client;

  @TempDir private Path folder;

  @BeforeAll
  static void start() throws InterruptedException {
    server = ThrowawayServer.start(Map.of());
    client = new RunflowClient(server.client());
  }

  @AfterAll
  static void stop() {
    client.close();
    server.close();
  }

  @Test
  void aVideoIsMadePaidForAndSaved() {
    Path target = folder.resolve("fox.mp4");

    Ended ended =
        command("run", MODEL, "--prompt", "A fox", "-s", "duration=4s", "-o", target.toString());

    assertThat(ended.err()).isEmpty();
    assertThat(ended.out()).contains("saved " + target).contains("1280x720").contains("$1.60");
    assertThat(target).isNotEmptyFile();
    assertThat(command("credits").out()).contains("test ").contains("reserved 0.00");
  }

  @Test
  void theCatalogIsListed() {
    assertThat(command("models").out().lines()).hasSizeGreaterThanOrEqualTo(5);
    assertThat(command("models", MODEL).out()).contains("4k with audio");
    assertThat(command("run", "google/veo3", "-p", "x").err()).contains("google/veo3.1");
  }

  @Test
  void theSameKeyMakesOneRunWhichCanBeCancelled() {
    RunOptions more =
        RunOptions.none()
            .withIdempotencyKey("once")
            .withMetadata(Map.of("sandbox", Map.of("delay_ms", 60_000)));

    Run first = client.createRun(MODEL, INPUT, more);
    Run again = client.createRun(MODEL, INPUT, more);
    Run canceled = client.cancel(first.id());

    assertThat(again.id()).isEqualTo(first.id());
    assertThat(canceled.statusCode()).isEqualTo("canceled");
    assertThat(client.waitFor(first.id(), Duration.ofSeconds(30), seen -> {}).terminal()).isTrue();
    assertThat(client.cancel(first.id()).statusCode()).isEqualTo("canceled");
  }

  @Test
  void pricesSecretsAndRefusalsAreRead() {
    Map<String, ?> dear = Map.of("prompt", "A fox", "resolution", "4k");
    assertThat(client.dryRun(MODEL, dear, RunOptions.none()).cost()).isEqualByComparingTo("4.80");

    CallbackSecret secret = client.createCallbackSecret("test");
    assertThat(client.callbackSecrets()).extracting(CallbackSecret::id).contains(secret.id());
    client.deleteCallbackSecret(secret.id());
    assertThat(client.callbackSecrets()).isEmpty();

    assertThatThrownBy(() -> client.createRun(MODEL, Map.of("promt", "x", "duration", "5s")))
        .isInstanceOfSatisfying(
            RequestRefusedException.class,
            e -> {
              assertThat(e.status()).isEqualTo(422);
              assertThat(e.error().errors()).hasSize(3);
            });
  }

  private static Ended command(String... args) {
    return CommandLineHarness.run(
        Map.of("RUNFLOW_BASE_URL", server.baseUrl(), "RUNFLOW_API_KEY", server.client().key()),
        args);
  }
}
