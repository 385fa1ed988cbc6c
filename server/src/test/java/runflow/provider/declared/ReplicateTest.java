package runflow.provider.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.error.FailureCode;
import runflow.error.FieldError;
import runflow.json.Json;
import runflow.provider.ProviderCall;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import runflow.testing.ScriptedHttp;

/** Replicate's predictions, as their shipped file describes them. */
class ReplicateTest {
  private static final String TAKEN = "{\"id\":\"p/1\",\"status\":\"starting\"}";
  private static final String INPUT =
      """
      {"prompt":"a fox","auto_fix":false,"duration":"8s","generate_audio":true,
       "resolution":"1080p","aspect_ratio":"16:9","safety_tolerance":"4","seed":42}""";

  private final ScriptedHttp server = new ScriptedHttp();
  private final DeclaredProvider replicate = Accounts.shipped("replicate", server.uri());
  private final List<ProviderCall> calls = new ArrayList<>();

  @AfterEach
  void close() {
    replicate.close();
    server.close();
  }

  private ProviderRequest request(String input) {
    return Accounts.request("google/veo-3.1", input);
  }

  private String accepted() throws InterruptedException {
    server.on("POST /models/google/veo-3.1/predictions", 201, TAKEN);
    return ((ProviderResult.Accepted) replicate.submit(request(INPUT), calls::add)).ref();
  }

  @Test
  void theInputIsMapped() throws InterruptedException {
    assertThat(accepted()).isEqualTo("p/1");
    assertThat(Json.tree(server.last().body()))
        .isEqualTo(
            Json.tree(
                """
                {"input":{"prompt":"a fox","duration":8,"generate_audio":true,
                 "resolution":"1080p","aspect_ratio":"16:9","seed":42}}"""));
    assertThat(server.last().headers()).containsEntry("authorization", "Bearer k-1");
    assertThat(replicate.ignored(request(INPUT))).isEmpty();
    assertThat(replicate.check(request(INPUT))).isEmpty();
  }

  @Test
  void ourUrlGoesIntoTheBodyWithItsFilter() throws InterruptedException {
    server.on("POST /models/google/veo-3.1/predictions", 201, TAKEN);
    replicate.submit(Accounts.withWebhook(request(INPUT), "https://us.example/h"), calls::add);
    var body = Json.tree(server.last().body());
    assertThat(body.path("webhook").asString()).isEqualTo("https://us.example/h");
    assertThat(body.path("webhook_events_filter").toString()).isEqualTo("[\"completed\"]");
  }

  @ParameterizedTest
  @CsvSource({"1600, 900, 16:9", "900, 1600, 9:16", "1000, 1000, 16:9", "999, 1000, 9:16"})
  void autoIsTheRatioNearestToThePicture(int width, int height, String ratio)
      throws InterruptedException {
    server.on("POST /models/google/veo-3.1/predictions", 201, TAKEN);
    String input = "{\"prompt\":\"x\",\"image_url\":\"y\",\"aspect_ratio\":\"auto\"}";
    assertThat(replicate.check(request(input))).isEmpty();
    replicate.submit(
        Accounts.request("google/veo-3.1", input, Accounts.picture(width, height)), calls::add);
    var sent = Json.tree(server.last().body()).path("input");
    assertThat(sent.path("aspect_ratio").asString()).isEqualTo(ratio);
    assertThat(sent.path("image").asString()).isEqualTo("data:image/png;base64,AQID");
  }

  @Test
  void aPictureFieldWithoutAPictureIsRefused() throws InterruptedException {
    assertThat(replicate.submit(request("{\"prompt\":\"x\",\"image_url\":\"y\"}"), calls::add))
        .isEqualTo(
            new ProviderResult.Rejected(
                FailureCode.INPUT_VALIDATION_FAILED,
                "`image_url` could not be put into the form that provider `replicate` takes"));
    assertThat(server.seen()).isEmpty();
  }

