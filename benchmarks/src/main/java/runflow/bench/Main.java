package runflow.bench;

/** Runs scenarios one after the other and reports what they measured. */
final class Main {
  private Main() {}

  public static void main(String[] arguments) throws Exception {
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException e) {
      System.err.println(e.getMessage());
      System.exit(2);
      return;
    }
    var baseline = Baseline.read(options.root().resolve("benchmarks"));
    var report = new Report(baseline);
    System.out.println(Machine.line(options.root()));
    Machine.warning().ifPresent(System.out::println);
    try (Lab lab = Lab.open(options)) {
      for (Scenario scenario : options.scenarios()) {
        scenario.measure(lab, report);
        lab.clear();
      }
    }
    System.out.printf("%n%s%n", Machine.load());
    if (options.save()) {
      baseline.save(Machine.describe(options), report.figures());
    }
  }
}
