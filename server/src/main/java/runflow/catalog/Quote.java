package runflow.catalog;

import runflow.json.Json;
import runflow.money.Money;
import tools.jackson.databind.node.ObjectNode;

/**
 * The price of one run and how it comes about.
 *
 * @param cost {@code unitPrice} times {@code quantity}
 * @param unit {@code second}
 * @param quantity how many units the input asks for
 * @param unitPrice the rate that applied
 * @param base the model's base rate, for comparison
 * @param note which rule applied, e.g. {@code With audio}
 */
public record Quote(
    Money cost, String unit, long quantity, Money unitPrice, Money base, String note) {
  /** The {@code cost_breakdown} of a run: amounts as decimal strings in USD. */
  public ObjectNode breakdown() {
    return Json.object()
        .put("unit", unit)
        .put("quantity", quantity)
        .put("unit_price", unitPrice.decimal())
        .put("base", base.decimal())
        .put("note", note)
        .put("total", cost.decimal());
  }
}
