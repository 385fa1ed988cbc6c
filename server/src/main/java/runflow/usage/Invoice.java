package runflow.usage;

import java.time.YearMonth;
import java.util.List;
import runflow.billing.Account;
import runflow.http.Csv;
import runflow.http.Reply;
import runflow.json.Json;
import runflow.money.Money;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an account paid in and was charged in a month (UTC): {@code opening} and everything that was
 * paid in, less the charges, is {@code closing}.
 *
 * @param closed whether nothing can be added any more
 */
record Invoice(
    Account account, String holder, YearMonth month, boolean closed, Sums sums, List<Line> lines) {
  /** Amounts of the whole month. */
  record Sums(Money opening, Money topups, Money adjustments, Money closing) {}

  /**
   * What was charged for a model at one price.
   *
   * @param amount {@code unitPrice} times {@code quantity}
   */
  record Line(String model, String unit, Money unitPrice, long quantity, Money amount) {}

  private Money charges() {
    return lines.stream().map(Line::amount).reduce(Money.ZERO, Money::plus);
  }

  ObjectNode view() {
    ObjectNode view =
        Json.object()
            .put("id", month.toString())
            .put("org_id", account.org().toString())
            .put("org_name", holder)
            .put("livemode", account.livemode())
            .put("status_code", closed ? "final" : "open")
            .put("from", month.atDay(1).toString())
            .put("to", month.atEndOfMonth().toString())
            .put("time_zone", "UTC")
            .put("currency", "USD")
            .put("opening_balance", sums.opening().decimal())
            .put("topups", sums.topups().decimal())
            .put("adjustments", sums.adjustments().decimal())
            .put("charges", charges().decimal())
            .put("closing_balance", sums.closing().decimal());
    var items = view.putArray("lines");
    for (Line line : lines) {
      items
          .addObject()
          .put("model", line.model())
          .put("unit", line.unit())
          .put("unit_price", line.unitPrice().decimal())
          .put("quantity", line.quantity())
          .put("amount", line.amount().decimal());
    }
    return view;
  }

  /** The same amounts as a table; those that leave the account are negative, so that it adds up. */
  Reply table() {
    var csv = new Csv("item", "model", "unit", "unit_price", "quantity", "amount");
    sum(csv, "opening_balance", sums.opening());
    sum(csv, "topups", sums.topups());
    sum(csv, "adjustments", sums.adjustments());
    for (Line line : lines) {
      csv.line(
          "charge",
          line.model(),
          line.unit(),
          line.unitPrice(),
          line.quantity(),
          line.amount().negated());
    }
    sum(csv, "closing_balance", sums.closing());
    return csv.reply("invoice-%s.csv".formatted(month));
  }

  private static void sum(Csv csv, String item, Money amount) {
    csv.line(item, "", "", "", "", amount);
  }
}
