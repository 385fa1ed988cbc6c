package runflow.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import runflow.db.Trees;

/**
 * How long {@code ./runflow} takes to say its version and to serve, and how much memory the idle
 * server has, PostgreSQL not counted.
 */
final class Startup {
  private static final int VERSIONS = 5;
  private static final int STARTS = 3;
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration REST = Duration.ofSeconds(10);
  private static final double KIB_PER_MIB = 1024;

  private final Path runflow;
  private final Path data;
  private final Path log;

  private Startup(Path runflow, Path folder) {
    this.runflow = runflow;
    this.data = folder.resolve("data");
    this.log = folder.resolve("start.log");
  }

  static void measure(Lab lab, Report report) throws Exception {
    Path folder = lab.options().lab().resolve("start");
    Trees.delete(folder);
    Files.createDirectories(folder);
    new Startup(lab.options().root().resolve("runflow"), folder).measure(report);
    Trees.delete(folder);
  }

  private void measure(Report report) throws Exception {
    report.heading("(e) start and memory");
    version();
    double[] versions = new double[VERSIONS];
    for (int i = 0; i < VERSIONS; i++) {
      versions[i] = version();
    }
    report.add("start: --version", "s", Report.Aim.atMost(0.3), versions);

    double[] first = new double[1];
    end(serve(first, 0));
    report.add("start: first, with a new database", "s", first);
    double[] seconds = new double[STARTS];
    Process last = serve(seconds, 0);
    for (int i = 1; i < STARTS; i++) {
      end(last);
      last = serve(seconds, i);
    }
    report.add("start: second, to ready", "s", Report.Aim.atMost(1.5), seconds);
    Thread.sleep(REST);
    report.add(
        "memory: idle, resident", "MiB", Report.Aim.atMost(300), mib(last, "status", "VmRSS"));
    report.add("memory: idle, proportional", "MiB", mib(last, "smaps_rollup", "Pss"));
    end(last);
  }

  private double version() throws Exception {
    long before = System.nanoTime();
    int status = command("--version").start().waitFor();
    if (status != 0) {
      throw new IOException("./runflow --version ended with " + status + "; see " + log);
    }
    return (System.nanoTime() - before) / 1e9;
  }

  /** Starts a server and notes how long it took until it said that it is ready. */
  private Process serve(double[] seconds, int at) throws Exception {
    int port = freePort();
    URI url = URI.create("http://127.0.0.1:" + port);
    byte[] look = Requests.get("/v1/readiness", "none");
    long before = System.nanoTime();
    Process server =
        command("serve", "--data", data.toString(), "--port", Integer.toString(port)).start();
    while (!ready(url, look)) {
      if (!server.isAlive() || System.nanoTime() - before > LONGEST.toNanos()) {
        server.destroy();
        throw new IOException("the server did not get ready; see " + log);
      }
      Thread.sleep(2);
    }
    seconds[at] = (System.nanoTime() - before) / 1e9;
    return server;
  }

  private static boolean ready(URI url, byte[] look) {
    try (var connection = Connection.open(url)) {
      return connection.exchange(look) == 200;
    } catch (IOException e) {
      return false;
    }
  }

  private static void end(Process server) throws Exception {
    server.destroy();
    if (!server.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      server.destroyForcibly();
    }
  }

  private ProcessBuilder command(String... arguments) {
    var command = new java.util.ArrayList<>(List.of(runflow.toString()));
    command.addAll(List.of(arguments));
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
  }

  private static double mib(Process process, String file, String name) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/" + file)).stream()
            .filter(line -> line.startsWith(name + ":"))
            .map(line -> line.replaceAll("\\D", ""))
            .mapToDouble(Double::parseDouble)
            .findFirst()
            .orElseThrow()
        / KIB_PER_MIB;
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
