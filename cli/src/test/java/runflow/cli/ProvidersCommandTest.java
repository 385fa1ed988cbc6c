package runflow.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import runflow.cli.CommandLineHarness.Ended;
import runflow.config.Setting;

class ProvidersCommandTest {
  private FakeApi api;

  @BeforeEach
  void start() throws IOException {
    api = new FakeApi();
  }

  @AfterEach
  void stop() {
    api.close();
  }

  @Test
  void everyProviderIsShownWithItsModelsAndTheReason() {
    models(
        """
        {"id":"a/one","routes":[
          {"provider":"replicate","model":"r","status":"resting","reason":"it had no room"},
          {"provider":"fal","model":"f","status":"ready","reason":null}]},
        {"id":"a/two","routes":[
          {"provider":"replicate","model":"r","status":"ready","reason":null},
          {"provider":"vertex","model":"v","status":"not_configured","reason":"no account"},
          {"provider":"fal","model":"g","status":"ready","reason":null}]}""");

    Ended ended = run();

    assertThat(ended.code()).isZero();
    assertThat(cells(ended.out()).limit(5))
        .containsExactly(
            "PROVIDER | STATUS | MODEL | REASON",
            "fal | ready | a/one",
            "a/two",
            "replicate | ready | a/two",
            "replicate | resting | a/one | it had no room");
    assertThat(cells(ended.out()).skip(5).toList())
        .singleElement()
        .asString()
        .startsWith("vertex | not configured | a/two | set `providers.vertex.project`");
  }

  @Test
  void withoutAnyProviderItNamesTheSettings() {
    models(
        """
        {"id":"a/one","routes":[
          {"provider":"fal","model":"f","status":"not_configured","reason":"no account"},
          {"provider":"gpu","model":"g","status":"not_configured","reason":"no account"}]}""");

    Ended ended = run();

    assertThat(ended.code()).isZero();
    assertThat(ended.out())
        .startsWith("no real provider is configured")
        .contains("`providers.fal.key` (FAL_KEY)")
        .contains("`providers.videos.gpu.base_url`")
        .doesNotContain("STATUS");
  }

  @Test
  void modelsWithoutRoutesAreNamedAsTheReason() {
    models("{\"id\":\"a/one\",\"routes\":[]}");

    assertThat(run().out()).contains("`routes` in its model file");
  }

  @Test
  void theSettingsThatAreNamedExist() {
    for (String provider : ProviderSettings.shipped()) {
      String text = ProviderSettings.of(provider);
      var named = Stream.of(text.split("`", -1)).filter(part -> part.startsWith("providers."));
      assertThat(named.toList())
          .isNotEmpty()
          .allSatisfy(
              key -> {
                Setting setting =
                    Setting.ALL.stream()
                        .filter(one -> one.key().equals(key))
                        .findFirst()
                        .orElseThrow();
                assertThat(text).contains(setting.shortName().orElse(setting.environmentName()));
              });
    }
  }

  private void models(String items) {
    api.on("GET /v1/models?limit=500", 200, "{\"items\":[" + items + "],\"next_pq\":null}");
  }

  private Ended run() {
    return CommandLineHarness.run(
        Map.of("RUNFLOW_BASE_URL", api.url(), "RUNFLOW_API_KEY", "rf_live_a"), "providers");
  }

  private static Stream<String> cells(String table) {
    return table.lines().map(line -> line.strip().replaceAll(" {2,}", " | "));
  }
}
