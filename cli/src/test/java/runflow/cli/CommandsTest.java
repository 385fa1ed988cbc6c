package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.cli.CommandLineHarness.Ended;

class CommandsTest {
  private static final String BALANCE =
      "{\"balance\":\"10.00\",\"reserved\":\"1.60\",\"available\":\"8.40\",\"currency\":\"USD\"}";

  @TempDir private Path data;
  private FakeApi api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "run",
        "batch",
        "models",
        "credits",
        "credits add",
        "credits balance",
        "credits transactions",
        "usage",
        "org",
        "org create",
        "org list",
        "org show",
        "key",
        "key create",
        "key list",
        "key show",
        "key rotate",
        "key revoke",
        "providers",
        "providers test",
        "config",
        "serve",
        "demo"
      })
  void everyHelpShowsExamples(String command) {
    Ended ended = run((command + " --help").strip().split(" "));

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).contains("Usage: runflow").contains("Examples:").contains("./runflow ");
    assertThat(ended.err()).isEmpty();
  }

  @Test
  void theRootHelpNamesTheExitCodesAndTheVersionItself() {
    assertThat(run("--help").out()).contains("3   the server cannot be reached");
    assertThat(run("--version").out()).startsWith("runflow ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "run",
        "batch",
        "models a b",
        "org",
        "key",
        "key create --name x",
        "providers test",
        "credits add 5",
        "credits add x --test"
      })
  void aWrongCommandLineIsOneLineAndWhereToLook(String line) {
    Ended ended = run(line.split(" "));

    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err().lines()).hasSize(2);
    assertThat(ended.err()).startsWith("error: ").contains("--help");
  }

  @Test
  void creditsShowsBothKindsOfMoneyWithTheKeysOfTheDataFolder() throws IOException {
    credentials();
    api.on("GET /v1/billing/balance", 200, BALANCE);

    Ended ended = run("credits", "--data", data.toString());

    assertThat(ended.out().lines().map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "test 8.40 USD available (balance 10.00, reserved 1.60)",
            "live 8.40 USD available (balance 10.00, reserved 1.60)");
    assertThat(api.seen()).extracting(FakeApi.Seen::key).containsExactly("rf_test_a", "rf_live_b");
  }

  @Test
  void creditsAddUsesTheServiceKey() throws IOException {
    credentials();
    Files.writeString(data.resolve("service.key"), "rf_svc_c\n");
    api.on("POST /v1/admin/credits", 201, BALANCE);

    Ended ended =
        run("credits", "add", "25.00", "--live", "--note", "July", "--data", data.toString());

    assertThat(ended.code()).isZero();
    assertThat(ended.out()).startsWith("live ");
    FakeApi.Seen seen = api.seen().getFirst();
    assertThat(seen.key()).isEqualTo("rf_svc_c");
    assertThat(seen.body()).isEqualTo("{\"livemode\":true,\"amount\":\"25.00\",\"note\":\"July\"}");
  }

  @ParameterizedTest
  @CsvSource({
    "credits, RUNFLOW_API_KEY",
    "run google/veo3.1 --prompt x, RUNFLOW_API_KEY",
    "credits add 25.00 --live, --data",
  })
  void keysOfTheDataFolderGoToTheirOwnServerOnly(String line, String wayOut) throws IOException {
    Files.writeString(
        data.resolve("credentials.json"),
        """
        {"base_url":"http://127.0.0.1:1","test_key":"rf_test_a","live_key":"rf_live_b"}""");
    Files.writeString(data.resolve("service.key"), "rf_svc_c\n");
    String[] args = (line + " --data " + data).split(" ");

    Ended ended = CommandLineHarness.run(Map.of("RUNFLOW_BASE_URL", api.url()), args);

    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains(api.url()).contains("http://127.0.0.1:1:").contains(wayOut);
    assertThat(api.seen()).isEmpty();
  }

  @Test
  void theAddressOfTheDataFolderMayBeRepeated() throws IOException {
    credentials();
    api.on("GET /v1/billing/balance", 200, BALANCE);
    Map<String, String> environment = Map.of("RUNFLOW_BASE_URL", api.url() + "/");

    Ended ended = CommandLineHarness.run(environment, "credits", "--data", data.toString());

    assertThat(ended.code()).isZero();
    assertThat(api.seen()).extracting(FakeApi.Seen::key).containsExactly("rf_test_a", "rf_live_b");
  }

  @Test
  void creditsAddRefusesAnAmountBelowACent() {
    Ended ended = run("credits", "add", "0", "--test");

    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("more than 0");
  }

  @Test
  void modelsListsPricesAndShowsOne() {
    api.on(
        "GET /v1/models?limit=500",
        200,
        "{\"items\":[" + RunCommandTest.MODEL + "],\"next_pq\":null}");
    api.on("GET /v1/models/google/veo3.1", 200, RunCommandTest.MODEL);

    assertThat(run("models").out()).contains("google/veo3.1").contains("$0.2/second");
    assertThat(run("models", "google/veo3.1").out())
        .contains("Price: $0.2/second (Without audio)")
        .contains("$0.6/second (4k with audio)")
        .contains("string, one of 4s 6s 8s, default 8s");
  }

  @Test
  void withoutAServerItSaysHowToStartOne() throws IOException {
    Ended nothing = CommandLineHarness.run(Map.of(), "models", "--data", data.toString());
    assertThat(nothing.code()).isEqualTo(ExitCode.NO_SERVER);
    assertThat(nothing.err()).contains("credentials.json").contains("./runflow serve");

    String nobody = "http://127.0.0.1:1";
    Ended stopped =
        CommandLineHarness.run(
            Map.of("RUNFLOW_BASE_URL", nobody, "RUNFLOW_API_KEY", "rf_test_a"), "models");
    assertThat(stopped.code()).isEqualTo(ExitCode.NO_SERVER);
    assertThat(stopped.err()).contains(nobody).contains("./runflow serve");
  }

  @Test
  void aRefusedKeyIsExplained() {
    api.on(
        "GET /v1/billing/balance",
        401,
        "{\"code\":\"UNAUTHORIZED\",\"message\":\"the key is not known\",\"errors\":null}");

    Ended ended = run("credits");

    assertThat(ended.code()).isEqualTo(ExitCode.REFUSED);
    assertThat(ended.err())
        .isEqualTo(
            "error: the key is not known (use the key and the server that ./runflow serve printed"
                + " together)\n");
  }

  @Test
  void liveNeedsALiveKey() {
    Ended ended = run("run", "m", "--prompt", "x", "--live");

    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("--live");
    assertThat(api.seen()).isEmpty();
  }

  @Test
  void aBrokenConfigurationListsItsProblems() throws IOException {
    Files.writeString(data.resolve("runflow.yaml"), "http: {port: many}\nnonsense: 1\n");

    Ended ended = CommandLineHarness.run(Map.of(), "models", "--data", data.toString());

    assertThat(ended.code()).isEqualTo(ExitCode.USAGE);
    assertThat(ended.err()).contains("http.port").contains("nonsense");
  }

  private void credentials() throws IOException {
    Files.writeString(
        data.resolve("credentials.json"),
        "{\"base_url\":\"%s\",\"test_key\":\"rf_test_a\",\"live_key\":\"rf_live_b\"}"
            .formatted(api.url()));
  }

  private Ended run(String... args) {
    boolean local = Arrays.asList(args).contains("--data");
    return CommandLineHarness.run(
        local ? Map.of() : Map.of("RUNFLOW_BASE_URL", api.url(), "RUNFLOW_API_KEY", "rf_test_a"),
        args);
  }
}
