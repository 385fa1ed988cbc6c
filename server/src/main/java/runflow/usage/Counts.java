package runflow.usage;

import runflow.money.Money;
import tools.jackson.databind.node.ObjectNode;

/**
 * How many runs ended how, and what that cost.
 *
 * @param seconds of video that were billed
 */
record Counts(long succeeded, long failed, long canceled, long seconds, Money billed) {
  static final Counts NONE = new Counts(0, 0, 0, 0, Money.ZERO);

  long runs() {
    return succeeded + failed + canceled;
  }

  Counts plus(Counts other) {
    return new Counts(
        succeeded + other.succeeded,
        failed + other.failed,
        canceled + other.canceled,
        seconds + other.seconds,
        billed.plus(other.billed));
  }

  ObjectNode addTo(ObjectNode line) {
    return line.put("runs", runs())
        .put("succeeded", succeeded)
        .put("failed", failed)
        .put("canceled", canceled)
        .put("seconds", seconds)
        .put("billed", billed.decimal());
  }
}
