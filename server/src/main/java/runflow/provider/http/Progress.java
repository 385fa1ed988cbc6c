package runflow.provider.http;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.JsonNode;

/** How far a job is, in the forms that providers tell it. */
public final class Progress {
  private static final int LONGEST = 40;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

  private Progress() {}

  /**
   * A progress as whole percent. A number that is written with a point and is not above 1 is a
   * fraction ({@code 0.45}, {@code 1.0}), any other number or text ({@code 45}, {@code "45%"}) is a
   * percentage.
   *
   * @return 0 to 100; empty if it is no number from 0 on
   */
  public static OptionalInt percent(JsonNode node) {
    Optional<BigDecimal> read =
        node.isNumber() || node.isString() ? number(node.asString()) : Optional.empty();
    if (read.isEmpty() || read.get().signum() < 0) {
      return OptionalInt.empty();
    }
    BigDecimal number = read.get();
    boolean fraction =
        number.scale() > 0 && number.compareTo(BigDecimal.ONE) <= 0 && !endsInSign(node);
    BigDecimal percent = fraction ? number.multiply(HUNDRED) : number;
    // Before any rounding: a tiny number may have a scale of millions.
    return percent.compareTo(BigDecimal.ONE) < 0
        ? OptionalInt.of(0)
        : OptionalInt.of(percent.min(HUNDRED).setScale(0, RoundingMode.DOWN).intValue());
  }

  private static boolean endsInSign(JsonNode node) {
    return node.asString().strip().endsWith("%");
  }

  private static Optional<BigDecimal> number(String text) {
    String digits = text.strip().replaceFirst(" ?%$", "");
    try {
      return digits.length() > LONGEST ? Optional.empty() : Optional.of(new BigDecimal(digits));
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
