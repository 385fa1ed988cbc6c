package runflow.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The command line.
 *
 * @param root of the repository
 * @param scenarios in the order in which they run
 * @param seconds each measurement takes
 * @param warmup seconds of load before the first measurement of a server
 * @param rounds how often each measurement is repeated, in turn with its limit
 * @param clients connections at a time
 * @param inFlight runs at a time in {@code lifecycle}
 * @param finished runs in the table in {@code growth}
 * @param scenes names of what {@code render} renders; empty for all
 * @param prompts file of what {@code render} renders in place of its own scenes
 * @param resolutions in which {@code render} renders; empty for all
 * @param save whether the figures become the baseline
 * @param serverFlags more flags for the JVM of the server under test
 */
record Options(
    Path root,
    List<Scenario> scenarios,
    int seconds,
    int warmup,
    int rounds,
    int clients,
    int inFlight,
    int finished,
    List<String> scenes,
    Optional<Path> prompts,
    List<String> resolutions,
    boolean save,
    List<String> serverFlags) {
  static final String USAGE =
      """
      usage: ./benchmarks/run [scenario …] [flags]
        scenarios    %s, or all; without any: all but render and growth
        --seconds N      of each measurement (10)
        --warmup N       seconds of load before the first (8)
        --rounds N       repetitions of each measurement, in turn with its limit (3)
        --clients N      connections at a time (128)
        --in-flight N    runs at a time in lifecycle (256)
        --finished N     runs in the table in growth (10000000)
        --scenes A,B     what render renders (all)
        --prompts FILE   what render renders in place of its scenes: lines of name, seed, prompt
        --resolutions A,B  of 720p, 1080p and 4k, for render (all)
        --server-flag F  more for the JVM of the server under test; may be repeated
        --jfr            records the server under test: benchmarks/target/lab/server.jfr
        --save           makes the figures the baseline, benchmarks/baseline.json
        --as-built       does not build first
      """
          .formatted(Scenario.words());

  static Options parse(String... arguments) {
    var parser = new Parser(List.of(arguments).iterator());
    parser.read();
    return parser.options();
  }

  /** Where everything of this program lies: its database, its servers' data. */
  Path lab() {
    return root.resolve("benchmarks/target/lab");
  }

  private static final class Parser {
    private final Iterator<String> rest;
    private final List<Scenario> scenarios = new ArrayList<>();
    private final List<String> serverFlags = new ArrayList<>();
    private Path root = Path.of("");
    private int seconds = 10;
    private int warmup = 8;
    private int rounds = 3;
    private int clients = 128;
    private int inFlight = 256;
    private int finished = 10_000_000;
    private List<String> scenes = List.of();
    private Optional<Path> prompts = Optional.empty();
    private List<String> resolutions = List.of();
    private boolean save;

    Parser(Iterator<String> rest) {
      this.rest = rest;
    }

    void read() {
      while (rest.hasNext()) {
        String word = rest.next();
        switch (word) {
          case "--root" -> root = Path.of(value(word));
          case "--seconds" -> seconds = number(word, 1);
          case "--warmup" -> warmup = number(word, 0);
          case "--rounds" -> rounds = number(word, 1);
          case "--clients" -> clients = number(word, 1);
          case "--in-flight" -> inFlight = number(word, 1);
          case "--finished" -> finished = number(word, 1);
          case "--scenes" -> scenes = words(word);
          case "--prompts" -> prompts = Optional.of(Path.of(value(word)));
          case "--resolutions" -> resolutions = words(word);
          case "--server-flag" -> serverFlags.add(value(word));
          case "--jfr" -> serverFlags.add(Lab.RECORD);
          case "--save" -> save = true;
          case "--as-built" -> {} // for the script
          default -> scenario(word);
        }
      }
    }

    private void scenario(String word) {
      if (word.equals("all")) {
        scenarios.addAll(List.of(Scenario.values()));
      } else {
        scenarios.add(
            Scenario.named(word)
                .orElseThrow(
                    () -> new IllegalArgumentException("unknown word `" + word + "`\n" + USAGE)));
      }
    }

    private String value(String flag) {
      if (!rest.hasNext()) {
        throw new IllegalArgumentException("`" + flag + "` needs a value\n" + USAGE);
      }
      return rest.next();
    }

    private List<String> words(String flag) {
      return List.of(value(flag).split(",", -1));
    }

    private int number(String flag, int least) {
      String text = value(flag);
      if (!text.matches("\\d{1,9}") || Integer.parseInt(text) < least) {
        throw new IllegalArgumentException(
            "`%s` must be a number from %d, but was %s\n%s".formatted(flag, least, text, USAGE));
      }
      return Integer.parseInt(text);
    }

    Options options() {
      List<Scenario> chosen = scenarios.isEmpty() ? Scenario.usual() : List.copyOf(scenarios);
      return new Options(
          root,
          chosen,
          seconds,
          warmup,
          rounds,
          clients,
          inFlight,
          finished,
          scenes,
          prompts,
          resolutions,
          save,
          serverFlags);
    }
  }
}
