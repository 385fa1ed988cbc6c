package runflow.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.config.ProviderConfig;
import runflow.error.FailureCode;
import runflow.json.Json;
import runflow.provider.Artifact;
import runflow.provider.ProviderCall;
import runflow.provider.ProviderResult;
import runflow.testing.ProviderStub;
import runflow.testing.ProviderStub.Reply;

class GeminiProviderTest {
  private static final String SUBMIT = "/v1beta/models/veo-3.1-generate-001:predictLongRunning";
  private static final String OPERATION = "models/veo-3.1-generate-001/operations/op1";
  private static final String POLL = "/v1beta/" + OPERATION;
  private static final String FILE = "/v1beta/files/abc:download";

  @TempDir Path folder;

  private final List<ProviderCall> calls = new ArrayList<>();
  private ProviderStub relay;
  private GeminiProvider gemini;

  @BeforeEach
  void start() throws Exception {
    relay = ProviderStub.start();
    gemini = provider(Optional.of(URI.create(relay.base() + "/v1beta")));
  }

  @AfterEach
  void stop() {
    gemini.close();
    relay.close();
  }

  private GeminiProvider provider(Optional<URI> base) throws Exception {
    return new GeminiProvider(
        new ProviderConfig.Gemini(Optional.of(new ProviderConfig.Secret("key-1")), base),
        Fixtures.LIMITS,
        Fixtures.AT_ONCE,
        Fixtures.scratch(folder),
        Fixtures.CLOCK);
  }

  @Test
  void withoutARelayThereIsNoProvider() {
    assertThatThrownBy(() -> provider(Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theBodyHasOnlyWhatTheApiKnows() throws Exception {
    relay.on(SUBMIT, Reply.json(200, "{\"name\":\"" + OPERATION + "\"}"));

    assertThat(gemini.submit(Fixtures.request(Fixtures.FULL), calls::add))
        .isEqualTo(new ProviderResult.Accepted(OPERATION, Fixtures.AT_ONCE));

    assertThat(relay.call(SUBMIT).headers()).containsEntry("x-goog-api-key", "key-1");
    assertThat(relay.call(SUBMIT).json())
        .isEqualTo(
            Json.tree(
                """
                {"instances": [{"prompt": "a cat"}],
                 "parameters": {"sampleCount": 1, "aspectRatio": "9:16", "durationSeconds": 6,
                   "resolution": "720p", "negativePrompt": "dogs"}}
                """));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://generativelanguage.googleapis.com/v1beta/files/abc:download?alt=media",
        "files/abc"
      })
  void aFileIsFetchedFromTheRelayThroughRedirects(String uri) throws Exception {
    relay.on(
        POLL,
        Reply.json(
            200,
            """
            {"done": true, "response": {"generateVideoResponse":
              {"generatedSamples": [{"video": {"uri": "%s"}}]}}}
            """
                .formatted(uri)));
    relay.on(FILE, Reply.redirect("/media/1")).on("/media/1", Reply.video(Fixtures.VIDEO));

    var succeeded = (ProviderResult.Succeeded) gemini.poll(OPERATION, calls::add);

    assertThat(read(succeeded)).isEqualTo(Fixtures.VIDEO);
    assertThat(relay.call(FILE).headers()).containsEntry("x-goog-api-key", "key-1");
    assertThat(relay.call(POLL).method()).isEqualTo("GET");
  }

  @Test
  void theKeyGoesToNobodyElse() throws Exception {
    try (ProviderStub stranger = ProviderStub.start()) {
      relay.on(
          POLL,
          Reply.json(
              200,
              "{\"done\":true,\"response\":{\"generateVideoResponse\":{\"generatedSamples\":"
                  + "[{\"video\":{\"uri\":\"files/abc\"}}]}}}"));
      relay.on(FILE, Reply.redirect(stranger.base() + "/v.mp4"));
      stranger.on("/v.mp4", Reply.video(Fixtures.VIDEO));

      var succeeded = (ProviderResult.Succeeded) gemini.poll(OPERATION, calls::add);

      assertThatThrownBy(() -> read(succeeded)).isInstanceOf(Artifact.Unusable.class);
      assertThat(stranger.calls("/v.mp4")).isEmpty();
    }
  }

  @Test
  void aFilteredVideoIsBlocked() throws Exception {
    relay.on(
        POLL,
        Reply.json(
            200,
            "{\"done\":true,\"response\":{\"generateVideoResponse\":{\"raiMediaFilteredCount\":1,"
                + "\"raiMediaFilteredReasons\":[\"Support codes: 78610348\"]}}}"));

    assertThat(gemini.poll(OPERATION, calls::add))
        .isInstanceOfSatisfying(
            ProviderResult.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo(FailureCode.CONTENT_BLOCKED);
              assertThat(rejected.message()).contains("toxic language");
            });
  }

  @Test
  void aBadKeyIsTheOperatorsMatter() throws Exception {
    relay.on(
        SUBMIT,
        Reply.json(
            400,
            "{\"error\":{\"code\":400,\"message\":\"API key not valid\",\"details\":"
                + "[{\"reason\":\"API_KEY_INVALID\"}]}}"));

    assertThat(gemini.submit(Fixtures.request(Fixtures.FULL), calls::add))
        .isInstanceOf(ProviderResult.Unusable.class);
  }

  @Test
  void theKeyIsTriedOnTheListOfModels() throws Exception {
    relay.on("/v1beta/models", Reply.json(200, "{}"), Reply.json(403, "{}"));

    assertThat(gemini.verify(calls::add)).isEmpty();
    assertThat(gemini.verify(calls::add)).isPresent();
  }

  @Test
  void nothingCanBeCancelled() throws Exception {
    assertThat(gemini.cancel(OPERATION, calls::add)).isFalse();
    assertThat(calls).isEmpty();
  }

  private static byte[] read(ProviderResult.Succeeded succeeded) throws Exception {
    try (InputStream in = succeeded.artifacts().getFirst().content().open()) {
      return in.readAllBytes();
    }
  }
}
