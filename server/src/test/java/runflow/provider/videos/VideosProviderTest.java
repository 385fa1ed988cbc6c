package runflow.provider.videos;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.config.ProviderConfig;
import runflow.error.FailureCode;
import runflow.error.FieldError;
import runflow.id.RunId;
import runflow.json.Json;
import runflow.provider.Artifact;
import runflow.provider.MediaInput;
import runflow.provider.ProviderCall;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import runflow.provider.http.ProviderClient;
import runflow.provider.http.Times;
import runflow.testing.OddAnswers;
import runflow.testing.ScriptedHttp;
import tools.jackson.databind.node.ObjectNode;

/** The three known makes of server, by the answers that their code gives. */
class VideosProviderTest {
  private static final Duration POLL = Duration.ofSeconds(5);

  private final ScriptedHttp server = new ScriptedHttp();
  private final VideosProvider gpu = provider(Optional.of("k-1"), Optional.empty());
  private final List<ProviderCall> calls = new ArrayList<>();

  private VideosProvider provider(Optional<String> key, Optional<String> model) {
    return new VideosProvider(
        "gpu",
        new ProviderConfig.Videos(
            URI.create(server.uri() + "/v1"), key.map(ProviderConfig.Secret::new), model),
        new VideosProvider.Pace(Duration.ofMinutes(30), Duration.ofSeconds(5)),
        new ProviderClient.Limits(1 << 20, Times.USUAL, "runflow-test"),
        InstantSource.fixed(Instant.parse("2026-11-22T07:00:00Z")));
  }

  @AfterEach
  void close() {
    gpu.close();
    server.close();
  }

  private static ProviderRequest request(String input, MediaInput... media) {
    return new ProviderRequest(
        RunId.create(),
        "acme/wan",
        "Wan-AI/Wan2.2",
        (ObjectNode) Json.tree(input),
        List.of(media),
        Optional.empty(),
        Optional.empty());
  }

