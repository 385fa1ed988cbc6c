package runflow.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.money.Money;
import runflow.testing.Answer;
import runflow.testing.Audit;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

class LedgerTest {
  private static final String MODEL = "google/veo3.1";
  private static final String FOUR_SECONDS =
      "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}, \"metadata\": {\"sandbox\": {\"delay_ms\": 600000}}}";

  private static final ScriptedProvider VERTEX = ScriptedProvider.named("vertex");
  private static TestServer server;

  @BeforeAll
  static void start() throws Exception {
    server =
        TestServer.start(
            TestServer.Options.standard().with("credit.test", "8").live("vertex", VERTEX));
  }

  @AfterAll
  static void stop() throws Exception {
    Audit.requireSound(server.db());
    server.close();
  }

  @Test
  void moneyIsReservedAtTheCreationAndReleasedByTheCancellation() throws Exception {
    String run = server.begin(server.testKey(), MODEL, FOUR_SECONDS);
    JsonNode open = balance(server.testKey());
    assertThat(open.path("available").stringValue()).isEqualTo("6.40");
    assertThat(open.path("reserved").stringValue()).isEqualTo("1.60");
    assertThat(open.path("balance").stringValue()).isEqualTo("8.00");
    assertThat(open.path("balance_cents").longValue()).isEqualTo(800);

    server.post("/v1/runs/" + run + "/cancellation", null);
    assertThat(balance(server.testKey()).path("available").stringValue()).isEqualTo("8.00");
    List<String> entries =
        server
            .get("/v1/billing/transactions?limit=2")
            .json()
            .path("items")
            .valueStream()
            .map(e -> e.path("kind").stringValue() + " " + e.path("amount").stringValue())
            .toList();
    assertThat(entries).containsExactly("release 1.60", "reserve -1.60");
  }

