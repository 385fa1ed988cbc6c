package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import runflow.client.CallbackSecret;
import runflow.client.CallbackVerifier;
import runflow.client.Run;
import runflow.client.RunOptions;
import runflow.client.RunflowClient;
import runflow.db.Trees;

/** What the guide to self-hosting says about a copy of the data folder, with the real program. */
@Timeout(300)
class BackupTest {
  private static final String MODEL = "google/veo3.1/fast";
  private static final Map<String, ?> INPUT = Map.of("prompt", "A fox", "duration", "4s");

  /** What the table of the data folder marks with "no". */
  private static final List<String> LEFT_OUT =
      List.of(
          "credentials.json",
          "service.key",
          "node.name",
          "cache",
          "scratch",
          "incoming",
          "pgbin",
          "postgres.log",
          "runflow.lock");

  @TempDir private static Path folder;

  /** What the first server knew when it was stopped; its folder is gone. */
  private static Path whole;

  private static Path least;
  private static String key;
  private static Run finished;
  private static byte[] video;
  private static String open;
  private static BigDecimal available;
  private static CallbackSecret secret;

  @BeforeAll
  static void makeABackup() throws Exception {
    Path original = folder.resolve("original");
    try (var server = ServerProcess.start(original, folder.resolve("original.log"))) {
      key = new Connection(Map.of(), Optional.of(original)).caller(false).key();
      try (var client = new RunflowClient(server.client(key))) {
        secret = client.createCallbackSecret("kept");
        Run run = client.createRun(MODEL, INPUT, sandbox(Map.of("instant", true)));
        finished = client.waitFor(run.id(), Duration.ofMinutes(1), seen -> {});
        video = download(client, finished);
        open = client.createRun(MODEL, INPUT, sandbox(Map.of("delay_ms", 15_000))).id();
        available = client.balance().available();
      }
    }
    whole = copy(original, "whole");
    least = copy(original, "least");
    for (String name : LEFT_OUT) {
      Path file = least.resolve(name);
      if (Files.isDirectory(file)) {
        Trees.delete(file);
      } else {
        Files.deleteIfExists(file);
      }
    }
    Trees.delete(original);
  }

  @Test
  void aWholeCopyGoesOnWhereTheServerStopped() throws Exception {
    goesOn(whole);
    assertThat(whole.resolve("credentials.json")).content().contains(key);
  }

  @Test
  void whatTheTableNamesIsEnough() throws Exception {
    goesOn(least);
    assertThat(least.resolve("credentials.json")).content().doesNotContain(key);
  }

  private static void goesOn(Path data) throws Exception {
    Path log = data.resolveSibling(data.getFileName() + ".log");
    try (var server = ServerProcess.start(data, log);
        var client = new RunflowClient(server.client(key));
        var receiver = CallbackReceiver.start()) {
      Run again = client.getRun(finished.id());
      assertThat(again.cost()).isEqualTo(finished.cost());
      assertThat(again.completedAt()).isEqualTo(finished.completedAt());
      assertThat(download(client, again)).isEqualTo(video);

      Run resumed = client.waitFor(open, Duration.ofMinutes(2), seen -> {});
      assertThat(resumed.statusCode()).isEqualTo("succeeded");
      assertThat(client.balance().reserved()).isZero();
      assertThat(client.balance().available()).isEqualByComparingTo(available);

      RunOptions called = sandbox(Map.of("instant", true)).withCallbackUrl(receiver.url());
      Run signed = client.createRun(MODEL, INPUT, called);
      var callback = receiver.next(Duration.ofMinutes(1)).orElseThrow();
      var verifier = CallbackVerifier.of(secret.plainSecret().orElseThrow());
      assertThat(
              verifier.verify(name -> callback.headers().getFirst(name), callback.body()).runId())
          .isEqualTo(signed.id());
    }
  }

  private static RunOptions sandbox(Map<String, ?> script) {
    return RunOptions.none().withMetadata(Map.of("sandbox", script));
  }

  private static byte[] download(RunflowClient client, Run run) throws IOException {
    Path target = Files.createTempFile(folder, "video", ".mp4");
    client.download(run.output().orElseThrow().outputs().getFirst().url(), target);
    return Files.readAllBytes(target);
  }

  private static Path copy(Path original, String name) throws Exception {
    Path target = folder.resolve(name);
    Process cp =
        new ProcessBuilder("cp", "-a", original.toString(), target.toString()).inheritIO().start();
    assertThat(cp.waitFor()).isZero();
    return target;
  }
}
