package runflow.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** What a key may spend in a period; every run here costs 3.20. */
class SpendingCapTest {
  private static final String RUNS = "/v1/models/google/veo3.1/runs";
  private static final String BODY =
      """
      {"input": {"prompt": "x", "duration": "8s", "generate_audio": true},
       "metadata": {"sandbox": {"delay_ms": 3600000}}}
      """;
  private static final AtomicReference<Instant> NOW =
      new AtomicReference<>(Instant.parse("2030-06-15T12:00:00Z"));

  @AutoClose private static Admin admin;
  private static TestServer server;
  private static String org = "";

  @BeforeAll
  static void start() throws Exception {
    admin = Admin.start(NOW::get);
    server = admin.server();
    org = admin.organisation("Capped");
  }

  @Test
  void aRunBeyondTheCapIsRefusedWithWhatIsLeft() throws Exception {
    String key = capped("7.00", "month").path("plain_key").stringValue();
    assertThat(create(key).status()).isEqualTo(201);
    assertThat(create(key).status()).isEqualTo(201);
    for (String path : List.of(RUNS, RUNS + "?dry_run=true")) {
      Answer refused = server.send("POST", path, key, BODY, Map.of());
      assertThat(Refusal.of(refused, 402, "INSUFFICIENT_CREDIT").message())
          .contains("$3.20", "$7.00 a month", "$0.60 left");
    }
    assertThat(spent(key)).isEqualTo("6.40");
    assertThat(create(server.testKey()).status()).isEqualTo(201);
  }

  @Test
  void aRunThatIsNotBilledGivesItsPriceBack() throws Exception {
    for (String period : List.of("day", "month", "total")) {
      String key = capped("3.20", period).path("plain_key").stringValue();
      Answer tried = server.send("POST", RUNS + "?dry_run=true", key, BODY, Map.of());
      assertThat(tried.status()).as("exactly the cap").isEqualTo(200);
      String run = create(key).json().path("id").stringValue();
      Refusal.of(create(key), 402, "INSUFFICIENT_CREDIT");
      assertThat(
              server
                  .send("POST", "/v1/runs/" + run + "/cancellation", key, null, Map.of())
                  .status())
          .isEqualTo(201);
      assertThat(spent(key)).as(period).isEqualTo("0.00");
      assertThat(create(key).status()).isEqualTo(201);
    }
  }

  @Test
  void theCountBeginsAgainWithThePeriod() throws Exception {
    String day = capped("3.20", "day").path("plain_key").stringValue();
    String total = capped("3.20", "total").path("plain_key").stringValue();
    assertThat(create(day).status()).isEqualTo(201);
    assertThat(create(total).status()).isEqualTo(201);
    Instant before = NOW.getAndSet(Instant.parse("2030-06-16T00:00:00Z"));
    try {
      assertThat(create(day).status()).isEqualTo(201);
      Refusal.of(create(total), 402, "INSUFFICIENT_CREDIT");
    } finally {
      NOW.set(before);
    }
  }

  @Test
  void aRotationDoesNotRenewTheCap() throws Exception {
    JsonNode old = capped("6.40", "total");
    assertThat(create(old.path("plain_key").stringValue()).status()).isEqualTo(201);
    JsonNode fresh = admin.rotate(old.path("id").stringValue(), null).json();
    assertThat(create(fresh.path("plain_key").stringValue()).status()).isEqualTo(201);
    Refusal.of(create(fresh.path("plain_key").stringValue()), 402, "INSUFFICIENT_CREDIT");
    Refusal.of(create(old.path("plain_key").stringValue()), 402, "INSUFFICIENT_CREDIT");
  }

  @Test
  void concurrentRunsNeverSpendMoreThanTheCap() throws Exception {
    String key = capped("16.00", "day").path("plain_key").stringValue();
    List<Callable<Integer>> creations = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      creations.add(() -> create(key).status());
    }
    List<Integer> statuses = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Integer> answer : threads.invokeAll(creations)) {
        statuses.add(answer.get());
      }
    }
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
    assertThat(statuses).filteredOn(status -> status == 402).hasSize(19);
    assertThat(spent(key)).isEqualTo("16.00");
  }

  @Test
  void aKeyWithoutACapIsNotCounted() throws Exception {
    String key = admin.plainKey(org, "test", "");
    String line =
        server.send("GET", "/v1/auth/me", key, null, Map.of()).json().path("id").stringValue();
    assertThat(create(key).status()).isEqualTo(201);
    int counts =
        server
            .db()
            .query(
                sql ->
                    sql.createQuery("select count(*) from key_spending where line = :line::uuid")
                        .bind("line", line)
                        .mapTo(Integer.class)
                        .one());
    assertThat(counts).isZero();
  }

  private static JsonNode capped(String amount, String period) throws Exception {
    return admin.key(
        org,
        "test",
        ",\"spending_cap\":{\"amount\":\"%s\",\"period\":\"%s\"}".formatted(amount, period));
  }

  private static Answer create(String key) throws Exception {
    return server.send("POST", RUNS, key, BODY, Map.of());
  }

  private static String spent(String key) throws Exception {
    return server
        .send("GET", "/v1/auth/me", key, null, Map.of())
        .json()
        .at("/spending_cap/spent")
        .stringValue();
  }
}
