package runflow.money;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * An amount in USD, kept as integer micro-dollars so that sums are exact.
 *
 * @param micros millionths of a dollar; negative for an amount that leaves an account
 */
public record Money(long micros) implements Comparable<Money> {
  public static final Money ZERO = new Money(0);

  private static final int SCALE = 6;

  /**
   * Reads a decimal number of dollars.
   *
   * @throws IllegalArgumentException if it is not a number, has more than six decimals or is too
   *     large
   */
  public static Money dollars(String decimal) {
    try {
      return new Money(new BigDecimal(decimal).movePointRight(SCALE).longValueExact());
    } catch (NumberFormatException | ArithmeticException e) {
      throw new IllegalArgumentException(
          "an amount is a decimal number of dollars with at most six decimals, but was " + decimal,
          e);
    }
  }

  public Money plus(Money other) {
    return new Money(Math.addExact(micros, other.micros));
  }

  public Money minus(Money other) {
    return new Money(Math.subtractExact(micros, other.micros));
  }

  public Money times(long factor) {
    return new Money(Math.multiplyExact(micros, factor));
  }

  public Money negated() {
    return new Money(Math.negateExact(micros));
  }

  /** Whole cents, rounded down, for clients that count in cents. */
  public long cents() {
    return Math.floorDiv(micros, 10_000L);
  }

  /**
   * Decimal dollars with at least two decimals and no further trailing zeros, e.g. {@code "1.60"}.
   */
  public String decimal() {
    BigDecimal exact = BigDecimal.valueOf(micros, SCALE).stripTrailingZeros();
    return exact.setScale(Math.max(2, exact.scale()), RoundingMode.UNNECESSARY).toPlainString();
  }

  @Override
  public int compareTo(Money other) {
    return Long.compare(micros, other.micros);
  }

  @Override
  public String toString() {
    return "$" + decimal();
  }
}
