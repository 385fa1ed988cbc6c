package runflow.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * Processor time of everything that took part in a measurement. Neighbours on the machine change it
 * far less than they change a rate. Resolution: 10 ms.
 */
final class Cpu {
  private final ProcessHandle server;
  private final List<ProcessHandle> postgres;
  private final Used before;

  private Cpu(ProcessHandle server, List<ProcessHandle> postgres) {
    this.server = server;
    this.postgres = postgres;
    this.before = now();
  }

  /** In microseconds. */
  record Used(double server, double postgres, double load) {
    Used since(Used before, long operations) {
      return new Used(
          (server - before.server) / operations,
          (postgres - before.postgres) / operations,
          (load - before.load) / operations);
    }
  }

  static Cpu begin(Lab lab, Child server) throws IOException {
    return new Cpu(server.process(), lab.postgres());
  }

  /** What each of so many operations has used since the beginning. */
  Used perOperation(long operations) {
    return now().since(before, operations);
  }

  private Used now() {
    return new Used(
        micros(Stream.of(server)),
        micros(postgres.stream()),
        micros(Stream.of(ProcessHandle.current())));
  }

  private static double micros(Stream<ProcessHandle> processes) {
    return processes
        .mapToDouble(
            process -> process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e3)
        .sum();
  }
}
