package runflow.usage;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import runflow.billing.Account;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.Shown;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;

/** What a month cost, over HTTP. */
public final class InvoiceRoutes {
  private static final Pattern MONTH = Pattern.compile("[1-9]\\d{3}-\\d{2}");

  /** A transaction that began in the old month is over by then. */
  private static final Duration LAST_ENTRIES = Duration.ofMinutes(5);

  private final InvoiceStore store;
  private final InstantSource clock;

  public InvoiceRoutes(Db db, InstantSource clock) {
    this.store = new InvoiceStore(db);
    this.clock = clock;
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/billing/invoices/{month}", Access.with(Scope.BILLING_READ), this::read));
  }

  private Reply read(Call call) {
    Format format = Format.of(call);
    Instant now = clock.instant();
    YearMonth present = YearMonth.from(now.atOffset(ZoneOffset.UTC));
    YearMonth month =
        month(call.part("month"))
            .filter(wanted -> !wanted.isAfter(present))
            .orElseThrow(() -> none(call.part("month"), present));
    Instant end = InvoiceStore.start(month.plusMonths(1)).toInstant();
    var account = new Account(call.caller().org(), call.caller().livemode());
    Invoice invoice = store.invoice(account, month, now.isAfter(end.plus(LAST_ENTRIES)));
    return switch (format) {
      case JSON -> Reply.json(200, invoice.view()).with("Vary", "Accept");
      case CSV -> invoice.table();
    };
  }

  private static Optional<YearMonth> month(String text) {
    try {
      return MONTH.matcher(text).matches() ? Optional.of(YearMonth.parse(text)) : Optional.empty();
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static ApiException none(String id, YearMonth present) {
    return new ApiException(
        ErrorCode.NOT_FOUND,
        "there is no invoice `%s`: invoices are named by their month, %s at the latest"
            .formatted(Shown.of(id, 64), present));
  }
}
