package runflow.provider.google;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
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
import runflow.provider.Artifact;
import runflow.provider.ProviderCall;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import runflow.testing.ProviderStub;
import runflow.testing.ProviderStub.Reply;
import tools.jackson.databind.JsonNode;

class VertexProviderTest {
  private static final String MODEL =
      "/v1/projects/acme/locations/us-central1/publishers/google/models/veo-3.1-generate-001";
  private static final String SUBMIT = MODEL + ":predictLongRunning";
  private static final String POLL = MODEL + ":fetchPredictOperation";
  private static final String OPERATION = MODEL.substring("/v1/".length()) + "/operations/op-1";

  @TempDir Path folder;

  private final List<ProviderCall> calls = new ArrayList<>();
  private ProviderStub google;
  private VertexProvider vertex;

  @BeforeEach
  void start() throws Exception {
    google = ProviderStub.start();
    google.on("/token", Fixtures.token("tok-1"));
    vertex = provider(Optional.of(URI.create("gs://clips/veo")));
  }

  @AfterEach
  void stop() {
    vertex.close();
    google.close();
  }

  private VertexProvider provider(Optional<URI> storage) throws IOException {
    return new VertexProvider(
        new ProviderConfig.Vertex(
            Optional.of("acme"),
            "us-central1",
            Optional.of(Fixtures.serviceAccount(folder, google.base() + "/token")),
            storage,
            Optional.of(google.base())),
        Fixtures.LIMITS,
        Fixtures.AT_ONCE,
        Fixtures.scratch(folder),
        Fixtures.CLOCK);
  }

  @Test
  void everyFieldOfTheInputIsSent() throws Exception {
    google.on(SUBMIT, Reply.json(200, "{\"name\":\"" + OPERATION + "\"}"));

    assertThat(submit(Fixtures.changed("{\"seed\": 4294967295, \"generate_audio\": false}")))
        .isEqualTo(new ProviderResult.Accepted(OPERATION, Fixtures.AT_ONCE));

    ProviderStub.Call call = google.call(SUBMIT);
    assertThat(call.headers()).containsEntry("authorization", "Bearer tok-1");
    assertThat(call.json())
        .isEqualTo(
            Json.tree(
                """
                {"instances": [{"prompt": "a cat"}],
                 "parameters": {"sampleCount": 1, "aspectRatio": "9:16", "durationSeconds": 6,
                   "resolution": "720p", "negativePrompt": "dogs", "generateAudio": false,
                   "seed": 4294967295, "storageUri": "gs://clips/veo"}}
                """));
    assertThat(calls)
        .extracting(ProviderCall::purpose)
        .containsExactly(ProviderCall.Purpose.SUBMIT);
  }

  @ParameterizedTest
  @CsvSource({"1280, 720, 16:9", "720, 1280, 9:16", "800, 800, 16:9"})
  void aPictureIsSentAndAutoFollowsIt(int width, int height, String ratio) throws Exception {
    google.on(SUBMIT, Reply.json(200, "{\"name\":\"" + OPERATION + "\"}"));

    submit(
        Fixtures.request(
            "{\"prompt\":\"x\",\"aspect_ratio\":\"auto\",\"image_url\":\"https://a.example/b\"}",
            Fixtures.picture("image/png", width, height)));

    JsonNode body = google.call(SUBMIT).json();
    assertThat(body.at("/instances/0/image"))
        .isEqualTo(Json.tree("{\"bytesBase64Encoded\":\"AQID\",\"mimeType\":\"image/png\"}"));
    assertThat(body.at("/parameters/aspectRatio").stringValue()).isEqualTo(ratio);
    assertThat(body.at("/parameters/resizeMode").stringValue()).isEqualTo("crop");
  }

