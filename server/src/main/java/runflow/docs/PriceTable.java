package runflow.docs;

import static runflow.docs.Markdown.cells;

import java.util.ArrayList;
import java.util.List;
import runflow.catalog.Price;
import runflow.catalog.PriceRule;

/** A model's rates as a table: the rules in the order they are tried, then the base rate. */
final class PriceTable {
  private PriceTable() {}

  static String of(Price price) {
    var rows = new ArrayList<List<String>>();
    for (PriceRule rule : price.rules()) {
      rows.add(cells(rule.condition(), price.label(rule.rate()), rule.note()));
    }
    String otherwise = price.rules().isEmpty() ? "always" : "otherwise";
    rows.add(cells(otherwise, price.label(), price.note()));
    return Markdown.table(cells("When", "Price", "Note"), rows);
  }
}
