package runflow.console;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A bar for each day, stacked by model: where everything of the drawing is, and the same numbers as
 * a table. Across, places are in percent of the width; down, in pixels from the top.
 *
 * @param label what the drawing shows, for those who do not see it
 * @param series names of what is stacked, the lowest first
 * @param marks of the scale, the lowest first
 */
public record UsageChart(
    String title, String label, List<String> series, List<Bar> bars, List<Mark> marks) {
  /** Pixels from the top to the ground of the bars. */
  public static final int GROUND = 180;

  /** Pixels above the highest mark. */
  private static final int TOP = 12;

  private static final int MOST_SERIES = 5;
  private static final String OTHER = "other";
  private static final int MOST_DAY_NAMES = 6;
  private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);

  /** What is counted. */
  enum Measure {
    SPEND("Spend per day"),
    RUNS("Runs per day");

    private final String title;

    Measure(String title) {
      this.title = title;
    }

    private BigDecimal of(UsageReport.Line line) {
      return switch (this) {
        case SPEND -> line.billed();
        case RUNS -> BigDecimal.valueOf(line.runs());
      };
    }

    private String text(BigDecimal value) {
      return switch (this) {
        case SPEND -> Dollars.text(value);
        case RUNS -> String.format(Locale.ROOT, "%,d", value.toBigInteger());
      };
    }

    private String mark(BigDecimal value) {
      return switch (this) {
        case SPEND -> Dollars.mark(value);
        case RUNS -> text(value);
      };
    }
  }

  /**
   * One day.
   *
   * @param values of the series, in their order, for the table
   * @param named whether the day stands below its bar
   */
  public record Bar(
      String day,
      String total,
      List<String> values,
      List<Part> parts,
      String x,
      String middle,
      String width,
      boolean named) {}

  /** One series of one day that is not nothing. */
  public record Part(int series, String y, String height) {}

  /** A line of the scale. */
  public record Mark(String text, String y) {}

  /** Draws a report; models beyond the fifth are one series. */
  static UsageChart of(UsageReport report, Measure measure) {
    List<String> models = report.models().stream().map(UsageReport.OfModel::model).toList();
    List<String> series = new ArrayList<>(models.subList(0, Math.min(models.size(), MOST_SERIES)));
    if (models.size() > MOST_SERIES) {
      series.add(OTHER);
    }
    Map<LocalDate, List<BigDecimal>> days = days(report, series, measure);
    BigDecimal most =
        days.values().stream().map(UsageChart::sum).reduce(BigDecimal.ZERO, BigDecimal::max);
    BigDecimal top = scale(most, measure == Measure.RUNS);
    BigDecimal all =
        days.values().stream().map(UsageChart::sum).reduce(BigDecimal.ZERO, BigDecimal::add);
    String label =
        "%s from %s to %s, stacked by model: %s in all, %s on the highest day. The table below has every number."
            .formatted(
                measure.title, report.from(), report.to(), measure.text(all), measure.text(most));
    return new UsageChart(
        measure.title, label, List.copyOf(series), bars(days, top, measure), marks(top, measure));
  }

  /** The values of the series on each day, also on days without any. */
  private static Map<LocalDate, List<BigDecimal>> days(
      UsageReport report, List<String> series, Measure measure) {
    Map<LocalDate, List<UsageReport.Line>> lines =
        report.items().stream().collect(Collectors.groupingBy(UsageReport.Line::day));
    Map<LocalDate, List<BigDecimal>> days = new LinkedHashMap<>();
    report
        .from()
        .datesUntil(report.to().plusDays(1))
        .forEach(
            day -> {
              Map<String, BigDecimal> byName =
                  lines.getOrDefault(day, List.of()).stream()
                      .collect(
                          Collectors.toMap(
                              line -> series.contains(line.model()) ? line.model() : OTHER,
                              measure::of,
                              BigDecimal::add));
              Function<String, BigDecimal> value =
                  name -> byName.getOrDefault(name, BigDecimal.ZERO);
              days.put(day, series.stream().map(value).toList());
            });
    return days;
  }

  private static List<Bar> bars(
      Map<LocalDate, List<BigDecimal>> days, BigDecimal top, Measure measure) {
    List<Bar> bars = new ArrayList<>();
    BigDecimal slot = HUNDRED.divide(BigDecimal.valueOf(days.size()), 6, RoundingMode.HALF_UP);
    int namedEach = Math.ceilDiv(days.size(), MOST_DAY_NAMES);
    for (Map.Entry<LocalDate, List<BigDecimal>> day : days.entrySet()) {
      BigDecimal left = slot.multiply(BigDecimal.valueOf(bars.size()));
      bars.add(
          new Bar(
              DAY.format(day.getKey()),
              measure.text(sum(day.getValue())),
              day.getValue().stream().map(measure::text).toList(),
              parts(day.getValue(), top),
              percent(left.add(slot.multiply(new BigDecimal("0.14")))),
              percent(left.add(slot.multiply(new BigDecimal("0.5")))),
              percent(slot.multiply(new BigDecimal("0.72"))),
              bars.size() % namedEach == namedEach / 2));
    }
    return bars;
  }

  private static List<Part> parts(List<BigDecimal> values, BigDecimal top) {
    List<Part> parts = new ArrayList<>();
    BigDecimal below = BigDecimal.ZERO;
    for (int series = 0; series < values.size(); series++) {
      BigDecimal value = values.get(series);
      if (value.signum() > 0) {
        BigDecimal height = height(value, top);
        below = below.add(height);
        parts.add(
            new Part(
                series,
                BigDecimal.valueOf(GROUND).subtract(below).toPlainString(),
                height.toPlainString()));
      }
    }
    return parts;
  }

  private static List<Mark> marks(BigDecimal top, Measure measure) {
    BigDecimal half = top.divide(BigDecimal.TWO, 6, RoundingMode.HALF_UP);
    List<Mark> marks = new ArrayList<>();
    for (BigDecimal value : List.of(BigDecimal.ZERO, half, top)) {
      marks.add(
          new Mark(
              measure.mark(value),
              BigDecimal.valueOf(GROUND).subtract(height(value, top)).toPlainString()));
    }
    return marks;
  }

  private static BigDecimal height(BigDecimal value, BigDecimal top) {
    return value.multiply(BigDecimal.valueOf(GROUND - TOP)).divide(top, 2, RoundingMode.HALF_UP);
  }

  /** The least round number that is no less; its half is a whole number where only those count. */
  private static BigDecimal scale(BigDecimal most, boolean whole) {
    BigDecimal step = whole ? BigDecimal.TWO : new BigDecimal("0.02");
    for (BigDecimal power = step; ; power = power.multiply(BigDecimal.TEN)) {
      for (BigDecimal factor :
          List.of(BigDecimal.ONE, BigDecimal.TWO, new BigDecimal("3"), new BigDecimal("5"))) {
        BigDecimal round = power.multiply(factor);
        if (round.compareTo(most) >= 0) {
          return round;
        }
      }
    }
  }

  private static BigDecimal sum(List<BigDecimal> values) {
    return values.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
  }

  private static String percent(BigDecimal value) {
    return value.setScale(3, RoundingMode.HALF_UP).toPlainString() + "%";
  }
}
