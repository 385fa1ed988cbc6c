package runflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** PostgreSQL goes away underneath a server under load and comes back. */
@Timeout(600)
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
        requireWaitsEnd(baseUrl, workshop);
      }
    }
  }

  /** A request that waits for its run hears of the end. */
  private static void requireWaitsEnd(String baseUrl, Workshop workshop) throws Exception {
    var request =
        HttpRequest.newBuilder(URI.create(baseUrl + "/v1/models/google/veo3.1/runs"))
            .timeout(LONGEST)
            .header("Authorization", "Bearer " + workshop.key())
            .header("Content-Type", "application/json")
            .header("Prefer", "wait=30")
            .POST(HttpRequest.BodyPublishers.ofString(Order.once("waits").body()))
            .build();
    try (var http = HttpClient.newHttpClient()) {
      var answer = http.send(request, HttpResponse.BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }
  }
}
