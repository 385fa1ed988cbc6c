package runflow.fake;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The command line. */
record Options(String provider, Map<String, String> flags, Map<Where, Fault> faults) {
  private static final List<String> FLAGS =
      List.of("--port", "--polls", "--slow-ms", "--redirect-to", "--service-account");

  static Options parse(String... arguments) {
    if (arguments.length == 0 || arguments[0].startsWith("-")) {
      throw new Usage("the first word must name a provider");
    }
    Map<String, String> flags = new HashMap<>();
    Map<Where, Fault> faults = new EnumMap<>(Where.class);
    for (int i = 1; i < arguments.length; i += 2) {
      String flag = arguments[i];
      if (i + 1 == arguments.length) {
        throw new Usage(flag + " needs a value");
      }
      String value = arguments[i + 1];
      if (flag.equals("--fault")) {
        addFault(faults, value);
      } else if (FLAGS.contains(flag)) {
        flags.put(flag, value);
      } else {
        throw new Usage("there is no flag " + flag);
      }
    }
    return new Options(arguments[0], flags, faults);
  }

  private static void addFault(Map<Where, Fault> faults, String value) {
    String[] parts = value.toUpperCase(Locale.ROOT).split("=", -1);
    try {
      if (parts.length == 2) {
        faults.put(Where.valueOf(parts[0]), Fault.valueOf(parts[1]));
        return;
      }
    } catch (IllegalArgumentException e) {
      throw new Usage("--fault knows no such call or fault: " + value, e);
    }
    throw new Usage("--fault must be CALL=FAULT, but was " + value);
  }

  int port() {
    return number("--port", 0, 65_535);
  }

  Optional<Path> serviceAccount() {
    return Optional.ofNullable(flags.get("--service-account")).map(Path::of);
  }

  void applyTo(FakeProvider fake) {
    fake.pollsUntilDone(flags.containsKey("--polls") ? number("--polls", 0, 1_000_000) : 2);
    fake.slowFor(
        Duration.ofMillis(
            flags.containsKey("--slow-ms") ? number("--slow-ms", 0, 86_400_000) : 60_000));
    if (flags.containsKey("--redirect-to")) {
      fake.redirectTo(URI.create(flags.get("--redirect-to")));
    }
    for (Map.Entry<Where, Fault> entry : faults.entrySet()) {
      try {
        fake.fault(entry.getKey(), entry.getValue());
      } catch (IllegalArgumentException e) {
        throw new Usage(e.getMessage(), e);
      }
    }
  }

  private int number(String flag, int least, int most) {
    String value = flags.getOrDefault(flag, "0");
    if (value.matches("[0-9]{1,9}")) {
      int number = Integer.parseInt(value);
      if (number >= least && number <= most) {
        return number;
      }
    }
    throw new Usage("%s must be %d to %d, but was %s".formatted(flag, least, most, value));
  }
}