  /** The parts of the last request's form, by name; files with their headers. */
  private Map<String, String> form() {
    ScriptedHttp.Seen seen = server.last();
    String type = seen.headers().getOrDefault("content-type", "");
    assertThat(type).startsWith("multipart/form-data; boundary=");
    String boundary = "--" + type.substring(type.indexOf('=') + 1);
    String body = new String(seen.body(), StandardCharsets.ISO_8859_1);
    assertThat(body).endsWith("\r\n" + boundary + "--\r\n");
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : body.substring(0, body.lastIndexOf(boundary)).split(boundary + "\r\n", -1)) {
      if (!part.isEmpty()) {
        int blank = part.indexOf("\r\n\r\n");
        String head = part.substring(0, blank);
        String content = part.substring(blank + 4, part.length() - 2);
        String name = head.replaceFirst("(?s).*?; name=\"([^\"]*)\".*", "$1");
        parts.put(name, head.contains("filename") ? head + "|" + content : content);
      }
    }
    return parts;
  }

  @Test
  void theFormHoldsWhatAllServersKnow() throws InterruptedException {
    server.on(
        "POST /v1/videos",
        200,
        "{\"id\":\"video_gen_ab\",\"object\":\"video\",\"status\":\"queued\"}");
    var result =
        gpu.submit(
            request(
                """
                {"prompt":"a fox\\r\\n--x","duration":"8s","resolution":"720p","aspect_ratio":"16:9",
                 "generate_audio":true,"auto_fix":true,"safety_tolerance":"4"}"""),
            calls::add);
    assertThat(result).isEqualTo(new ProviderResult.Accepted("video_gen_ab", POLL));
    assertThat(form())
        .containsExactly(
            Map.entry("model", "Wan-AI/Wan2.2"),
            Map.entry("prompt", "a fox\r\n--x"),
            Map.entry("size", "1280x720"),
            Map.entry("seconds", "8"));
    assertThat(server.last().headers()).containsEntry("authorization", "Bearer k-1");
  }

  @Test
  void thePictureIsAFileAndSetsTheShape() throws InterruptedException {
    server.on("POST /v1/videos", 200, "{\"id\":7}");
    var picture = new MediaInput("image_url", "image/png", 900, 1600, new byte[] {65, 66});
    try (var own = provider(Optional.empty(), Optional.of("served-name"))) {
      var result =
          own.submit(
              request(
                  """
                  {"prompt":"x","image_url":"https://a.example/x.png","aspect_ratio":"auto",
                   "resolution":"1080p","seed":42,"negative_prompt":"blur"}""",
                  picture),
              calls::add);
      assertThat(result).isEqualTo(new ProviderResult.Accepted("7", POLL));
    }
    assertThat(form())
        .containsEntry("model", "served-name")
        .containsEntry("size", "1080x1920")
        .containsEntry("seed", "42")
        .containsEntry("negative_prompt", "blur")
        .containsEntry(
            "input_reference",
            "Content-Disposition: form-data; name=\"input_reference\"; filename=\"input.png\"\r\n"
                + "Content-Type: image/png|AB")
        .doesNotContainKeys("seconds", "image_url");
    assertThat(server.last().headers()).doesNotContainKey("authorization");
  }

  @ParameterizedTest
  @CsvSource({
    "480p, 16:9, 854x480",
    "720p, 9:16, 720x1280",
    "4k, 16:9, 3840x2160",
    "720p, 1:1, 720x720",
    "720p, 21:9, 1680x720",
    "720p, auto, 1280x720"
  })
  void sizesAreEvenAndOfTheShorterSide(String resolution, String ratio, String size)
      throws InterruptedException {
    server.on("POST /v1/videos", 200, "{\"id\":\"v\"}");
    gpu.submit(
        request(
            "{\"prompt\":\"x\",\"resolution\":\"%s\",\"aspect_ratio\":\"%s\"}"
                .formatted(resolution, ratio)),
        calls::add);
    assertThat(form()).containsEntry("size", size);
  }

  @Test
  void whatHasNoPlaceIsRefusedOrTold() {
    assertThat(
            gpu.check(
                request(
                    """
                    {"prompt":"x","duration":"soon","resolution":"8k","aspect_ratio":"wide",
                     "voice":"deep","seed":[1],"auto_fix":true,"generate_audio":false,"fps":null}""")))
        .extracting(FieldError::msg)
        .containsExactly(
            "`duration` must be whole seconds such as 8s at provider `gpu`, but was soon: change it, or route the model to another provider",
            "`resolution` must be one of 480p, 720p, 1080p, 4k at provider `gpu`, but was 8k: change it, or route the model to another provider",
            "`aspect_ratio` must be auto or a ratio such as 16:9 at provider `gpu`, but was wide: change it, or route the model to another provider",
            "`voice` must be left out at provider `gpu`, but was deep: change it, or route the model to another provider",
            "`seed` must be left out at provider `gpu`, but was an object or an array: change it, or route the model to another provider");
    assertThat(gpu.ignored(request("{\"generate_audio\":false,\"auto_fix\":false}")))
        .containsExactly(
            "`generate_audio` had no effect: /v1/videos has no switch for sound, the model decides");
  }

  private ProviderResult.OfPoll polled(int status, String answer) throws InterruptedException {
    server.on("GET /v1/videos/v-1", status, answer);
    return gpu.poll("v-1", calls::add);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"id":"v-1","status":"queued","progress":0}       | 0
          {"id":"v-1","status":"in_progress","progress":50} | 50
          {"id":"v-1","status":"processing","progress":0.5} | 50
          {"id":"v-1","status":"cancelling"}                |
          {"id":"v-1","status":"thinking"}                  |
          """)
  void anOpenJobKeepsRunning(String answer, Integer percent) throws InterruptedException {
    OptionalInt progress = percent == null ? OptionalInt.empty() : OptionalInt.of(percent);
    assertThat(polled(200, answer)).isEqualTo(new ProviderResult.Running(progress, POLL));
  }

  @Test
  void aFinishedJobsBytesAreBelowIt() throws Exception {
    var done =
        (ProviderResult.Succeeded)
            polled(200, "{\"id\":\"v-1\",\"status\":\"completed\",\"inference_time_s\":12.5}");
    assertThat(done.inference()).isEqualTo(Optional.of(Duration.ofMillis(12_500)));
    Artifact.Content content = done.artifacts().getFirst().content();
    server.on("GET /v1/videos/v-1/content", 200, Map.of("Content-Type", "video/mp4"), "mp4");
    try (var bytes = content.open()) {
      assertThat(new String(bytes.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo("mp4");
    }
    assertThat(server.last().headers()).containsEntry("authorization", "Bearer k-1");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          500 | {"id":"v-1","status":"failed","error":{"code":"generation_failed","message":"oom"}} | PROVIDER_REJECTED    | provider `gpu` failed the job: oom
          400 | {"id":"v-1","status":"failed","error":{"code":400,"message":"bad size"}}            | PROVIDER_REJECTED    | provider `gpu` failed the job: bad size
          503 | {"id":"v-1","status":"failed","error":{"code":500,"message":"engine died"}}         | PROVIDER_UNAVAILABLE | provider `gpu` failed the job: engine died
          200 | {"id":"v-1","status":"failed","error":{"message":"no code"}}                        | PROVIDER_REJECTED    | provider `gpu` failed the job: no code
          200 | {"id":"v-1","status":"failed","error":null}                                         | PROVIDER_REJECTED    | provider `gpu` failed the job and gave no reason
          200 | {"id":"v-1","status":"failed","error":{"code":"moderation_blocked","message":"no"}} | CONTENT_BLOCKED      | provider `gpu` blocked the content: no
          """)
  void aFailedJobIsKnownWhateverTheStatus(
      int status, String answer, FailureCode code, String message) throws InterruptedException {
    assertThat(polled(status, answer)).isEqualTo(new ProviderResult.Rejected(code, message));
  }

  @Test
  void otherTroubleIsNoVerdictOnTheJob() throws InterruptedException {
    assertThat(polled(500, "{\"detail\":\"oops\"}")).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(polled(503, "{\"status\":\"failed\"}")).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(polled(200, "{\"status\":500}")).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(polled(401, "{}")).isInstanceOf(ProviderResult.Retryable.class);
    server.drop("GET /v1/videos/v-1");
    assertThat(gpu.poll("v-1", calls::add)).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(polled(404, "{\"detail\":\"unknown\"}")).isInstanceOf(ProviderResult.Lost.class);
    assertThat(polled(200, "{\"status\":\"deleted\"}")).isInstanceOf(ProviderResult.Lost.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          200 | {"id":"v-1","object":"video.deleted","deleted":true} | true
          200 | {"id":"v-1","object":"video","status":"deleted"}     | false
          200 | {"id":"v-1","object":"video.deleted","deleted":false} | false
          409 | {"detail":"in progress, try again"}                  | false
          404 | {"detail":"unknown"}                                 | false
          200 | []                                                   | false
          """)
  void onlyADeletedRecordCounts(int status, String answer, boolean confirmed)
      throws InterruptedException {
    server.on("DELETE /v1/videos/v-1", status, answer);
    assertThat(gpu.cancel("v-1", calls::add)).isEqualTo(confirmed);
  }

  @Test
  void aSubmissionIsMadeOnce() throws InterruptedException {
    ProviderRequest request = request("{\"prompt\":\"x\"}");
    server.on("POST /v1/videos", 400, "{\"detail\":\"model differs\"}");
    assertThat(gpu.submit(request, calls::add))
        .isEqualTo(
            new ProviderResult.Rejected(
                FailureCode.PROVIDER_REJECTED,
                "provider `gpu` refused the job with status 400: model differs"));
    server.on("POST /v1/videos", 503, "{}");
    assertThat(gpu.submit(request, calls::add)).isInstanceOf(ProviderResult.Retryable.class);
    server.on("POST /v1/videos", 200, "{\"status\":\"queued\"}");
    assertThat(gpu.submit(request, calls::add)).isInstanceOf(ProviderResult.Lost.class);
    server.drop("POST /v1/videos");
    int before = server.seen().size();
    assertThat(gpu.submit(request, calls::add)).isInstanceOf(ProviderResult.Lost.class);
    assertThat(server.seen()).hasSize(before + 1);
  }

  @Test
  void anIdOfAnyFormIsOneStepOfThePath() throws InterruptedException {
    server.on("GET /v1/videos/a%2Fb%3Fc", 200, "{\"status\":\"queued\"}");
    assertThat(gpu.poll("a/b?c", calls::add)).isInstanceOf(ProviderResult.Running.class);
  }

  @Test
  void aServerWithoutAListOfModelsIsGood() throws InterruptedException {
    assertThat(gpu.verify(calls::add)).isEmpty();
    server.on("GET /v1/models", 401, "{}");
    assertThat(gpu.verify(calls::add).orElseThrow()).contains("refused the credentials");
  }

  @Test
  void noAnswerBreaksTheAdapter() throws InterruptedException {
    var odd = new OddAnswers(1);
    List<String> names = List.of("id", "status", "progress", "error", "object", "inference_time_s");
    for (int round = 0; round < 300; round++) {
      String answer = odd.of(names);
      server.on("POST /v1/videos", odd.status(), answer);
      assertThat(gpu.submit(request("{\"prompt\":\"x\"}"), calls::add)).isNotNull();
      assertThat(polled(odd.status(), answer)).as(answer).isNotNull();
      server.on("DELETE /v1/videos/v-1", odd.status(), answer);
      assertThat(gpu.cancel("v-1", calls::add)).as(answer).isFalse();
    }
  }
}