  @Test
  void whatItCannotDoIsRefusedAndNamed() {
    assertThat(
            replicate.check(
                request("{\"resolution\":\"4k\",\"seed\":-1,\"duration\":\"5s\",\"fps\":30}")))
        .containsExactly(
            new FieldError(
                List.of("input", "resolution"),
                "`resolution` must be one of 720p, 1080p at provider `replicate`, but was 4k: change it, or route the model to another provider",
                "enum"),
            new FieldError(
                List.of("input", "seed"),
                "`seed` must be at least 0 at provider `replicate`, but was -1: change it, or route the model to another provider",
                "minimum"),
            new FieldError(
                List.of("input", "duration"),
                "`duration` must be one of 4s, 6s, 8s at provider `replicate`, but was 5s: change it, or route the model to another provider",
                "enum"),
            new FieldError(
                List.of("input", "fps"),
                "`fps` cannot be passed on to provider `replicate`, whose file does not map it: leave it out, or add it to `submit.fields` there",
                "unsupported"));
    assertThat(replicate.ignored(request("{\"auto_fix\":true,\"safety_tolerance\":\"1\"}")))
        .containsExactly(
            "`auto_fix` was not passed on: Replicate rewrites no prompts; this server does if it has a rewriter",
            "`safety_tolerance` had no effect: Replicate has no such setting");
  }

  private ProviderResult.OfPoll polled(String answer) throws InterruptedException {
    server.on("GET /predictions/p/1", 200, answer);
    return replicate.poll("p/1", calls::add);
  }

  @Test
  void anOpenJobStaysOpenWhateverItsWord() throws InterruptedException {
    var running = new ProviderResult.Running(OptionalInt.empty(), Duration.ofSeconds(5));
    assertThat(polled("{\"status\":\"starting\"}")).isEqualTo(running);
    assertThat(polled("{\"status\":\"Processing\"}")).isEqualTo(running);
    assertThat(polled("{\"status\":\"dreaming\"}")).isEqualTo(running);
    assertThat(polled("{}")).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(polled("[]")).isInstanceOf(ProviderResult.Retryable.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"status":"failed","error":"flagged as sensitive. (E005)"} | CONTENT_BLOCKED    | provider `replicate` blocked the content: flagged as sensitive. (E005)
          {"status":"failed","error":"out of memory"}                | PROVIDER_REJECTED  | provider `replicate` failed the job: out of memory
          {"status":"failed","error":null}                           | PROVIDER_REJECTED  | provider `replicate` failed the job and gave no reason
          {"status":"aborted"}                                       | PROVIDER_TIMEOUT   | provider `replicate` failed the job and gave no reason
          {"status":"succeeded","output":null}                       | PROVIDER_NO_OUTPUT | provider `replicate` finished the job but named no video
          """)
  void aFailureHasItsCodeAndWords(String answer, FailureCode code, String message)
      throws InterruptedException {
    assertThat(polled(answer)).isEqualTo(new ProviderResult.Rejected(code, message));
  }

  @Test
  void anOutputIsOneUrlOrAList() throws InterruptedException {
    var one =
        (ProviderResult.Succeeded)
            polled(
                "{\"status\":\"succeeded\",\"output\":\"https://replicate.delivery/a.mp4\",\"metrics\":{\"predict_time\":61.25}}");
    assertThat(one.artifacts()).hasSize(1);
    assertThat(one.inference()).isEqualTo(Optional.of(Duration.ofMillis(61_250)));
    var two =
        (ProviderResult.Succeeded)
            polled("{\"status\":\"succeeded\",\"output\":[\"{base}/a\",\"{base}/b\"]}");
    assertThat(two.artifacts()).hasSize(2);
    assertThat(polled("{\"status\":\"canceled\"}")).isInstanceOf(ProviderResult.Lost.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          {"status":"canceled","started_at":null}                   | true
          {"status":"aborted"}                                      | true
          {"status":"canceled","started_at":"2026-11-22T07:00:00Z"} | false
          {"status":"succeeded"}                                    | false
          []                                                        | false
          """)
  void onlyWhatHadNotBegunIsFree(String answer, boolean free) throws InterruptedException {
    server.on("POST /predictions/p/1/cancel", 200, answer);
    assertThat(replicate.cancel("p/1", calls::add)).isEqualTo(free);
  }

  @Test
  void theKeyIsTriedForFree() throws InterruptedException {
    server.on("GET /account", 200, "{}");
    assertThat(replicate.verify(calls::add)).isEmpty();
    server.on("GET /account", 401, "{}");
    assertThat(replicate.verify(calls::add)).isPresent();
  }
}
