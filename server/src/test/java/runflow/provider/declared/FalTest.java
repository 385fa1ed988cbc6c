package runflow.provider.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import runflow.error.FailureCode;
import runflow.json.Json;
import runflow.provider.ProviderCall;
import runflow.provider.ProviderResult;
import runflow.testing.ScriptedHttp;

/** fal's queue, as its shipped file describes it. */
class FalTest {
  private static final String TAKEN =
      """
      {"status":"IN_QUEUE","request_id":"r-1","response_url":"{base}/app/requests/r-1",
       "status_url":"{base}/app/requests/r-1/status","cancel_url":"{base}/app/requests/r-1/cancel",
       "queue_position":0}""";
  private static final String INPUT =
      """
      {"prompt":"a fox","auto_fix":true,"duration":"8s","generate_audio":true,"resolution":"4k",
       "aspect_ratio":"16:9","safety_tolerance":"4"}""";

  private final ScriptedHttp server = new ScriptedHttp();
  private final DeclaredProvider fal = Accounts.shipped("fal", server.uri());
  private final List<ProviderCall> calls = new ArrayList<>();

  @AfterEach
  void close() {
    fal.close();
    server.close();
  }

  private String accepted() throws InterruptedException {
    server.on("POST /fal-ai/veo3.1/fast", 200, TAKEN);
    var result = fal.submit(Accounts.request("fal-ai/veo3.1/fast", INPUT), calls::add);
    return ((ProviderResult.Accepted) result).ref();
  }

  private ProviderResult.OfPoll finished(int status, String answer) throws InterruptedException {
    String ref = accepted();
    server.on(
        "GET /app/requests/r-1/status",
        200,
        "{\"status\":\"COMPLETED\",\"metrics\":{\"inference_time\":42.5}}");
    server.on("GET /app/requests/r-1", status, answer);
    return fal.poll(ref, calls::add);
  }

  @Test
  void everyFieldIsSentUnderItsOwnName() throws InterruptedException {
    accepted();
    assertThat(server.last().line()).isEqualTo("POST /fal-ai/veo3.1/fast");
    assertThat(Json.tree(server.last().body())).isEqualTo(Json.tree(INPUT));
    assertThat(server.last().headers())
        .containsEntry("authorization", "Key k-1")
        .containsEntry("x-fal-no-retry", "1")
        .containsEntry("content-type", "application/json");
    assertThat(fal.check(Accounts.request("x", INPUT))).isEmpty();
    assertThat(fal.ignored(Accounts.request("x", INPUT))).isEmpty();
  }

  @Test
  void aPictureIsSentAsItsBytes() throws InterruptedException {
    server.on("POST /m", 200, TAKEN);
    fal.submit(
        Accounts.request(
            "m",
            "{\"prompt\":\"x\",\"image_url\":\"https://a.example/x.png\",\"aspect_ratio\":\"auto\"}",
            Accounts.picture(9, 16)),
        calls::add);
    var body = Json.tree(server.last().body());
    assertThat(body.path("image_url").asString()).isEqualTo("data:image/png;base64,AQID");
    assertThat(body.path("aspect_ratio").asString()).isEqualTo("auto");
  }

  @Test
  void ourUrlGoesIntoTheQuery() throws InterruptedException {
    server.on("POST /m", 200, TAKEN);
    fal.submit(
        Accounts.withWebhook(Accounts.request("m", INPUT), "https://us.example/hook?run=1"),
        calls::add);
    assertThat(server.last().line())
        .isEqualTo("POST /m?fal_webhook=https%3A%2F%2Fus.example%2Fhook%3Frun%3D1");
  }

  @Test
  void theAnswersUrlsAreUsed() throws InterruptedException {
    String ref = accepted();
    server.on("GET /app/requests/r-1/status", 202, "{\"status\":\"IN_PROGRESS\"}");
    assertThat(fal.poll(ref, calls::add))
        .isEqualTo(new ProviderResult.Running(OptionalInt.empty(), Duration.ofSeconds(5)));
    assertThat(server.last().headers()).containsEntry("authorization", "Key k-1");
    assertThat(calls)
        .extracting(ProviderCall::path)
        .containsExactly("/fal-ai/veo3.1/fast", "/app/requests/r-1/status");
  }

