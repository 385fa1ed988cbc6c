package runflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import runflow.client.Balance;
import runflow.client.ClientOptions;
import runflow.client.Run;
import runflow.client.RunflowClient;
import runflow.fake.FakeFal;
import runflow.fake.FakeProvider;
import runflow.fake.Fault;
import runflow.fake.Where;
import tools.jackson.databind.json.JsonMapper;

/**
 * The real program is killed while a real provider's job is under way: there is one job, and it is
 * billed once or not at all.
 */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class ProviderCrashTest {
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final int NOT_SOON = 1_000_000;
  private static final BigDecimal CREDIT = new BigDecimal("25.00");
  private static final BigDecimal PRICE = new BigDecimal("1.60");
  private static final String LEDGER =
      "select kind from ledger_entry where run_id = ?::uuid order by created_at, id";

  @Test
  void aKilledServerGoesOnWithTheJobThatItHad() throws Exception {
    Path data = Workshop.shared().freshData();
    try (FakeFal fal = FakeFal.start();
        Node node = node(data, fal)) {
      fal.pollsUntilDone(NOT_SOON);
      String run = create(node.start().baseUrl(), data);
      fal.awaitRequests(Where.POLL, 1);
      node.kill();

      // The one poll that may have been on its way does not count.
      int polls = fal.requests(Where.POLL).size() + 1;
      String baseUrl = node.start().baseUrl();
      fal.awaitRequests(Where.POLL, polls + 1);
      fal.pollsUntilDone(1);

      try (RunflowClient client = caller(baseUrl, data)) {
        Run done = client.waitFor(run, LONGEST, seen -> {});
        assertThat(done.succeeded()).as("%s", done).isTrue();
        assertThat(done.provider()).contains("fal");
        assertThat(done.cost().orElseThrow()).isEqualByComparingTo(PRICE);
        Path video = data.resolveSibling(data.getFileName() + ".mp4");
        client.download(done.output().orElseThrow().outputs().getFirst(), video);
        assertThat(video).hasBinaryContent(FakeProvider.video(true));
        requireBalance(client.balance(), CREDIT.subtract(PRICE));
      }
      assertThat(entries(node, run)).containsExactly("reserve", "settle");
      assertThat(fal.jobs()).isEqualTo(1);
      assertThat(fal.requests(Where.SUBMIT)).hasSize(1);
      assertThat(fal.refusals()).isEmpty();
    }
  }

  @Test
  void aSubmissionWhoseAnswerDiedWithTheServerIsNotSentAgain() throws Exception {
    Path data = Workshop.shared().freshData();
    try (FakeFal fal = FakeFal.start();
        Node node = node(data, fal)) {
      fal.fault(Where.SUBMIT, Fault.SLOW);
      String run = create(node.start().baseUrl(), data);
      fal.awaitRequests(Where.SUBMIT, 1);
      node.kill();
      fal.fault(Where.SUBMIT, Fault.NONE);

      try (RunflowClient client = caller(node.start().baseUrl(), data)) {
        Run done = client.waitFor(run, LONGEST, seen -> {});
        assertThat(done.statusCode()).isEqualTo("failed");
        assertThat(done.failureCode()).contains("PROVIDER_LOST");
        assertThat(done.cost().orElseThrow()).isZero();
        requireBalance(client.balance(), CREDIT);
      }
      assertThat(entries(node, run)).containsExactly("reserve", "release");
      assertThat(fal.requests(Where.SUBMIT)).hasSize(1);
      assertThat(fal.jobs()).isLessThanOrEqualTo(1);
    }
  }

  private static Node node(Path data, FakeFal fal) {
    return new Node(
        Workshop.shared().program(),
        Program.Place.in(data),
        Map.of(
            "RUNFLOW_PROVIDERS_FAL_KEY", fal.key(),
            "RUNFLOW_PROVIDERS_FAL_BASE_URL", fal.baseUrl(),
            "RUNFLOW_PROVIDERS_POLL_AFTER", "200ms"));
  }

  /** Adds live credit and starts a live run of four seconds. */
  private static String create(String baseUrl, Path data) throws IOException {
    String service = Files.readString(data.resolve("service.key")).strip();
    try (var operator = client(baseUrl, service);
        RunflowClient client = caller(baseUrl, data)) {
      operator.addCredit(true, CREDIT, Optional.empty());
      Run run = client.createRun("google/veo3.1", Map.of("prompt", "A fox", "duration", "4s"));
      assertThat(run.livemode()).isTrue();
      return run.id();
    }
  }

  private static RunflowClient caller(String baseUrl, Path data) throws IOException {
    String credentials = Files.readString(data.resolve("credentials.json"));
    return client(baseUrl, new JsonMapper().readTree(credentials).path("live_key").asString());
  }

  private static RunflowClient client(String baseUrl, String key) {
    return new RunflowClient(ClientOptions.of(URI.create(baseUrl), key));
  }

  private static void requireBalance(Balance balance, BigDecimal dollars) {
    assertThat(balance.reserved()).isZero();
    assertThat(balance.available()).isEqualByComparingTo(dollars);
    assertThat(balance.balance()).isEqualByComparingTo(dollars);
  }

  private static List<Object> entries(Node node, String run) throws Exception {
    return node.sql().rows(LEDGER, run).stream().map(row -> row.get("kind")).toList();
  }
}
