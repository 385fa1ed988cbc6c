package runflow.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigLoaderTest {
  @TempDir private Path data;

  @Test
  void theDefaultsAreUsable() throws Exception {
    Config config = load(Map.of());
    assertThat(config.data()).isEqualTo(data);
    assertThat(config.http())
        .extracting(Config.Http::host, Config.Http::port, Config.Http::dev)
        .containsExactly("127.0.0.1", 8080, true);
    assertThat(config.testCredit()).isEqualTo("10000.00");
    assertThat(config.engine().slots()).isPositive();
    assertThat(config.limits()).isEqualTo(new Config.Limits(50, 200));
  }

  @Test
  void theFileIsReadAndLaterSourcesWin() throws Exception {
    Files.writeString(
        data.resolve("runflow.yaml"),
        """
        http: {port: 9000, host: 0.0.0.0}
        callbacks.timeout: 5s
        outbound:
          allow: [nas.example.org, 10.1.0.0/16]
        engine:
        """);
    Map<String, String> flags = Map.of("data", data.toString(), "http.host", "127.0.0.2");
    Config config = ConfigLoader.load(flags, Map.of("RUNFLOW_PORT", "9001"));
    assertThat(config.http().port()).isEqualTo(9001);
    assertThat(config.http().host()).isEqualTo("127.0.0.2");
    assertThat(config.callbacks().timeout()).isEqualTo(Duration.ofSeconds(5));
    assertThat(config.outbound().allow()).containsExactly("nas.example.org", "10.1.0.0/16");
  }

  @Test
  void aServerThatFacesTheWorldIsNotInDevelopment() throws Exception {
    assertThat(load(Map.of("http.host", "0.0.0.0")).http().dev()).isFalse();
  }

  /** A proxy in front of a loopback listener makes it public, and `http.public_url` says so. */
  @Test
  void metricsAreOpenOnlyWhereNoStrangerComes() throws Exception {
    assertThat(load(Map.of()).metrics().open()).isTrue();
    assertThat(load(Map.of("http.host", "0.0.0.0")).metrics().open()).isFalse();
    assertThat(load(Map.of("http.public_url", "https://video.example.com")).metrics().open())
        .isFalse();
    Map<String, String> opened = Map.of("http.host", "0.0.0.0", "metrics.open", "true");
    assertThat(load(opened).metrics().open()).isTrue();
  }

  @Test
  void aNodeHasBothRolesAndItsFilesInTheDataFolderUnlessToldOtherwise() throws Exception {
    Config alone = load(Map.of());
    assertThat(alone.roles()).containsExactlyInAnyOrder(Role.API, Role.WORKER);
    assertThat(alone.storage().directory()).isEqualTo(data);

    Config worker =
        load(
            Map.of(
                "node.roles", "worker",
                "database.url", "jdbc:postgresql://db/x",
                "http.public_url", "https://video.example.com",
                "storage.directory", "/srv/runflow"));
    assertThat(worker.worker()).isTrue();
    assertThat(worker.api()).isFalse();
    assertThat(worker.storage().directory()).isEqualTo(Path.of("/srv/runflow"));
  }

  @Test
  void aLonelyRoleMustKnowTheOthers() {
    assertThatThrownBy(() -> load(Map.of("node.roles", "worker")))
        .hasMessageContaining("`database.url`")
        .hasMessageContaining("`http.public_url`");
    assertThatThrownBy(() -> load(Map.of("node.roles", "api")))
        .hasMessageContaining("`database.url`")
        .hasMessageNotContaining("`http.public_url`");
  }

  @Test
  void everyProblemIsListedAtOnceWithItsSource() throws Exception {
    Files.writeString(data.resolve("runflow.yaml"), "htp: {port: 1}\nruns: {drain: soon}\n");
    var problem =
        catchThrowableOfType(
            ConfigException.class,
            () ->
                ConfigLoader.load(
                    Map.of("data", data.toString(), "http.port", "70000", "nope", "1"),
                    Map.of("RUNFLOW_ENGINE_SLOTS", "many", "RUNFLOW_TYPO", "1", "PATH", "x")));
    assertThat(String.valueOf(problem.getMessage()).lines().skip(1))
        .hasSize(6)
        .anySatisfy(line -> assertThat(line).contains("runflow.yaml", "unknown key `htp.port`"))
        .anySatisfy(line -> assertThat(line).contains("runflow.yaml", "`runs.drain`", "`soon`"))
        .anySatisfy(line -> assertThat(line).contains("flag", "`http.port`", "65535", "`70000`"))
        .anySatisfy(line -> assertThat(line).contains("flag", "unknown key `nope`"))
        .anySatisfy(line -> assertThat(line).contains("RUNFLOW_ENGINE_SLOTS", "1 to 64", "`many`"))
        .anySatisfy(line -> assertThat(line).contains("unknown variable `RUNFLOW_TYPO`"));
  }

  @ParameterizedTest
  @CsvSource({
    "http.port, -1",
    "http.port, x",
    "http.public_url, video.example.com",
    "http.public_url, ftp://video.example.com",
    "http.public_url, https://video.example.com/path",
    "http.public_url, https://video.example.com?x=1",
    "http.public_url, https://video.example.com#x",
    "http.public_url, https://u:p@video.example.com",
    "http.dev, yes",
    "http.host, ''",
    "node.roles, ''",
    "node.roles, ','",
    "node.roles, 'api,renderer'",
    "database.url, mysql://localhost/x",
    "database.connections, 2",
    "runs.drain, 0s",
    "callbacks.timeout, 10",
    "engine.slots, 0",
    "limits.creations_per_second, -1",
    "limits.creations_per_second, 0.5",
    "limits.creations_per_second, 100001",
    "limits.burst, 0",
    "limits.burst, lots",
    "metrics.open, maybe",
    "secret_key, abc",
    "catalog.directory, /nonexistent/folder",
    "credit.test, -1",
    "credit.test, a lot",
    "credit.test, 0.00000001",
    "credit.test, 1e30",
  })
  void aBadValueIsNamed(String key, String value) {
    assertThatThrownBy(() -> load(Map.of(key, value)))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`" + key + "`");
  }

  @Test
  void anEmptyDataFolderIsRefused() {
    assertThatThrownBy(() -> ConfigLoader.load(Map.of("data", ""), Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("`data`");
  }

  @Test
  void aNameOfTheOperatorsChoiceStandsInAKeyAndInAVariable() throws Exception {
    Config config =
        ConfigLoader.load(
            Map.of(
                "data", data.toString(), "providers.videos.my-gpu.base_url", "http://gpu:8091/v1"),
            Map.of(
                "RUNFLOW_PROVIDERS_VIDEOS_MY_GPU_KEY", "secret-1",
                "RUNFLOW_PROVIDERS_CAPS_MY_GPU_RUNNING", "3",
                "FAL_KEY", "secret-2",
                "UNRELATED", "x"));

    assertThat(config.providers().videos())
        .containsExactly(
            Map.entry(
                "my-gpu",
                new ProviderConfig.Videos(
                    URI.create("http://gpu:8091/v1"),
                    Optional.of(new ProviderConfig.Secret("secret-1")),
                    Optional.empty())));
    assertThat(config.providers().capsOf("my-gpu")).isEqualTo(new ProviderConfig.Caps(3, 0));
    assertThat(config.providers().declared())
        .containsEntry(
            "fal",
            new ProviderConfig.Declared(
                Optional.of(new ProviderConfig.Secret("secret-2")), Optional.empty()));
    assertThat(config.providers().toString()).doesNotContain("secret-");
  }

  @Test
  void whatIsWrongWithProvidersIsToldAtOnce() {
    assertThatThrownBy(
            () ->
                ConfigLoader.load(
                    Map.of(
                        "data", data.toString(),
                        "providers.videos.fal.base_url", "http://gpu",
                        "providers.videos.a.key", "k",
                        "providers.caps.vertx.running", "2",
                        "providers.rewriter.model", "m",
                        "providers.gemini.base_url", "https://user:hunter2@host",
                        "providers.vertex.storage_uri", "https://bucket"),
                    Map.of()))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("the name `fal` is taken")
        .hasMessageContaining("`providers.videos.a.base_url` is missing")
        .hasMessageContaining("`providers.caps.vertx` bounds no provider")
        .hasMessageContaining("`providers.rewriter` needs both")
        .hasMessageContaining("`providers.gemini.base_url`")
        .hasMessageContaining("`providers.vertex.storage_uri`")
        .hasMessageNotContaining("hunter2");
  }

  @Test
  void secretsAreNeverShown() throws Exception {
    String key = "c2VjcmV0".repeat(5) + "YWJj";
    List<String> lines =
        ConfigLoader.explain(
            Map.of(
                "data", data.toString(),
                "database.url", "jdbc:postgresql://db/x?user=a&password=hunter2&ssl=true",
                "database.password", "hunter2"));
    assertThat(lines)
        .hasSize((int) Setting.ALL.stream().filter(setting -> !setting.named()).count())
        .noneMatch(line -> line.contains("hunter2"));
    assertThat(lines)
        .anyMatch(line -> line.startsWith("database.password") && line.contains("***"));
    assertThat(lines).anyMatch(line -> line.contains("jdbc:postgresql://db/x"));
    assertThatThrownBy(() -> load(Map.of("database.url", "postgres://a:hunter2@db/x")))
        .hasMessageContaining("`database.url`")
        .hasMessageNotContaining("hunter2");
    assertThatThrownBy(() -> load(Map.of("secret_key", key)))
        .hasMessageContaining("`secret_key`")
        .hasMessageNotContaining(key);
  }

  private Config load(Map<String, String> settings) throws ConfigException {
    Map<String, String> flags = new HashMap<>(settings);
    flags.put("data", data.toString());
    return ConfigLoader.load(flags, Map.of());
  }
}
