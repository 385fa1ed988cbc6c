package runflow.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class OptionsTest {
  @Test
  void faultsComeFromTheCommandLine() {
    Options options =
        Options.parse("fal", "--fault", "download=TRUNCATED_MP4", "--fault", "poll=never_ends");
    assertThat(options.faults())
        .isEqualTo(Map.of(Where.DOWNLOAD, Fault.TRUNCATED_MP4, Where.POLL, Fault.NEVER_ENDS));
    try (FakeProvider fake = Main.start(options)) {
      options.applyTo(fake);
      assertThat(fake.server().faults.at(Where.DOWNLOAD)).isEqualTo(Fault.TRUNCATED_MP4);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "'',must name a provider",
    "fal --port,--port needs a value",
    "fal --colour red,there is no flag --colour",
    "fal --fault download,must be CALL=FAULT",
    "fal --fault download=NOTHING,knows no such call or fault",
    "nobody,there is no provider nobody",
    "fal --port 99999,--port must be 0 to 65535",
    "fal --fault submit=TRUNCATED_MP4,cannot happen at SUBMIT",
  })
  void mistakesAreNamed(String line, String message) {
    assertThatThrownBy(
            () -> {
              Options options = Options.parse(line.isEmpty() ? new String[0] : line.split(" ", -1));
              try (FakeProvider fake = Main.start(options)) {
                options.applyTo(fake);
              }
            })
        .isInstanceOf(Usage.class)
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({
    "vertex,VERTEX_PROJECT VERTEX_LOCATION VERTEX_BASE_URL VERTEX_CREDENTIALS_FILE,''",
    "gemini,GEMINI_BASE_URL GEMINI_KEY,/v1beta",
    "interactions,GEMINI_BASE_URL GEMINI_KEY,/v1beta",
    "fal,FAL_BASE_URL FAL_KEY,''",
    "replicate,REPLICATE_BASE_URL REPLICATE_TOKEN,/v1",
    "openai,VIDEOS_OPENAI_BASE_URL VIDEOS_OPENAI_KEY VIDEOS_OPENAI_MODEL,/v1",
    "vllm,VIDEOS_VLLM_BASE_URL VIDEOS_VLLM_KEY VIDEOS_VLLM_MODEL,/v1",
    "sglang,VIDEOS_SGLANG_BASE_URL VIDEOS_SGLANG_KEY VIDEOS_SGLANG_MODEL,/v1",
  })
  void settingsLeadToTheFake(String provider, String names, String path) throws Exception {
    Options options = Options.parse(provider);
    try (FakeProvider fake = Main.start(options)) {
      Map<String, String> settings = Main.settings(fake, options);

      assertThat(settings.keySet())
          .containsExactly(
              Stream.of(names.split(" ", -1))
                  .map("RUNFLOW_PROVIDERS_"::concat)
                  .toArray(String[]::new));
      assertThat(settings).containsValue(fake.baseUrl() + path);
    }
  }

  @Test
  void accountIsWrittenForItsOwnerAlone(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("account.json");
    Options options = Options.parse("vertex", "--service-account", file.toString());
    try (FakeProvider fake = Main.start(options)) {
      assertThat(Main.settings(fake, options))
          .containsEntry("RUNFLOW_PROVIDERS_VERTEX_CREDENTIALS_FILE", file.toString());
      assertThat(Json.tree(Files.readString(file)).path("token_uri").asString())
          .isEqualTo(fake.baseUrl() + "/token");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @ParameterizedTest
  @EnumSource
  void usageNamesEveryFault(Fault fault) throws Exception {
    assertThat(Main.usage().contains(fault.name())).isEqualTo(fault != Fault.NONE);
  }
}
