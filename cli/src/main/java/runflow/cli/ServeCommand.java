package runflow.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import runflow.App;
import runflow.config.Config;

/** Starts the server in this process and keeps it until a signal ends it. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Start the server. The first start makes keys and shows them once.",
    footerHeading = "%nExamples:%n",
    footer = {
      "  ./runflow serve",
      "  ./runflow serve --data ./data --port 9000",
      "  ./runflow serve --port 0                picks a free port and says which",
      "  RUNFLOW_PORT=9000 ./runflow serve       ./runflow config shows every setting",
    })
final class ServeCommand implements Callable<Integer> {
  private final Session session;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "folder of database, files and keys (RUNFLOW_DATA)")
  private Optional<String> data = Optional.empty();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "port to listen on, 0 for a free one; 8080 unless set (RUNFLOW_PORT)")
  private Optional<String> port = Optional.empty();

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "address to listen on; 127.0.0.1 unless set (RUNFLOW_HOST)")
  private Optional<String> host = Optional.empty();

  @Option(
      names = "--roles",
      paramLabel = "R",
      description = "api, worker or api,worker, which is the default (RUNFLOW_NODE_ROLES)")
  private Optional<String> roles = Optional.empty();

  @Option(
      names = "--dev",
      negatable = true,
      description = "let callbacks and images use loopback; the default on a loopback address")
  private @Nullable Boolean dev;

  ServeCommand(Session session) {
    this.session = session;
  }

  @Override
  public Integer call() throws InterruptedException {
    Config config = Settings.load(flags(), session.environment());
    var start = new ServerStart();
    // Ctrl-C and SIGTERM end the process; the JVM then exits with 130 or 143.
    var hook = new Thread(() -> stop(start), "runflow-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    App app = start.start(config);
    banner(config, app).lines().forEach(session.terminal()::say);
    new CountDownLatch(1).await();
    return ExitCode.DONE;
  }

  private Map<String, String> flags() {
    Map<String, String> flags = new HashMap<>();
    data.ifPresent(value -> flags.put("data", value));
    port.ifPresent(value -> flags.put("http.port", value));
    host.ifPresent(value -> flags.put("http.host", value));
    roles.ifPresent(value -> flags.put("node.roles", value));
    if (dev != null) {
      flags.put("http.dev", dev.toString());
    }
    return flags;
  }

  private void stop(ServerStart start) {
    if (start.failed()) {
      return;
    }
    session.terminal().say("stopping...");
    try {
      start.stop();
    } catch (Exception e) {
      session.terminal().complain("error: " + e.getMessage());
    }
  }

  private static Banner banner(Config config, App app) {
    Optional<Banner.Keys> keys =
        app.firstStart()
            ? Optional.of(new Banner.Keys(app.credentials().testKey(), app.credentials().liveKey()))
            : Optional.empty();
    return new Banner(
        config.api() ? app.baseUrl() : app.localUrl(),
        config.data(),
        new Banner.Roles(config.api(), config.worker()),
        config.http().dev(),
        app.signInLink(),
        keys);
  }
}
