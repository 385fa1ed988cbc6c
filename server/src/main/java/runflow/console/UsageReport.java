package runflow.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was used on each day, by model, as {@code GET /v1/usage} says it. */
public record UsageReport(LocalDate from, LocalDate to, List<Line> items, Counts totals) {
  /** One model on one day. */
  public record Line(
      LocalDate day,
      String model,
      long runs,
      long succeeded,
      long failed,
      long canceled,
      long seconds,
      BigDecimal billed) {
    Counts counts() {
      return new Counts(runs, succeeded, failed, canceled, seconds, billed);
    }
  }

  /** How many runs ended how, and what that cost. */
  public record Counts(
      long runs, long succeeded, long failed, long canceled, long seconds, BigDecimal billed) {
    static final Counts NONE = new Counts(0, 0, 0, 0, 0, BigDecimal.ZERO);

    Counts plus(Counts other) {
      return new Counts(
          runs + other.runs,
          succeeded + other.succeeded,
          failed + other.failed,
          canceled + other.canceled,
          seconds + other.seconds,
          billed.add(other.billed));
    }

    /** Of the runs that were not cancelled, in percent; a dash if there is none. */
    public String successRate() {
      long ended = succeeded + failed;
      return ended == 0
          ? "–"
          : BigDecimal.valueOf(100 * succeeded)
                  .divide(BigDecimal.valueOf(ended), 1, RoundingMode.DOWN)
                  .stripTrailingZeros()
                  .toPlainString()
              + " %";
    }
  }

  /** Everything about one model. */
  public record OfModel(String model, Counts counts) {}

  /** The models, those that cost most first. */
  public List<OfModel> models() {
    Map<String, Counts> byModel = new LinkedHashMap<>();
    items.forEach(line -> byModel.merge(line.model(), line.counts(), Counts::plus));
    List<OfModel> models = new ArrayList<>();
    byModel.forEach((model, counts) -> models.add(new OfModel(model, counts)));
    models.sort(
        Comparator.comparing((OfModel one) -> one.counts().billed())
            .thenComparingLong(one -> one.counts().runs())
            .reversed()
            .thenComparing(OfModel::model));
    return models;
  }
}