  @Test
  void aDroppedSubmissionIsLostAndNotSentAgain() throws Exception {
    google.on(SUBMIT, Reply.dropped());

    assertThat(submit(Fixtures.request(Fixtures.FULL))).isInstanceOf(ProviderResult.Lost.class);
    assertThat(google.calls(SUBMIT)).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "[]",
        "nonsense",
        "{\"name\":7}",
        "{\"name\":\"models/../operations/b\"}",
        "{\"name\":\"a/operations/b\"}"
      })
  void aSubmissionWithoutAnOperationIsLost(String answer) throws Exception {
    google.on(SUBMIT, Reply.json(200, answer));

    assertThat(submit(Fixtures.request(Fixtures.FULL))).isInstanceOf(ProviderResult.Lost.class);
  }

  @Test
  void aPromptThatIsBlockedAtOnceIsSaidInPlainWords() throws Exception {
    google.on(
        SUBMIT,
        Reply.json(
            400,
            "{\"error\":{\"code\":400,\"message\":\"violates our Responsible AI practices. Support"
                + " codes: 61493863\",\"status\":\"INVALID_ARGUMENT\"}}"));

    assertThat(submit(Fixtures.request(Fixtures.FULL)))
        .isInstanceOfSatisfying(
            ProviderResult.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo(FailureCode.CONTENT_BLOCKED);
              assertThat(rejected.message()).contains("violence (support code 61493863)");
            });
  }

  @Test
  void anAccountWithoutTheRoleIsToldWhatToGive() throws Exception {
    google.on(SUBMIT, Reply.json(403, "{}"));

    assertThat(submit(Fixtures.request(Fixtures.FULL)))
        .isInstanceOfSatisfying(
            ProviderResult.Unusable.class,
            unusable ->
                assertThat(unusable.reason())
                    .contains("`projects/acme/locations/us-central1`", "Vertex AI User"));
  }

  @Test
  void withoutATokenNothingIsSent() throws Exception {
    google.on("/token", Reply.json(503, "{}"), Reply.json(400, "{}"));

    assertThat(submit(Fixtures.request(Fixtures.FULL)))
        .isInstanceOf(ProviderResult.Retryable.class);
    assertThat(submit(Fixtures.request(Fixtures.FULL))).isInstanceOf(ProviderResult.Unusable.class);
    assertThat(poll()).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(vertex.verify(calls::add).orElseThrow()).contains("service account");
    assertThat(calls).isEmpty();
  }

  @Test
  void aModelThatIsGoneIsNamed() throws Exception {
    assertThat(submit(Fixtures.request(Fixtures.FULL)))
        .isInstanceOfSatisfying(
            ProviderResult.Unusable.class,
            unusable -> assertThat(unusable.reason()).contains("`veo-3.1-generate-001`"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"{\"name\":\"x\"}", "{\"done\":false}", "{\"state\":\"ODD\",\"done\":7}"})
  void anOperationThatIsNotDoneIsUnderWay(String answer) throws Exception {
    google.on(POLL, Reply.json(200, answer));

    assertThat(poll()).isInstanceOf(ProviderResult.Running.class);
    assertThat(google.call(POLL).json()).isEqualTo(Json.object().put("operationName", OPERATION));
  }

  @Test
  void aResultInTheBucketIsDownloadedWithTheToken() throws Exception {
    google.on(POLL, done("{\"videos\":[{\"gcsUri\":\"gs://clips/veo/a b/sample_0.mp4\"}]}"));
    String object = "/storage/v1/b/clips/o/veo%2Fa%20b%2Fsample_0.mp4";
    google.on(object, Reply.video(Fixtures.VIDEO));

    var succeeded = (ProviderResult.Succeeded) poll();

    assertThat(succeeded.nsfw()).isEmpty();
    assertThat(read(succeeded)).isEqualTo(Fixtures.VIDEO);
    assertThat(read(succeeded)).isEqualTo(Fixtures.VIDEO);
    assertThat(google.calls(object))
        .hasSize(2)
        .allSatisfy(
            call -> {
              assertThat(call.query()).isEqualTo("alt=media");
              assertThat(call.headers()).containsEntry("authorization", "Bearer tok-1");
            });
  }

  @Test
  void anInlineResultIsReadFromTheScratchFolderOnce() throws Exception {
    google.on(POLL, inline(Fixtures.VIDEO));

    var succeeded = (ProviderResult.Succeeded) poll();

    assertThat(succeeded.nsfw()).contains(false);
    assertThat(scratchFiles()).hasSize(1);
    assertThat(read(succeeded)).isEqualTo(Fixtures.VIDEO);
    assertThat(scratchFiles()).isEmpty();
    assertThatThrownBy(() -> read(succeeded))
        .isInstanceOf(IOException.class)
        .isNotInstanceOf(Artifact.Unusable.class);
    assertThat(read((ProviderResult.Succeeded) poll())).isEqualTo(Fixtures.VIDEO);
  }

  @Test
  void anInlineResultThatIsTooLargeIsRefusedWithoutBeingKept() throws Exception {
    google.on(POLL, inline(new byte[(1 << 20) + 1]));

    var succeeded = (ProviderResult.Succeeded) poll();

    assertThatThrownBy(() -> read(succeeded))
        .isInstanceOf(Artifact.Unusable.class)
        .hasMessageContaining("1048577 bytes");
    assertThat(scratchFiles()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "nonsense",
        "[]",
        "{\"done\":true,\"response\":{\"videos\":[{\"bytesBase64Encoded\":\"AA*\"}]}}",
        "{\"done\":true,\"response\":{\"videos\":[{\"bytesBase64Encoded\":\"AAAA"
      })
  void aBrokenAnswerIsNoVerdictAndLeavesNothingBehind(String answer) throws Exception {
    google.on(POLL, Reply.json(200, answer));

    assertThat(poll()).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(scratchFiles()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3  | Support codes: 29310472, 99999999 | CONTENT_BLOCKED",
        "3  | the duration is wrong             | PROVIDER_REJECTED",
        "4  | too slow                          | PROVIDER_TIMEOUT",
        "7  | no access to the bucket           | PROVIDER_REJECTED",
        "8  | exhausted                         | PROVIDER_RATE_LIMITED",
        "13 | internal                          | PROVIDER_UNAVAILABLE",
        "14 | unavailable                       | PROVIDER_UNAVAILABLE"
      })
  void anErrorOfTheOperationEndsTheJob(int code, String message, FailureCode failure)
      throws Exception {
    google.on(
        POLL,
        Reply.json(
            200,
            Json.text(
                Json.object()
                    .put("done", true)
                    .set("error", Json.object().put("code", code).put("message", message)))));

    assertThat(poll())
        .isInstanceOfSatisfying(
            ProviderResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo(failure));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'raiMediaFilteredCount':1,'raiMediaFilteredReasons':['Support codes: 90789179']} | CONTENT_BLOCKED",
        "{'raiMediaFilteredCount':1} | CONTENT_BLOCKED",
        "{'raiMediaFilteredReasons':['it is so']} | CONTENT_BLOCKED",
        "{'raiMediaFilteredCount':0} | PROVIDER_NO_OUTPUT",
        "{'videos':[]} | PROVIDER_NO_OUTPUT",
        "{'videos':[{'mimeType':'video/mp4'}]} | PROVIDER_NO_OUTPUT",
        "{} | PROVIDER_NO_OUTPUT"
      })
  void aJobWithoutAVideoFailed(String response, FailureCode failure) throws Exception {
    google.on(POLL, done(response.replace('\'', '"')));

    assertThat(poll())
        .isInstanceOfSatisfying(
            ProviderResult.Rejected.class,
            rejected -> assertThat(rejected.code()).isEqualTo(failure));
  }

  @Test
  void troubleWithALookIsNoVerdictButAnUnknownJobIsLost() throws Exception {
    google.on(POLL, Reply.dropped(), Reply.json(503, ""), Reply.json(403, ""), Reply.json(404, ""));

    assertThat(poll()).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(poll()).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(poll())
        .isInstanceOfSatisfying(
            ProviderResult.Retryable.class,
            retryable -> assertThat(retryable.after()).isEqualTo(Duration.ofSeconds(30)));
    assertThat(poll()).isInstanceOf(ProviderResult.Lost.class);
    assertThat(vertex.poll("not an operation", calls::add)).isInstanceOf(ProviderResult.Lost.class);
  }

  @Test
  void credentialsAreReadAgainAfterTheyWereRefused() throws Exception {
    google.on("/token", Fixtures.token("tok-1"), Fixtures.token("tok-2"));
    google.on(POLL, Reply.json(401, ""), Reply.json(200, "{}"));

    assertThat(poll()).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(poll()).isInstanceOf(ProviderResult.Running.class);
    assertThat(google.calls(POLL).getLast().headers())
        .containsEntry("authorization", "Bearer tok-2");
  }

  @ParameterizedTest
  @CsvSource({"400, ''", "404, ''", "200, ''", "401, check its key", "403, Vertex AI User"})
  void credentialsAreGoodIfGoogleLooksForTheOperation(int status, String trouble) throws Exception {
    google.on(POLL, Reply.json(status, "{}"));

    assertThat(vertex.verify(calls::add).orElse("")).contains(trouble);
    assertThat(vertex.verify(calls::add).isEmpty()).isEqualTo(trouble.isEmpty());
  }

  @Test
  void whatALastProcessLeftInTheScratchFolderIsDeleted() throws Exception {
    google.on(POLL, inline(Fixtures.VIDEO));
    assertThat(poll()).isInstanceOf(ProviderResult.Succeeded.class);

    Fixtures.scratch(folder);

    assertThat(scratchFiles()).isEmpty();
  }

  private ProviderResult.OfSubmit submit(ProviderRequest request) throws InterruptedException {
    return vertex.submit(request, calls::add);
  }

  private ProviderResult.OfPoll poll() throws InterruptedException {
    return vertex.poll(OPERATION, calls::add);
  }

  private static Reply done(String response) {
    return Reply.json(
        200, "{\"name\":\"%s\",\"done\":true,\"response\":%s}".formatted(OPERATION, response));
  }

  private static Reply inline(byte[] video) {
    return done(
        "{\"raiMediaFilteredCount\":0,\"videos\":[{\"bytesBase64Encoded\":\"%s\",\"mimeType\":\"video/mp4\"}]}"
            .formatted(new String(Base64.getEncoder().encode(video), StandardCharsets.US_ASCII)));
  }

  private List<Path> scratchFiles() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("scratch"))) {
      return files.toList();
    }
  }

  private static byte[] read(ProviderResult.Succeeded succeeded) throws IOException {
    try (InputStream in = succeeded.artifacts().getFirst().content().open()) {
      return in.readAllBytes();
    }
  }
}
