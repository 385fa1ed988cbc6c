package runflow.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.money.Money;
import runflow.testing.Audit;
import runflow.testing.Refusal;
import runflow.testing.ScriptedProvider;
import runflow.testing.TestServer;
import tools.jackson.databind.JsonNode;

/** An invoice is worth no more than its sums: they are held against the ledger. */
class InvoiceTest {
  private static final int STEPS = 60;
  private static final List<String> MODELS = List.of("google/veo3.1", "google/veo3.1/lite");

  private static final String OF_LEDGER =
      """
      select to_char(created_at at time zone 'UTC', 'YYYY-MM') || ' '
        || coalesce(sum(billed), 0) || ' '
        || coalesce(sum(amount) filter (where kind = 'topup'), 0)
      from ledger_entry where not livemode group by to_char(created_at at time zone 'UTC', 'YYYY-MM')
      """;

  /** Two steps for the days, so that no day meets another one that has not moved yet. */
  private static final List<String> AGE =
      List.of(
          "update ledger_entry set created_at = created_at - make_interval(days => :days)",
          "update balance set updated_at = updated_at - make_interval(days => :days)",
          "update usage_day set day = day - :days - 100000",
          "update usage_day set day = day + 100000 + 0 * :days");

  @Test
  void everyMonthAddsUpToTheLedger() throws Exception {
    try (var server = TestServer.start(TestServer.Options.standard().with("credit.test", "1000"))) {
      server.keepClip("1280x720-4s-sound");
      LocalDate first = LocalDate.now(ZoneOffset.UTC);
      var random = new Random(20261122);
      List<String> open = new ArrayList<>();
      for (int i = 0; i < STEPS; i++) {
        step(server, random, open);
        int days = random.nextInt(4);
        first = first.minusDays(days);
        age(server, days);
      }
      Audit.requireSound(server.db());

      Money balance = Money.dollars("0");
      List<String> told = new ArrayList<>();
      for (YearMonth month = YearMonth.from(first);
          !month.isAfter(month());
          month = month.plusMonths(1)) {
        JsonNode invoice = server.get("/v1/billing/invoices/" + month).json();
        assertThat(money(invoice, "opening_balance")).as("%s", month).isEqualTo(balance);
        balance = requireAddsUp(invoice);
        assertThat(invoice.path("status_code").stringValue())
            .isEqualTo(month.isBefore(month()) ? "final" : "open");
        requireTableAddsUp(server, month);
        told.add(
            "%s %d %d"
                .formatted(
                    month, money(invoice, "charges").micros(), money(invoice, "topups").micros()));
      }
      assertThat(told).hasSizeGreaterThan(2);
      List<String> booked =
          server.db().query(sql -> sql.createQuery(OF_LEDGER).mapTo(String.class).list());
      assertThat(told).containsExactlyInAnyOrderElementsOf(booked);
      assertThat(server.get("/v1/billing/balance").json().path("balance").stringValue())
          .isEqualTo(balance.decimal());
      requireRunningBalance(server);
      requireSameAsUsage(server, first);
    }
  }

  /** Moves everything that was booked into the past, as if so many days had gone by. */
  private static void age(TestServer server, int days) {
    server
        .db()
        .useTx(
            tx ->
                AGE.forEach(
                    statement -> tx.sql().createUpdate(statement).bind("days", days).execute()));
  }

  private static void step(TestServer server, Random random, List<String> open) throws Exception {
    String key = server.testKey();
    String model = MODELS.get(random.nextInt(MODELS.size()));
    switch (random.nextInt(6)) {
      case 0, 1, 2 -> Ordered.succeeded(server, key, model);
      case 3 -> Ordered.failed(server, key, model);
      case 4 -> open.add(Ordered.open(server, key, model));
      default -> {
        credit(server, "%d.%06d".formatted(random.nextInt(9), 1 + random.nextInt(999_999)));
        if (!open.isEmpty()) {
          server.post("/v1/runs/" + open.removeFirst() + "/cancellation", null);
        }
      }
    }
  }

  /** Returns the closing balance. */
  private static Money requireAddsUp(JsonNode invoice) {
    Money charges = Money.ZERO;
    for (JsonNode line : invoice.path("lines")) {
      Money amount = money(line, "amount");
      assertThat(money(line, "unit_price").times(line.path("quantity").longValue()))
          .isEqualTo(amount);
      charges = charges.plus(amount);
    }
    assertThat(money(invoice, "charges")).isEqualTo(charges);
    Money closing =
        money(invoice, "opening_balance")
            .plus(money(invoice, "topups"))
            .plus(money(invoice, "adjustments"))
            .minus(charges);
    assertThat(money(invoice, "closing_balance")).isEqualTo(closing);
    return closing;
  }

  private static void requireTableAddsUp(TestServer server, YearMonth month) throws Exception {
    String csv = server.get("/v1/billing/invoices/" + month + "?format=csv").text();
    List<String> rows = List.of(csv.split("\r\n"));
    Money sum = Money.ZERO;
    for (String row : rows.subList(1, rows.size() - 1)) {
      sum = sum.plus(Money.dollars(row.substring(row.lastIndexOf(',') + 1)));
    }
    assertThat(rows.getLast()).isEqualTo("closing_balance,,,,," + sum.decimal());
  }

