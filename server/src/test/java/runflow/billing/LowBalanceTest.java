package runflow.billing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.id.OrgId;
import runflow.id.RunId;
import runflow.money.Money;
import runflow.testing.Answer;
import runflow.testing.Refusal;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** Whoever wants to be told of a low balance is told once on each way down. */
class LowBalanceTest {
  private static final String BALANCE = "/v1/billing/balance";
  private static TestServer server;

  private final List<LowBalance.Notice> notices = new ArrayList<>();
  private final Account account = new Account(OrgId.create(), false);
  private final Ledger ledger;

  LowBalanceTest() {
    ledger = new Ledger(server.db(), (tx, notice) -> notices.add(notice), InstantSource.system());
  }

  @BeforeAll
  static void start() throws Exception {
    server = TestServer.start(TestServer.Options.standard().with("credit.test", "20"));
  }

  @AfterAll
  static void stop() throws Exception {
    server.close();
  }

  @BeforeEach
  void open() {
    server
        .db()
        .useTx(
            tx -> {
              tx.sql()
                  .execute(
                      "insert into organisation (id, name, created_at) values (?, 'o', now())",
                      account.org().value());
              ledger.open(tx, account);
              ledger.topUp(tx, account, Money.dollars("10"), Optional.empty());
              ledger.warnBelow(tx, account, threshold("5"));
            });
  }

  @Test
  void aFallIsToldOnceUntilTheBalanceHasRisen() {
    RunId first = RunId.create();
    post(Posting.reserve(account, first, Money.dollars("5")));
    assertThat(notices).as("5.00 is not less than the threshold").isEmpty();
    RunId second = RunId.create();
    post(Posting.reserve(account, second, Money.dollars("1")));
    assertThat(notices).hasSize(1);
    LowBalance.Notice notice = notices.getFirst();
    assertThat(notice.account()).isEqualTo(account);
    assertThat(notice.available()).isEqualTo(Money.dollars("4"));
    assertThat(notice.threshold()).isEqualTo(Money.dollars("5"));
    assertThat(ledger.state(account).notified()).hasValue(notice.at());

    post(Posting.settle(account, second, Money.dollars("1")));
    post(Posting.reserve(account, RunId.create(), Money.dollars("1")));
    assertThat(notices).hasSize(1);
    assertThat(ledger.state(account).notified()).hasValue(notice.at());

    post(Posting.release(account, first, Money.dollars("5")));
    assertThat(ledger.state(account).notified()).isEmpty();
    post(Posting.reserve(account, RunId.create(), Money.dollars("4")));
    assertThat(notices).hasSize(2);
  }

  @Test
  void aFallAndRiseInOneBatchIsNone() {
    RunId run = RunId.create();
    post(
        Posting.reserve(account, run, Money.dollars("9")),
        Posting.release(account, run, Money.dollars("9")));
    assertThat(notices).isEmpty();
  }

  @Test
  void aNoticeIsUndoneWithItsTransaction() {
    assertThat(
            catchThrowable(
                () ->
                    server
                        .db()
                        .useTx(
                            tx -> {
                              ledger.post(
                                  tx,
                                  List.of(
                                      Posting.reserve(
                                          account, RunId.create(), Money.dollars("9"))));
                              throw new IllegalStateException("undone");
                            })))
        .hasMessage("undone");
    assertThat(ledger.state(account).notified()).isEmpty();
  }

  @Test
  void aThresholdAboveTheBalanceIsToldAtOnceAndItsRemovalForgets() {
    warnBelow("10.000001");
    assertThat(notices).hasSize(1);
    warnBelow("11");
    assertThat(notices).as("still below, told before").hasSize(1);
    server
        .db()
        .useTx(
            tx -> ledger.warnBelow(tx, account, new Threshold(Optional.empty(), Optional.empty())));
    assertThat(ledger.state(account).notified()).isEmpty();
    assertThat(ledger.state(account).threshold()).isEmpty();
  }

  @Test
  void theThresholdIsSetOverHttp() throws Exception {
    JsonNode before = server.get(BALANCE).json();
    assertThat(before.path("low_balance_threshold").isNull()).isTrue();
    JsonNode set = patch("{\"low_balance_threshold\": \"2.50\"}").json();
    assertThat(set.path("low_balance_threshold").stringValue()).isEqualTo("2.50");
    assertThat(set.path("low_balance_notified_at").isNull()).isTrue();
    assertThat(Instant.parse(set.path("updated_at").stringValue()))
        .isAfterOrEqualTo(Instant.parse(before.path("updated_at").stringValue()));
    assertThat(server.get(BALANCE).json()).isEqualTo(set);

    JsonNode above = patch("{\"low_balance_threshold\": 1000}").json();
    assertThat(above.path("low_balance_notified_at").isString()).isTrue();
    Answer stale =
        patch("{\"low_balance_threshold\": 3, \"updated_at\": \"2026-01-01T00:00:00+00:00\"}");
    Refusal.of(stale, 409, "CONFLICT");
    Answer fresh =
        patch(
            "{\"low_balance_threshold\": null, \"updated_at\": \"%s\"}"
                .formatted(above.path("updated_at").stringValue()));
    assertThat(fresh.json().path("low_balance_threshold").isNull()).isTrue();

    JsonNode listed = server.get("/v1/credit-balances").json().path("items").path(0);
    assertThat(listed.path("balance_usd").stringValue()).isEqualTo("20.00");
    assertThat(listed.path("balance")).isEqualTo(fresh.json().path("balance"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"low_balance_threshold\": -1}",
        "{\"low_balance_threshold\": \"x\"}",
        "{\"low_balance_threshold\": true}",
        "{\"low_balance_threshold\": \"1000000001\"}",
        "{\"low_balance_threshold\": 1, \"updated_at\": \"yesterday\"}",
        "{\"low_balance_threshold\": 1, \"updated_at\": 7}",
      })
  void whatIsNoThresholdIsRefused(String body) throws Exception {
    Refusal.of(patch(body), 422, "VALIDATION_FAILED");
  }

  private static Answer patch(String body) throws Exception {
    return server.send("PATCH", BALANCE, server.testKey(), body, Map.of());
  }

  private static Threshold threshold(String amount) {
    return new Threshold(Optional.of(Money.dollars(amount)), Optional.empty());
  }

  private void warnBelow(String amount) {
    server.db().useTx(tx -> ledger.warnBelow(tx, account, threshold(amount)));
  }

  private void post(Posting... postings) {
    server.db().useTx(tx -> ledger.post(tx, List.of(postings)));
  }
}
