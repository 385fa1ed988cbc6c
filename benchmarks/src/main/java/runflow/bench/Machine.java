package runflow.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** What the figures depend on beside the code. */
final class Machine {
  private Machine() {}

  static String line(Path root) throws IOException {
    return "%s, %s, commit %s, %s"
        .formatted(Instant.now().truncatedTo(ChronoUnit.SECONDS), hardware(), commit(root), load());
  }

  /** How busy the machine is. */
  static String load() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return "load average " + load;
  }

  /** What to know before believing the figures of a machine that others use too. */
  static Optional<String> warning() {
    double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    return load > Runtime.getRuntime().availableProcessors()
        ? Optional.of(
            "WARNING: the machine is busy with something else: rates and latencies say nothing now")
        : Optional.empty();
  }

  static ObjectNode describe(Options options) throws IOException {
    return Json.object()
        .put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
        .put("commit", commit(options.root()))
        .put("machine", hardware())
        .put(
            "load",
            "%d rounds of %d s, %d clients, %d runs in flight"
                .formatted(
                    options.rounds(), options.seconds(), options.clients(), options.inFlight()));
  }

  private static String hardware() throws IOException {
    Path cpus = Path.of("/proc/cpuinfo");
    String model =
        Files.exists(cpus)
            ? Files.readAllLines(cpus).stream()
                .filter(line -> line.startsWith("model name"))
                .findFirst()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .orElse("unknown CPU")
            : "unknown CPU";
    return "%d cores of %s, Java %s"
        .formatted(Runtime.getRuntime().availableProcessors(), model, Runtime.version());
  }

  private static String commit(Path root) throws IOException {
    Process git =
        new ProcessBuilder("git", "-C", root.toString(), "describe", "--always", "--dirty")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    return new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
  }
}
