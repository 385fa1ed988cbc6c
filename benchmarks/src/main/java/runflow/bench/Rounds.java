package runflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** The same measurement in several rounds, with the processor time that it took. */
final class Rounds {
  private final String name;
  private final List<Round> rounds = new ArrayList<>();

  Rounds(String name) {
    this.name = name;
  }

  private record Round(Load.Outcome outcome, Cpu.Used cpu) {}

  /** Measures once more. */
  Load.Outcome measure(Lab lab, Child server, int clients, Load.Work work) throws Exception {
    Cpu cpu = Cpu.begin(lab, server);
    Load.Outcome outcome = Load.run(server.url(), clients, lab.options().seconds(), work);
    rounds.add(new Round(outcome, cpu.perOperation(outcome.operations())));
    Lab.say("%s: %s/s".formatted(name, Report.shown(outcome.perSecond())));
    return outcome;
  }

  double[] perSecond() {
    return values(round -> round.outcome().perSecond());
  }

  double[] millisAt(double percentile) {
    return values(round -> round.outcome().millisAt(percentile));
  }

  /** Round by round, so that what disturbed both leaves the ratio alone. */
  double[] ratioTo(Rounds limit) {
    double[] ours = perSecond();
    double[] theirs = limit.perSecond();
    double[] ratios = new double[ours.length];
    for (int i = 0; i < ours.length; i++) {
      ratios[i] = ours[i] / theirs[i];
    }
    return ratios;
  }

  /** Rates, latencies and processor time, in one line. */
  void report(Report report) {
    report.measured(
        name,
        List.of(
            Report.Figure.of(name, "1/s", perSecond()),
            Report.Figure.of(name + ", median", "ms", millisAt(50)),
            Report.Figure.of(name + ", p99", "ms", millisAt(99)),
            Report.Figure.of(
                name + ", CPU of the server", "µs", values(round -> round.cpu().server())),
            Report.Figure.of(
                name + ", CPU of PostgreSQL", "µs", values(round -> round.cpu().postgres())),
            Report.Figure.of(
                name + ", CPU of the load", "µs", values(round -> round.cpu().load()))));
  }

  private double[] values(ToDoubleFunction<Round> value) {
    return rounds.stream().mapToDouble(value).toArray();
  }
}
