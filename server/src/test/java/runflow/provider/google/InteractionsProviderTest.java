package runflow.provider.google;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.config.ProviderConfig;
import runflow.error.FailureCode;
import runflow.json.Json;
import runflow.provider.ProviderCall;
import runflow.provider.ProviderResult;
import runflow.testing.ProviderStub;
import runflow.testing.ProviderStub.Reply;

class InteractionsProviderTest {
  private static final String SUBMIT = "/v1beta/interactions";
  private static final String POLL = "/v1beta/interactions/v1_Abc-9";
  private static final String INPUT =
      "{\"prompt\":\"a cat\",\"duration\":\"5s\",\"resolution\":\"1080p\",\"aspect_ratio\":\"auto\","
          + "\"auto_fix\":true}";

  @TempDir Path folder;

  private final List<ProviderCall> calls = new ArrayList<>();
  private ProviderStub google;
  private InteractionsProvider interactions;

  @BeforeEach
  void start() throws Exception {
    google = ProviderStub.start();
    interactions =
        new InteractionsProvider(
            new ProviderConfig.Gemini(
                Optional.of(new ProviderConfig.Secret("key-1")),
                Optional.of(URI.create(google.base() + "/v1beta"))),
            Fixtures.LIMITS,
            Fixtures.AT_ONCE,
            Fixtures.scratch(folder),
            Fixtures.CLOCK);
  }

  @AfterEach
  void stop() {
    interactions.close();
    google.close();
  }

  @Test
  void aTextBecomesABackgroundInteraction() throws Exception {
    google.on(SUBMIT, Reply.json(200, "{\"id\":\"v1_Abc-9\",\"status\":\"queued\"}"));

    assertThat(interactions.submit(Fixtures.request(INPUT), calls::add))
        .isEqualTo(new ProviderResult.Accepted("v1_Abc-9", Fixtures.AT_ONCE));

    assertThat(google.call(SUBMIT).headers()).containsEntry("x-goog-api-key", "key-1");
    assertThat(google.call(SUBMIT).json())
        .isEqualTo(
            Json.tree(
                """
                {"model": "veo-3.1-generate-001", "background": true, "input": "a cat",
                 "response_format": [{"type": "video", "aspect_ratio": "16:9",
                   "resolution": "1080p", "duration": "5s", "delivery": "uri"}],
                 "generation_config": {"video_config": {"task": "text_to_video"}}}
                """));
  }

  @Test
  void aPictureBecomesAPartOfTheInput() throws Exception {
    google.on(SUBMIT, Reply.json(200, "{\"id\":\"v1_Abc-9\"}"));

    interactions.submit(
        Fixtures.request(INPUT, Fixtures.picture("image/webp", 600, 800)), calls::add);

    var body = google.call(SUBMIT).json();
    assertThat(body.path("input"))
        .isEqualTo(
            Json.tree(
                """
                [{"type": "text", "text": "a cat"},
                 {"type": "image", "data": "AQID", "mime_type": "image/webp"}]
                """));
    assertThat(body.at("/response_format/0/aspect_ratio").stringValue()).isEqualTo("9:16");
    assertThat(body.at("/generation_config/video_config/task").stringValue())
        .isEqualTo("image_to_video");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "{\"id\":\"\"}", "{\"id\":\"../models\"}", "{\"id\":[7]}", "nonsense"})
  void anAnswerWithoutAnIdIsLost(String answer) throws Exception {
    google.on(SUBMIT, Reply.json(200, answer));

    assertThat(interactions.submit(Fixtures.request(INPUT), calls::add))
        .isInstanceOf(ProviderResult.Lost.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"queued", "in_progress", "something_new"})
  void aStateThatIsNotTheLastIsUnderWay(String status) throws Exception {
    google.on(POLL, Reply.json(200, "{\"status\":\"%s\"}".formatted(status)));

    assertThat(poll()).isInstanceOf(ProviderResult.Running.class);
    assertThat(google.call(POLL).query()).contains("include_input=false");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"steps\":[{\"type\":\"thought\"},{\"type\":\"model_output\",\"content\":[{\"type\":\"text\"},%s]}]",
        "\"output_video\":%s"
      })
  void aVideoIsFoundWhereverItStands(String place) throws Exception {
    String video = "{\"type\":\"video\",\"uri\":\"files/abc\",\"mime_type\":\"video/mp4\"}";
    google.on(
        POLL, Reply.json(200, "{\"status\":\"completed\",%s}".formatted(place.formatted(video))));
    google.on("/v1beta/files/abc:download", Reply.video(Fixtures.VIDEO));

    assertThat(read((ProviderResult.Succeeded) poll())).isEqualTo(Fixtures.VIDEO);
  }

  @Test
  void aVideoThatCameInlineIsTakenToo() throws Exception {
    String video =
        "{\"type\":\"video\",\"data\":\"%s\"}"
            .formatted(java.util.Base64.getEncoder().encodeToString(Fixtures.VIDEO));
    google.on(
        POLL,
        Reply.json(
            200,
            "{\"status\":\"completed\",\"steps\":[{\"type\":\"model_output\",\"content\":[%s]}]}"
                .formatted(video)));

    assertThat(read((ProviderResult.Succeeded) poll())).isEqualTo(Fixtures.VIDEO);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'status':'completed'}       | PROVIDER_NO_OUTPUT",
        "{'status':'failed','errors':[{'code':'content_blocked','message':'no'}]} | CONTENT_BLOCKED",
        "{'status':'failed','errors':[{'code':'x','message':'Support codes: 61493863'}]} | CONTENT_BLOCKED",
        "{'status':'failed','errors':[{'code':'unavailable','message':'no'}]} | PROVIDER_UNAVAILABLE",
        "{'status':'failed','errors':[{'code':'resource_exhausted','message':'no'}]} | PROVIDER_RATE_LIMITED",
        "{'status':'failed','errors':[{'code':'deadline_exceeded','message':'no'}]} | PROVIDER_TIMEOUT",
        "{'status':'failed'}          | PROVIDER_REJECTED",
        "{'status':'cancelled'}       | PROVIDER_REJECTED",
        "{'status':'incomplete'}      | PROVIDER_NO_OUTPUT",
        "{'status':'requires_action'} | PROVIDER_REJECTED",
        "{'status':'budget_exceeded'} | PROVIDER_UNAVAILABLE"
      })
  void everyOtherEndIsAFailure(String state, FailureCode failure) throws Exception {
    google.on(POLL, Reply.json(200, state.replace('\'', '"')));

    assertThat(poll())
        .isInstanceOfSatisfying(
            ProviderResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo(failure));
  }

  @ParameterizedTest
  @CsvSource({"200, cancelled, true", "200, completed, false", "404, cancelled, false"})
  void aCancellationIsConfirmedByItsStatus(int status, String state, boolean confirmed)
      throws Exception {
    google.on(POLL + "/cancel", Reply.json(status, "{\"status\":\"%s\"}".formatted(state)));

    assertThat(interactions.cancel("v1_Abc-9", calls::add)).isEqualTo(confirmed);
    assertThat(google.call(POLL + "/cancel").method()).isEqualTo("POST");
  }

  private ProviderResult.OfPoll poll() throws InterruptedException {
    return interactions.poll("v1_Abc-9", calls::add);
  }

  private static byte[] read(ProviderResult.Succeeded succeeded) throws Exception {
    try (InputStream in = succeeded.artifacts().getFirst().content().open()) {
      return in.readAllBytes();
    }
  }
}
