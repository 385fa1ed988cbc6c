package runflow.config;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Takes settings from environment variables. */
final class EnvironmentSource {
  private static final String OURS = "RUNFLOW_";

  /** Variables with our prefix that speak to the command line's client and not to the server. */
  private static final Set<String> OF_CLIENT =
      Set.of("RUNFLOW_API_KEY", "RUNFLOW_BASE_URL", "RUNFLOW_JAVA_OPTIONS");

  private EnvironmentSource() {}

  /** Sets what the variables say; one that only looks like ours is a problem. */
  static void apply(Map<String, String> environment, RawSettings raw) {
    // Names that other programs share come first, so that ours win.
    environment.entrySet().stream()
        .filter(variable -> !OF_CLIENT.contains(variable.getKey()))
        .sorted(Comparator.comparing(variable -> variable.getKey().startsWith(OURS)))
        .forEach(variable -> apply(variable.getKey(), variable.getValue(), raw));
  }

  private static void apply(String name, String value, RawSettings raw) {
    Optional<String> key =
        Setting.ALL.stream().flatMap(known -> known.keyOf(name).stream()).findFirst();
    if (key.isPresent()) {
      raw.set(key.get(), value, name);
    } else if (name.startsWith(OURS)) {
      raw.problem("environment: unknown variable `" + name + "`");
    }
  }
}
