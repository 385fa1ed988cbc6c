package runflow.console;

import java.math.BigDecimal;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Csv;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import runflow.page.Pages;
import runflow.page.Section;

/** What was used and what it cost, with the ledger. */
final class UsagePages {
  private static final String PATH = "/usage";
  private static final int SHOWN = 25;
  private static final int PAGE = 500;
  private static final int MOST_SAVED = 10_000;

  private final Door door;
  private final Pages pages;
  private final InstantSource clock;

  UsagePages(Door door, Pages pages, InstantSource clock) {
    this.door = door;
    this.pages = pages;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        door.page(PATH, visit -> show(visit, FormValues.NONE)),
        door.page(PATH + "/usage.csv", this::usageTable),
        door.page(PATH + "/transactions.csv", this::transactionTable),
        door.page(PATH + "/invoices/{month}", UsagePages::invoiceTable),
        door.form(PATH + "/threshold", this::setThreshold));
  }

  private Reply show(Visit visit, FormValues form) throws Exception {
    if (visit.session().worker().isEmpty()) {
      return pages.page(
          "needs.jte",
          visit.frame("Usage", Section.USAGE),
          Map.of("title", "Usage", "text", Missing.WORKER.text()));
    }
    UsagePeriod period = period(visit);
    UsageReport report = report(visit, period);
    TransactionPage transactions =
        visit.get(
            transactions(period, SHOWN, visit.call().query("pq"), visit.call().flag("from_prev")),
            TransactionPage.class);
    Map<String, Object> content = new HashMap<>();
    content.put("period", period);
    content.put("report", report);
    content.put(
        "charts",
        List.of(
            UsageChart.of(report, UsageChart.Measure.SPEND),
            UsageChart.of(report, UsageChart.Measure.RUNS)));
    content.put("balance", visit.get("/v1/billing/balance", BalanceView.class));
    content.put("transactions", transactions);
    content.put("form", form);
    return pages.page(
        form.problem().isEmpty() ? 200 : 422,
        "usage/usage.jte",
        visit.frame("Usage", Section.USAGE),
        content);
  }

  private Reply setThreshold(Visit visit) throws Exception {
    Optional<String> amount = visit.field("threshold");
    try {
      visit.send(
          "PATCH",
          "/v1/billing/balance",
          Json.object().put("low_balance_threshold", amount.orElse(null)));
    } catch (ApiException e) {
      return show(visit, FormValues.refused(visit, e));
    }
    return Door.seeOther(PATH + "?" + period(visit).query());
  }

  private Reply usageTable(Visit visit) throws Exception {
    return visit.pass("/v1/usage?group_by=day,model&format=csv&" + period(visit).range());
  }

  private static Reply invoiceTable(Visit visit) throws Exception {
    return visit.pass(
        "/v1/billing/invoices/" + Targets.part(visit.call().part("month")) + "?format=csv");
  }

  /** The API answers transactions in pages, which are put together here. */
  private Reply transactionTable(Visit visit) throws Exception {
    UsagePeriod period = period(visit);
    var table =
        new Csv(
            "created_at",
            "id",
            "kind",
            "amount",
            "cost",
            "available_after",
            "balance_after",
            "run_id",
            "note");
    Optional<String> next = Optional.empty();
    int lines = 0;
    do {
      TransactionPage page =
          visit.get(transactions(period, PAGE, next, false), TransactionPage.class);
      page.items().forEach(entry -> add(table, entry));
      lines += page.items().size();
      next = page.nextPq();
    } while (next.isPresent() && lines < MOST_SAVED);
    if (next.isPresent()) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          "there are more than %,d transactions from %s to %s: choose a shorter period"
              .formatted(MOST_SAVED, period.from(), period.to()));
    }
    return table.reply("transactions-%s-%s.csv".formatted(period.from(), period.to()));
  }

  private static void add(Csv table, TransactionPage.Entry entry) {
    table.line(
        entry.createdAt(),
        entry.id(),
        entry.kind(),
        entry.amount(),
        entry.cost().map(BigDecimal::toPlainString).orElse(""),
        entry.availableAfter(),
        entry.balanceAfter(),
        entry.runId().orElse(""),
        entry.note().orElse(""));
  }

  private static UsageReport report(Visit visit, UsagePeriod period) throws Exception {
    return visit.get("/v1/usage?group_by=day,model&" + period.range(), UsageReport.class);
  }

  private static String transactions(
      UsagePeriod period, int limit, Optional<String> cursor, boolean backwards) {
    String within =
        "created_at>=%s AND created_at<%s".formatted(period.from(), period.to().plusDays(1));
    return "/v1/billing/transactions?limit=%d&q=%s%s"
        .formatted(
            limit,
            Targets.part(within),
            cursor
                .map(pq -> "&pq=" + Targets.part(pq) + (backwards ? "&from_prev=true" : ""))
                .orElse(""));
  }

  private UsagePeriod period(Visit visit) {
    return UsagePeriod.read(visit.call(), LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC));
  }
}