  @Test
  void twentyRunsAtOnceNeverOverdrawTheAccount() throws Exception {
    var start = new CountDownLatch(1);
    List<Answer> answers = new ArrayList<>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Answer>> futures = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        futures.add(
            threads.submit(
                () -> {
                  start.await();
                  return server.create(MODEL, FOUR_SECONDS);
                }));
      }
      start.countDown();
      for (Future<Answer> future : futures) {
        answers.add(future.get());
      }
    }

    List<Answer> accepted = answers.stream().filter(a -> a.status() == 201).toList();
    assertThat(accepted).as("8.00 pays for five runs of 1.60").hasSize(5);
    assertThat(answers.stream().filter(a -> a.status() == 402)).hasSize(15);
    assertThat(balance(server.testKey()).path("available").stringValue()).isEqualTo("0.00");
    for (Answer run : accepted) {
      String path = "/v1/runs/" + run.json().path("id").stringValue() + "/cancellation";
      assertThat(server.post(path, null).status()).isEqualTo(201);
    }
    assertThat(balance(server.testKey()).path("available").stringValue()).isEqualTo("8.00");
  }

  @Test
  void aRunThatCostsMoreThanThereIsSaysBothAmounts() throws Exception {
    Answer answer =
        server.create(
            MODEL,
            "{\"input\": {\"prompt\": \"x\", \"duration\": \"8s\", \"resolution\": \"4k\"}, "
                + "\"metadata\": {\"sandbox\": {\"delay_ms\": 600000}}}");
    // 8 s of 4k with audio cost 4.80; twice that is more than 8.00.
    assertThat(answer.status()).isEqualTo(201);
    Answer refused =
        server.create(MODEL, "{\"input\": {\"prompt\": \"x\", \"resolution\": \"4k\"}}");

    assertThat(refused.status()).isEqualTo(402);
    assertThat(refused.json().path("code").stringValue()).isEqualTo("INSUFFICIENT_CREDIT");
    assertThat(refused.json().path("message").stringValue()).contains("$4.80", "$3.20");
    server.post("/v1/runs/" + answer.json().path("id").stringValue() + "/cancellation", null);
  }

  @Test
  void liveMoneyAndPlayMoneyDoNotMix() throws Exception {
    Answer withoutMoney =
        server.send(
            "POST",
            "/v1/models/" + MODEL + "/runs",
            server.liveKey(),
            "{\"input\": {\"prompt\": \"x\"}}",
            Map.of());
    assertThat(withoutMoney.status()).isEqualTo(402);
    server.addLiveCredit("5.000001");

    assertThat(balance(server.liveKey()).path("available").stringValue()).isEqualTo("5.000001");
    assertThat(balance(server.liveKey()).path("livemode").booleanValue()).isTrue();
    assertThat(balance(server.testKey()).path("available").stringValue()).isEqualTo("8.00");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "{\"amount\": \"0\"}",
        "{\"amount\": \"-1\"}",
        "{\"amount\": \"0.0000001\"}",
        "{\"amount\": \"NaN\"}",
        "{\"amount\": \"1e400\"}",
        "{\"amount\": \"9223372036854\"}",
        "{\"amount\": \"1\", \"livemode\": \"true\"}",
        "{\"amount\": \"1\", \"note\": 7}",
        "{\"amount\": \"1\", \"note\": \"\\u0000\"}"
      })
  void aCreditThatIsNotMeantSoIsRefused(String body) throws Exception {
    long before = entries();
    Answer answer = server.send("POST", "/v1/admin/credits", server.serviceKey(), body, Map.of());

    assertThat(answer.status()).as(answer.text()).isEqualTo(422);
    assertThat(entries()).isEqualTo(before);
  }

  @Test
  void theDatabaseRefusesToCloseAReservationTwice() throws Exception {
    String run = server.begin(server.testKey(), MODEL, FOUR_SECONDS);
    server.post("/v1/runs/" + run + "/cancellation", null);
    var ledger = new Ledger(server.db(), (tx, notice) -> {}, java.time.InstantSource.system());
    var id = runflow.id.RunId.parse(run).orElseThrow();
    Account account =
        new Account(
            runflow.id.OrgId.parse(balance(server.testKey()).path("org_id").stringValue())
                .orElseThrow(),
            false);

    Money price = Money.dollars("1.60");
    assertThatThrownBy(() -> post(ledger, Posting.release(account, id, price)))
        .hasMessageContaining("balance_reserved_check");
    assertThatThrownBy(() -> post(ledger, Posting.reserve(account, id, price)))
        .hasMessageContaining("ledger_entry_reserved_once");
    assertThat(ledger.balance(account).reserved()).isEqualTo(Money.ZERO);
  }

  private static void post(Ledger ledger, Posting posting) {
    server.db().useTx(tx -> ledger.post(tx, List.of(posting)));
  }

  @Test
  void transactionsComeInPages() throws Exception {
    server.post(
        "/v1/runs/" + server.begin(server.testKey(), MODEL, FOUR_SECONDS) + "/cancellation", null);
    JsonNode first = server.get("/v1/billing/transactions?limit=1").json();
    JsonNode second =
        server
            .get("/v1/billing/transactions?limit=1&pq=" + first.path("next_pq").stringValue())
            .json();

    assertThat(first.path("items").path(0).path("kind").stringValue()).isEqualTo("release");
    assertThat(second.path("items").path(0).path("kind").stringValue()).isEqualTo("reserve");
    for (String query : List.of("limit=0", "limit=501", "limit=x", "pq=x")) {
      assertThat(server.get("/v1/billing/transactions?" + query).status()).as(query).isEqualTo(400);
    }
  }

  private static long entries() {
    return server
        .db()
        .query(sql -> sql.createQuery("select count(*) from ledger_entry").mapTo(Long.class).one());
  }

  private static JsonNode balance(String key) throws Exception {
    return server.send("GET", "/v1/billing/balance", key, null, Map.of()).json();
  }
}