  /** Read from the oldest, each entry's balances follow from those of the one before. */
  private static void requireRunningBalance(TestServer server) throws Exception {
    Money available = Money.ZERO;
    Money balance = Money.ZERO;
    List<JsonNode> entries =
        server
            .get("/v1/billing/transactions?limit=500&sort_by=created_at:asc")
            .json()
            .path("items")
            .valueStream()
            .toList();
    assertThat(entries).hasSizeGreaterThan(STEPS);
    for (JsonNode entry : entries) {
      boolean fromOutside = List.of("topup", "adjust").contains(entry.path("kind").stringValue());
      available = available.plus(money(entry, "amount"));
      balance = fromOutside ? balance.plus(money(entry, "amount")) : balance;
      balance = entry.path("cost").isNull() ? balance : balance.minus(money(entry, "cost"));
      assertThat(money(entry, "available_after")).as("%s", entry).isEqualTo(available);
      assertThat(money(entry, "balance_after")).as("%s", entry).isEqualTo(balance);
    }
  }

  private static void requireSameAsUsage(TestServer server, LocalDate first) throws Exception {
    JsonNode usage = server.get("/v1/usage?group_by=day,model&from=" + first).json();
    List<String> counted =
        server
            .db()
            .query(
                sql ->
                    sql.createQuery(
                            """
                            select count(*) filter (where state = 'succeeded') || ' '
                              || count(*) filter (where state = 'failed') || ' '
                              || count(*) filter (where state = 'canceled') || ' ' || sum(billed)
                            from run where completed_at is not null
                            """)
                        .mapTo(String.class)
                        .list());
    JsonNode totals = usage.path("totals");
    assertThat(counted)
        .containsExactly(
            "%d %d %d %d"
                .formatted(
                    totals.path("succeeded").longValue(),
                    totals.path("failed").longValue(),
                    totals.path("canceled").longValue(),
                    money(totals, "billed").micros()));
  }

  @Test
  void aChangedPriceIsForRunsToComeOnly(@TempDir Path folder) throws Exception {
    ScriptedProvider vertex = ScriptedProvider.named("vertex");
    var standard = TestServer.Options.standard().live("vertex", vertex);
    try (var server = TestServer.start(standard)) {
      server.addLiveCredit("1");
      String old = open(server);
      vertex.awaitSubmission();
      Path shipped = Path.of("src/main/resources/catalog/google-veo3.1-lite.yaml");
      String dearer = Files.readString(shipped).replace("0.05", "0.07");
      Files.writeString(folder.resolve("lite.yaml"), dearer);
      server.stop();
      server.startAgain(standard.with("catalog.directory", folder.toString()));

      vertex.onPoll(ScriptedProvider.video("a film"));
      assertThat(server.end(old).path("cost").stringValue()).isEqualTo("0.20");
      String fresh = open(server);
      vertex.onPoll(ScriptedProvider.video("a film"));
      assertThat(server.end(fresh).path("cost").stringValue()).isEqualTo("0.28");
      JsonNode invoice =
          server
              .send("GET", "/v1/billing/invoices/" + month(), server.liveKey(), null, Map.of())
              .json();
      requireAddsUp(invoice);
      assertThat(
              invoice
                  .path("lines")
                  .valueStream()
                  .map(
                      line ->
                          line.path("unit_price").stringValue()
                              + " "
                              + line.path("amount").stringValue()))
          .containsExactly("0.05 0.20", "0.07 0.28");
    }
  }

  private static String open(TestServer server) throws Exception {
    return server.begin(
        server.liveKey(),
        "google/veo3.1/lite",
        "{\"input\": {\"prompt\": \"x\", \"duration\": \"4s\"}}");
  }

  @Test
  void onlyMonthsThatHaveBegunHaveAnInvoice() throws Exception {
    try (var server = TestServer.start()) {
      JsonNode invoice = server.get("/v1/billing/invoices/" + month()).json();
      assertThat(invoice.path("topups").stringValue()).isEqualTo("10000.00");
      assertThat(invoice.path("org_name").stringValue()).isNotEmpty();
      JsonNode before = server.get("/v1/billing/invoices/2020-02").json();
      assertThat(before.path("to").stringValue()).isEqualTo("2020-02-29");
      assertThat(before.path("closing_balance").stringValue()).isEqualTo("0.00");
      JsonNode live =
          server
              .send("GET", "/v1/billing/invoices/" + month(), server.liveKey(), null, Map.of())
              .json();
      assertThat(live.path("livemode").booleanValue()).isTrue();
      assertThat(live.path("topups").stringValue()).isEqualTo("0.00");
      for (String id : List.of(month().plusMonths(1).toString(), "2026-13", "2026", "x")) {
        Refusal.of(server.get("/v1/billing/invoices/" + id), 404, "NOT_FOUND");
      }
    }
  }

  private static void credit(TestServer server, String amount) throws Exception {
    server.send(
        "POST",
        "/v1/admin/credits",
        server.serviceKey(),
        "{\"amount\": \"%s\"}".formatted(amount),
        Map.of());
  }

  private static YearMonth month() {
    return YearMonth.now(ZoneOffset.UTC);
  }

  private static Money money(JsonNode node, String field) {
    return Money.dollars(node.path(field).stringValue());
  }
}
