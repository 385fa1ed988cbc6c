package runflow.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Writes amounts as pages show them, e.g. {@code $1,234.50}. */
public final class Dollars {
  private Dollars() {}

  /** With two decimals, or as many more as the amount has. */
  public static String text(BigDecimal amount) {
    int decimals = Math.max(2, amount.stripTrailingZeros().scale());
    String digits = String.format(Locale.ROOT, "%,." + decimals + "f", amount.abs());
    return (amount.signum() < 0 ? "−$" : "$") + digits;
  }

  /** As short as it can be said, for the marks of a chart. */
  static String mark(BigDecimal amount) {
    BigDecimal plain = amount.stripTrailingZeros();
    return plain.scale() <= 0
        ? "$" + String.format(Locale.ROOT, "%,d", plain.toBigInteger())
        : "$"
            + plain.setScale(Math.max(2, plain.scale()), RoundingMode.UNNECESSARY).toPlainString();
  }
}
