package runflow.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The figures of one run of this program, printed as they come. Used by one thread. */
final class Report {
  private final List<Figure> figures = new ArrayList<>();
  private final Baseline baseline;

  Report(Baseline baseline) {
    this.baseline = baseline;
  }

  /** What the issue wants of a figure. */
  record Aim(boolean atLeast, double bound) {
    static Aim atLeast(double bound) {
      return new Aim(true, bound);
    }

    static Aim atMost(double bound) {
      return new Aim(false, bound);
    }

    boolean met(double value) {
      return atLeast ? value >= bound : value <= bound;
    }
  }

  /**
   * One quantity, measured some times.
   *
   * @param values sorted
   */
  record Figure(String name, String unit, double[] values, Optional<Aim> aim) {
    static Figure of(String name, String unit, double... values) {
      return of(name, unit, Optional.empty(), values);
    }

    private static Figure of(String name, String unit, Optional<Aim> aim, double... values) {
      double[] sorted = values.clone();
      Arrays.sort(sorted);
      return new Figure(name, unit, sorted, aim);
    }

    double median() {
      return values[values.length / 2];
    }
  }

  List<Figure> figures() {
    return List.copyOf(figures);
  }

  void heading(String text) {
    System.out.printf("%n%s%n", text);
    System.out.printf(
        Locale.ROOT,
        "  %-44s %9s  %-19s %-7s %-12s %s%n",
        "",
        "median",
        "low … high",
        "unit",
        "aim",
        baseline.title());
  }

  void add(String name, String unit, double... values) {
    add(name, unit, Optional.empty(), values);
  }

  void add(String name, String unit, Aim aim, double... values) {
    add(name, unit, Optional.of(aim), values);
  }

  private void add(String name, String unit, Optional<Aim> aim, double... values) {
    Figure figure = Figure.of(name, unit, aim, values);
    figures.add(figure);
    System.out.printf(
        Locale.ROOT,
        "  %-44s %9s  %-19s %-7s %-12s %s%n",
        name,
        shown(figure.median()),
        spread(figure),
        unit,
        aim.map(wanted -> shown(wanted, figure.median())).orElse(""),
        baseline.beside(figure));
  }

  /** Prints the medians of one measurement under load in one line; the first is its rate. */
  void measured(String name, List<Figure> all) {
    figures.addAll(all);
    Object[] words =
        Stream.concat(
                Stream.of(name, shown(all.getFirst().median()), spread(all.getFirst())),
                all.stream().skip(1).map(figure -> shown(figure.median())))
            .toArray();
    System.out.printf(
        Locale.ROOT,
        "  %-44s %9s  %-19s 1/s     median %s ms, p99 %s ms; CPU each: server %s µs, PostgreSQL %s µs, load %s µs%n",
        words);
  }

  private static String spread(Figure figure) {
    double[] values = figure.values();
    return shown(values[0]) + " … " + shown(values[values.length - 1]);
  }

  private static String shown(Aim aim, double value) {
    return (aim.atLeast() ? "≥ " : "≤ ") + shown(aim.bound()) + (aim.met(value) ? " ok" : " NO");
  }

  static String shown(double value) {
    double size = Math.abs(value);
    return String.format(Locale.ROOT, size >= 100 ? "%.0f" : size >= 10 ? "%.1f" : "%.3f", value);
  }
}
