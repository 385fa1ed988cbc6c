package runflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import runflow.client.ClientOptions;
import runflow.client.RunOptions;
import runflow.client.RunflowClient;

/** PostgreSQL goes away underneath a server under load and comes back. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class DatabaseRestartTest {
  private static final int BURST = 60;
  private static final Duration OUTAGE = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(90);

  @Test
  void theServerGoesOnWithoutARestart() throws Exception {
    Workshop workshop = Workshop.shared();
    try (var database = OwnPostgres.start(workshop);
        var receiver = Receiver.start(workshop.secret());
        var node = database.node()) {
      String baseUrl = node.start().baseUrl();
      try (var load = Load.start(new Load.Target(List.of(node), workshop.key(), receiver), 1)) {
        load.awaitMore(BURST);
        database.restart();
        load.awaitMore(BURST);
        database.stopAtOnce();
        node.survive(OUTAGE);
        database.restart();
        load.awaitMore(BURST);
        load.finish(LONGEST);

        assertThat(node.baseUrl()).contains(baseUrl);
        assertThat(load.refusals())
            .allMatch(Load.Refusal::isClear)
            .anyMatch(refusal -> refusal.body().contains("database does not answer"));
        var audit = new CrashAudit(database.sql(), receiver);
        audit.require("restart of the database", load.accepted());
        requireWaitsAreWoken(baseUrl, workshop.key());
      }
    }
  }

  /** Whoever waits for a run hears of its end at once, not from a look at the row now and then. */
  private static void requireWaitsAreWoken(String baseUrl, String key) {
    try (var client = new RunflowClient(ClientOptions.of(URI.create(baseUrl), key))) {
      var run =
          client.createRun(
              "google/veo3.1",
              Map.of("prompt", "A fox", "duration", "4s"),
              RunOptions.none().withMetadata(Map.of("sandbox", Map.of("instant", true))));
      assertThat(client.waitFor(run.id(), LONGEST, seen -> {}).succeeded()).isTrue();
    }
  }
}
