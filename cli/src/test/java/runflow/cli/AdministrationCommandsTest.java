package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import runflow.App;
import runflow.cli.CommandLineHarness.Ended;
import runflow.client.ClientOptions;
import runflow.client.RunOptions;
import runflow.client.RunflowClient;
import runflow.config.ConfigLoader;
import tools.jackson.databind.json.JsonMapper;

/** The operator's commands against the real server, with the service key of its data folder. */
class AdministrationCommandsTest {
  private static final String MODEL = "google/veo3.1/lite";

  @TempDir private static Path data;
  private static App app;

  @BeforeAll
  static void start() throws Exception {
    app = App.start(ConfigLoader.load(Map.of("data", data.toString(), "http.port", "0"), Map.of()));
  }

  @AfterAll
  static void stop() {
    app.close();
  }

  @Test
  void anOrganisationGetsAKeyThatIsRotatedAndRevoked() throws Exception {
    String org = cell(done("org", "create", "Acme"), 1, 0);
    assertThat(done("credits", "add", "7.50", "--live", "--org", org))
        .contains("7.50 USD available");
    assertThat(done("org", "list")).contains(org, "Acme", "ID", "CREATED");

    List<String> made =
        lines(
            done(
                "key",
                "create",
                "--org",
                org,
                "--name",
                "shop",
                "--kind",
                "live",
                "--model",
                MODEL,
                "--scope",
                "runs:create",
                "--cap",
                "12.50",
                "--per",
                "day",
                "--expires",
                "2099-01-01T00:00:00Z"));
    String key = made.getFirst();
    assertThat(key).startsWith("rf_live_");
    assertThat(made)
        .contains(
            "scopes        runs:create",
            "models        " + MODEL,
            "spending cap  $12.50 a day, $0.00 spent",
            "state         ends 2099-01-01 00:00:00");
    String id = detail(made, "id");

    List<String> successor = lines(done("key", "rotate", id, "--overlap", "0"));
    assertThat(successor.getFirst()).startsWith("rf_live_").isNotEqualTo(key);
    assertThat(lines(done("key", "show", id))).contains("replaced by   " + detail(successor, "id"));
    assertThat(done("key", "revoke", detail(successor, "id"))).contains("is revoked");
    String listed = done("key", "list", "--org", org);
    assertThat(listed).contains("revoked 20", "shop").doesNotContain(key);
    assertThat(done("org", "show", org)).contains("Acme", listed.strip());
  }

  @Test
  void aKeyTellsWhatItIs() {
    Ended ended =
        CommandLineHarness.run(
            Map.of(
                "RUNFLOW_BASE_URL", app.baseUrl(), "RUNFLOW_API_KEY", app.credentials().testKey()),
            "key",
            "show");
    assertThat(ended.out())
        .contains("kind          test")
        .doesNotContain(app.credentials().testKey());
    assertThat(done("org", "show")).contains("first test key", "first service key");
  }

  @Test
  void usageAndTheLedgerAreTables() throws Exception {
    var options = ClientOptions.of(URI.create(app.baseUrl()), app.credentials().testKey());
    try (var client = new RunflowClient(options)) {
      var fails =
          RunOptions.none().withMetadata(Map.of("sandbox", Map.of("fail", "PROVIDER_REJECTED")));
      String run = client.createRun(MODEL, Map.of("prompt", "x", "duration", "4s"), fails).id();
      client.waitFor(run, Duration.ofSeconds(60), seen -> {});
      assertThat(done("credits", "transactions").lines().map(line -> line.replaceAll(" +", " ")))
          .first()
          .isEqualTo("TIME KIND AMOUNT COST AVAILABLE BALANCE RUN OR NOTE");
      assertThat(cells(done("credits", "transactions", "--limit", "2"), 1))
          .containsSubsequence("release", "0.20", "10000.00", "10000.00", run);
    }
    assertThat(cells(done("usage"), 3)).containsExactly(MODEL, "1", "0", "1", "0", "0", "$0.00");
    assertThat(done("usage", "--by", "day,key")).contains("DAY", "KEY", "first test key");
    assertThat(lines(done("usage", "--csv")))
        .containsExactly(
            "model,runs,succeeded,failed,canceled,seconds,billed", MODEL + ",1,0,1,0,0,0.00");
    var report = new JsonMapper().readTree(done("usage", "--json", "--by", "model,day"));
    assertThat(report.at("/totals/runs").intValue()).isEqualTo(1);
    assertThat(done("usage", "--live", "--from", "2026-01-01", "--to", "2026-01-31"))
        .contains("2026-01-01 to 2026-01-31");
    assertThat(done("credits", "balance")).isEqualTo(done("credits"));
  }

  @Test
  void whatIsWrongIsSaid() {
    assertThat(run("usage", "--by", "week").err()).contains("`group_by` takes model, day, key");
    assertThat(run("usage", "--csv", "--json").code()).isEqualTo(ExitCode.USAGE);
    assertThat(run("usage", "--from", "yesterday").code()).isEqualTo(ExitCode.USAGE);
    assertThat(run("key", "rotate", "x", "--overlap", "-1").code()).isEqualTo(ExitCode.USAGE);
    assertThat(run("credits", "transactions", "--limit", "501").code()).isEqualTo(ExitCode.USAGE);
    assertThat(run("key", "show", "nobody").code()).isEqualTo(ExitCode.REFUSED);
    Ended odd = run("key", "create", "--name", "x", "--kind", "odd", "--cap", "-1");
    assertThat(odd.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(odd.err()).contains("`kind` must be live, test or service", "`spending_cap`");
    Ended caller =
        CommandLineHarness.run(
            Map.of("RUNFLOW_API_KEY", app.credentials().testKey()),
            "org",
            "list",
            "--data",
            Path.of("nowhere").toString());
    assertThat(caller.code()).isEqualTo(ExitCode.NO_SERVER);
  }

  private static String done(String... line) {
    Ended ended = run(line);
    assertThat(ended.err()).as("%s", List.of(line)).isEmpty();
    assertThat(ended.code()).isZero();
    return ended.out();
  }

  private static Ended run(String... line) {
    String[] folder = {"--data", data.toString()};
    return CommandLineHarness.run(
        Map.of(), Stream.concat(Arrays.stream(line), Arrays.stream(folder)).toArray(String[]::new));
  }

  private static List<String> lines(String out) {
    return out.lines().toList();
  }

  private static String detail(List<String> lines, String name) {
    return lines.stream()
        .filter(line -> line.startsWith(name + " "))
        .map(line -> line.substring(name.length()).strip())
        .findFirst()
        .orElseThrow();
  }

  private static List<String> cells(String out, int row) {
    return List.of(lines(out).get(row).split(" {2,}"));
  }

  private static String cell(String out, int row, int column) {
    return cells(out, row).get(column);
  }
}
