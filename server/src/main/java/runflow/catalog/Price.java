package runflow.catalog;

import java.util.List;
import java.util.regex.Pattern;
import runflow.money.Money;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a run of a model costs: a rate for each unit, times the units that the input asks for.
 *
 * @param unit {@code second}
 * @param quantity the input field that says how many units, e.g. {@code duration}
 * @param base the rate where no rule applies
 * @param note when the base rate applies, e.g. {@code Without audio}
 * @param rules the first that matches sets the rate
 */
public record Price(String unit, String quantity, Money base, String note, List<PriceRule> rules) {
  private static final Pattern SECONDS = Pattern.compile("([1-9][0-9]{0,4})s?");

  public Price {
    rules = List.copyOf(rules);
  }

  /**
   * Prices an input.
   *
   * @param input accepted by the model's check, so that every default is in it
   */
  public Quote quote(ObjectNode input) {
    long units = units(input.path(quantity));
    for (PriceRule rule : rules) {
      if (rule.matches(input)) {
        return new Quote(rule.rate().times(units), unit, units, rule.rate(), base, rule.note());
      }
    }
    return new Quote(base.times(units), unit, units, base, base, note);
  }

  /** The base rate as documents show it, e.g. {@code $0.2/second}. */
  public String label() {
    return label(base);
  }

  /** Any rate of this price as documents show it. */
  public String label(Money rate) {
    String plain = rate.decimal();
    return "$" + (plain.endsWith("0") ? plain.replaceFirst("\\.?0+$", "") : plain) + "/" + unit;
  }

  /** Whether a value of the quantity field can be counted. */
  static boolean countable(JsonNode value) {
    return SECONDS.matcher(value.asString("")).matches();
  }

  private static long units(JsonNode value) {
    var digits = SECONDS.matcher(value.asString(""));
    if (!digits.matches()) {
      throw new IllegalArgumentException("not an accepted input: it has no countable quantity");
    }
    return Long.parseLong(digits.group(1));
  }
}
