package runflow.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.config.ProviderConfig;
import runflow.error.FieldError;
import runflow.provider.Provider;
import runflow.provider.ProviderRequest;

/** What each of Google's providers takes, field by field. */
class CheckTest {
  @TempDir Path folder;

  private VertexProvider vertex;
  private GeminiProvider gemini;
  private InteractionsProvider interactions;

  @BeforeEach
  void make() throws Exception {
    var scratch = Fixtures.scratch(folder);
    var relay =
        new ProviderConfig.Gemini(
            Optional.empty(), Optional.of(URI.create("http://127.0.0.1:9/v1beta")));
    vertex =
        new VertexProvider(
            new ProviderConfig.Vertex(
                Optional.of("acme"),
                "us-central1",
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            Fixtures.LIMITS,
            Fixtures.AT_ONCE,
            scratch,
            Fixtures.CLOCK);
    gemini = new GeminiProvider(relay, Fixtures.LIMITS, Fixtures.AT_ONCE, scratch, Fixtures.CLOCK);
    interactions =
        new InteractionsProvider(relay, Fixtures.LIMITS, Fixtures.AT_ONCE, scratch, Fixtures.CLOCK);
  }

  @AfterEach
  void close() {
    vertex.close();
    gemini.close();
    interactions.close();
  }

  /** What stands in a column is what that provider refuses; empty if nothing. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{}                                        | -               | -",
        "{'seed': 0}                               | -               | seed",
        "{'seed': 4294967295}                      | -               | seed",
        "{'seed': 4294967296}                      | seed            | seed",
        "{'seed': -1}                              | seed            | seed",
        "{'seed': 9223372036854775807}             | seed            | seed",
        "{'seed': null}                            | -               | -",
        "{'generate_audio': false}                 | -               | generate_audio",
        "{'resolution': '1080p'}                   | -               | duration",
        "{'resolution': '4k'}                      | -               | duration",
        "{'resolution': '4k', 'duration': '8s'}    | -               | -",
        "{'resolution': '480p'}                    | resolution      | resolution",
        "{'duration': '5s'}                        | duration        | duration",
        "{'duration': 'soon'}                      | duration        | duration",
        "{'aspect_ratio': 'auto'}                  | -               | -",
        "{'aspect_ratio': '1:1'}                   | aspect_ratio    | aspect_ratio",
        "{'loop': true}                            | loop            | loop"
      })
  void veoRefusesWhatItCannotHonour(String fields, String atVertex, String atGemini) {
    ProviderRequest request = Fixtures.changed(fields.replace('\'', '"'));
    assertThat(refused(vertex, request)).isEqualTo(fieldsOf(atVertex));
    assertThat(refused(gemini, request)).isEqualTo(fieldsOf(atGemini));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "-",
      value = {
        "{'prompt': 'x', 'duration': '3s', 'resolution': '360p', 'auto_fix': true} | -",
        "{'prompt': 'x', 'duration': '15s', 'generate_audio': true}                | -",
        "{'prompt': 'x', 'duration': '16s'}                                        | duration",
        "{'prompt': 'x', 'seed': 7}                                                | seed",
        "{'prompt': 'x', 'negative_prompt': 'y'}                                   | negative_prompt",
        "{'prompt': 'x', 'generate_audio': false}                                  | generate_audio",
        "{'prompt': 'x', 'resolution': '8k'}                                       | resolution"
      })
  void omniRefusesWhatItCannotHonour(String input, String refused) {
    assertThat(refused(interactions, Fixtures.request(input.replace('\'', '"'))))
        .isEqualTo(fieldsOf(refused));
  }

  @Test
  void aRefusalNamesFieldRuleValueAndNextStep() {
    assertThat(vertex.check(Fixtures.changed("{\"seed\": -1}")))
        .containsExactly(
            new FieldError(
                List.of("input", "seed"),
                "`seed` must be from 0 to 4294967295 at provider `vertex`, but was -1: choose"
                    + " another or leave it out",
                "unsupported"));
  }

  @ParameterizedTest
  @CsvSource({"image/jpeg, false", "image/png, false", "image/webp, true"})
  void veoTakesPicturesOfTwoKinds(String type, boolean refused) {
    ProviderRequest request =
        Fixtures.request(
            "{\"prompt\":\"x\",\"image_url\":\"https://a.example/b\"}",
            Fixtures.picture(type, 1280, 720));
    assertThat(refused(vertex, request)).isEqualTo(refused ? List.of("image_url") : List.of());
    assertThat(refused(gemini, request)).isEqualTo(refused ? List.of("image_url") : List.of());
    assertThat(refused(interactions, request)).isEmpty();
  }

  @Test
  void liteHasNo4k() {
    ProviderRequest full = Fixtures.changed("{\"resolution\": \"4k\", \"duration\": \"8s\"}");
    var lite =
        new ProviderRequest(
            full.run(),
            full.model(),
            "veo-3.1-lite-generate-001",
            full.input(),
            full.media(),
            full.metadata(),
            full.webhook());
    assertThat(refused(vertex, lite)).containsExactly("resolution");
    assertThat(refused(gemini, lite)).containsExactly("resolution");
  }

  @Test
  void onlySafetyToleranceIsTakenWithoutEffect() {
    for (Provider provider : List.of(vertex, gemini)) {
      assertThat(provider.ignored(Fixtures.request(Fixtures.FULL)))
          .singleElement()
          .asString()
          .contains("`safety_tolerance` had no effect", provider.name());
      assertThat(provider.ignored(Fixtures.request("{\"prompt\":\"x\"}"))).isEmpty();
    }
  }

  private static List<String> refused(Provider provider, ProviderRequest request) {
    return provider.check(request).stream().map(error -> error.loc().getLast().toString()).toList();
  }

  private static List<String> fieldsOf(String column) {
    return column == null ? List.of() : List.of(column);
  }
}
