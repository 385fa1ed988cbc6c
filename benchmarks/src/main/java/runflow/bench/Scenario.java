package runflow.bench;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What can be measured, in the order in which it is. */
enum Scenario {
  LIMITS,
  ACCEPT,
  READ,
  LIFECYCLE,
  LATENCY,
  START,
  RENDER,
  GROWTH;

  void measure(Lab lab, Report report) throws Exception {
    switch (this) {
      case LIMITS -> Limits.measure(lab, report);
      case ACCEPT -> Acceptance.measure(lab, report);
      case READ -> Reads.measure(lab, report);
      case LIFECYCLE -> Lifecycle.measure(lab, report);
      case LATENCY -> Latency.measure(lab, report);
      case START -> Startup.measure(lab, report);
      case RENDER -> Renders.measure(lab, report);
      case GROWTH -> Growth.measure(lab, report);
    }
  }

  /** The one that the command line calls so. */
  static Optional<Scenario> named(String word) {
    return Arrays.stream(values()).filter(scenario -> scenario.word().equals(word)).findFirst();
  }

  /** All but those that take long. */
  static List<Scenario> usual() {
    return Arrays.stream(values())
        .filter(scenario -> scenario != GROWTH && scenario != RENDER)
        .toList();
  }

  static String words() {
    return Arrays.stream(values()).map(Scenario::word).collect(Collectors.joining(", "));
  }

  private String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