  @Test
  void aFinishedJobHasItsVideoSeedAndTime() throws Exception {
    server.on("GET /files/v.mp4", 200, Map.of("Content-Type", "video/mp4"), "mp4");
    var result = finished(200, "{\"video\":{\"url\":\"{base}/files/v.mp4\"},\"seed\":7}");
    var done = (ProviderResult.Succeeded) result;
    assertThat(done.seed()).isEqualTo(OptionalLong.of(7));
    assertThat(done.inference()).isEqualTo(Optional.of(Duration.ofMillis(42_500)));
    assertThat(done.nsfw()).isEmpty();
    try (var content = done.artifacts().getFirst().content().open()) {
      assertThat(content.readAllBytes())
          .isEqualTo("mp4".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    }
    assertThat(calls)
        .extracting(ProviderCall::purpose)
        .containsExactly(
            ProviderCall.Purpose.SUBMIT,
            ProviderCall.Purpose.POLL,
            ProviderCall.Purpose.RESULT,
            ProviderCall.Purpose.DOWNLOAD);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          422 | {"detail":[{"loc":["body"],"msg":"no","type":"content_policy_violation"}]} | CONTENT_BLOCKED     | provider `fal` blocked the content: no
          422 | {"detail":[{"msg":"a","type":"x"},{"msg":"b","type":"content_policy_violation"}]} | CONTENT_BLOCKED | provider `fal` blocked the content: a
          422 | {"detail":[{"msg":"too small","type":"image_too_small"}]}                  | PROVIDER_REJECTED   | provider `fal` failed the job: too small
          400 | {"detail":"bad","error_type":"bad_request"}                                | PROVIDER_REJECTED   | provider `fal` failed the job: bad
          504 | {"detail":"late","error_type":"request_timeout"}                           | PROVIDER_TIMEOUT    | provider `fal` failed the job: late
          503 | {"detail":"gone","error_type":"runner_disconnected"}                       | PROVIDER_UNAVAILABLE | provider `fal` failed the job: gone
          200 | {"video":null}                                                             | PROVIDER_NO_OUTPUT  | provider `fal` finished the job but named no video
          """)
  void completedIsNotSuccess(int status, String answer, FailureCode code, String message)
      throws InterruptedException {
    assertThat(finished(status, answer)).isEqualTo(new ProviderResult.Rejected(code, message));
  }

  @Test
  void aResultThatCannotBeReadNowIsReadLater() throws InterruptedException {
    assertThat(finished(502, "<html>")).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(finished(200, "<html>")).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(finished(404, "{}")).isInstanceOf(ProviderResult.Lost.class);
  }

  @Test
  void trouble503AtTheSubmissionIsNoVerdictOnTheJob() throws InterruptedException {
    server.on("POST /m", 503, "{\"detail\":\"x\",\"error_type\":\"runner_scheduling_failure\"}");
    assertThat(fal.submit(Accounts.request("m", INPUT), calls::add))
        .isInstanceOf(ProviderResult.Retryable.class);
    server.on(
        "POST /m", 422, "{\"detail\":[{\"msg\":\"n\",\"type\":\"content_policy_violation\"}]}");
    assertThat(fal.submit(Accounts.request("m", INPUT), calls::add))
        .isEqualTo(
            new ProviderResult.Rejected(
                FailureCode.CONTENT_BLOCKED, "provider `fal` blocked the content: n"));
    server.drop("POST /m");
    int before = server.seen().size();
    assertThat(fal.submit(Accounts.request("m", INPUT), calls::add))
        .isInstanceOf(ProviderResult.Lost.class);
    assertThat(server.seen()).hasSize(before + 1);
  }

  @Test
  void anAnswerWithoutItsUrlsLosesTheJob() throws InterruptedException {
    server.on("POST /m", 200, "{\"request_id\":\"r-1\"}");
    assertThat(fal.submit(Accounts.request("m", INPUT), calls::add))
        .isInstanceOf(ProviderResult.Lost.class);
  }

  @Test
  void aUrlOnAForeignHostIsNotCalled() throws InterruptedException {
    server.on(
        "POST /m", 200, TAKEN.replace("{base}/app/requests/r-1/status", "http://127.0.0.2/x"));
    var taken = (ProviderResult.Accepted) fal.submit(Accounts.request("m", INPUT), calls::add);
    assertThat(fal.poll(taken.ref(), calls::add)).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(server.seen()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "202, CANCELLATION_REQUESTED, false",
    "200, OK, true",
    "400, ALREADY_COMPLETED, false",
    "404, NOT_FOUND, false"
  })
  void onlyAJobThatHadNotBegunIsFree(int status, String word, boolean free)
      throws InterruptedException {
    String ref = accepted();
    server.on("PUT /app/requests/r-1/cancel", status, "{\"status\":\"%s\"}".formatted(word));
    assertThat(fal.cancel(ref, calls::add)).isEqualTo(free);
  }

  @Test
  void theKeyIsTriedForFree() throws InterruptedException {
    assertThat(fal.verify(calls::add)).isEmpty();
    server.on("GET /fal-ai/veo3.1/requests/00000000-0000-0000-0000-000000000000/status", 401, "{}");
    assertThat(fal.verify(calls::add).orElseThrow()).contains("refused the credentials");
  }
}
