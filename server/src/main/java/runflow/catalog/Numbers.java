package runflow.catalog;

import java.math.BigDecimal;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Brings numbers into forms that the schema validator and we can compute with safely. */
final class Numbers {
  static final String RANGE =
      "must be a number of at most 400 digits before or after its point, and a whole one beyond"
          + " 64 bits";

  private static final int MAX_DIGITS = 400;
  private static final BigDecimal LONG_RANGE = BigDecimal.valueOf(Long.MAX_VALUE);

  private Numbers() {}

  /**
   * Whether a number is out of the range we take. An exponent in the millions would unfold into as
   * many digits, and the validator fails on fractions beyond 64 bits.
   */
  static boolean outsize(JsonNode number) {
    if (!number.isFloatingPointNumber()) {
      return false;
    }
    BigDecimal value = number.decimalValue();
    return Math.abs((long) value.scale()) > MAX_DIGITS
        || (value.abs().compareTo(LONG_RANGE) > 0 && !whole(value));
  }

  /** A whole number as an integer (JSON Schema takes 7.0 for 7), any other as it is. */
  static JsonNode plain(JsonNode number) {
    if (!number.isFloatingPointNumber() || !whole(number.decimalValue())) {
      return number;
    }
    BigDecimal value = number.decimalValue();
    return value.abs().compareTo(LONG_RANGE) > 0
        ? JsonNodeFactory.instance.numberNode(value.toBigIntegerExact())
        : JsonNodeFactory.instance.numberNode(value.longValueExact());
  }

  private static boolean whole(BigDecimal value) {
    return value.signum() == 0 || value.stripTrailingZeros().scale() <= 0;
  }
}
