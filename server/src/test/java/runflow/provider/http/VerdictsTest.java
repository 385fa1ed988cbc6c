package runflow.provider.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.error.FailureCode;
import runflow.provider.ProviderResult;

class VerdictsTest {
  private static final Instant NOW = Instant.parse("2026-11-22T07:00:00Z");
  private static final ProviderResult.Accepted TAKEN =
      new ProviderResult.Accepted("job-1", Duration.ofSeconds(10));
  private static final ProviderResult.Running FOUND =
      new ProviderResult.Running(OptionalInt.empty(), Duration.ofSeconds(10));
  private static final ProviderResult.Rejected BLOCKED =
      new ProviderResult.Rejected(FailureCode.CONTENT_BLOCKED, "blocked");

  private final Verdicts verdicts = new Verdicts("acme", InstantSource.fixed(NOW));

  @Test
  void aSubmissionThatWasNotSentIsSentLater() {
    assertThat(submitted(new Answer.NotSent("it could not be connected to")))
        .isEqualTo(
            new ProviderResult.Retryable(
                Duration.ofSeconds(5),
                "provider `acme` was not reached: it could not be connected to"));
  }

  @Test
  void aSubmissionWithoutAnAnswerIsLost() {
    assertThat(submitted(new Answer.Silent("it did not answer within 60 s")))
        .isEqualTo(
            new ProviderResult.Lost(
                "provider `acme` did not say whether it took the job: it did not answer within"
                    + " 60 s; it was not sent again, so that it cannot be billed twice"));
  }

  @ParameterizedTest
  @ValueSource(ints = {408, 502, 504, 520, 599})
  void aSubmissionThatAGatewayAnsweredIsLost(int status) {
    assertThat(submitted(http(status, ""))).isInstanceOf(ProviderResult.Lost.class);
  }

  @Test
  void aSubmissionWithASenselessAnswerIsLost() {
    Optional<ProviderResult.OfSubmit> none = Optional.empty();
    assertThat(verdicts.submitted(http(200, "[]"), "m", http -> none, http -> none))
        .isInstanceOf(ProviderResult.Lost.class);
  }

  @ParameterizedTest
  @CsvSource({"429, 30", "503, 10"})
  void aBusyProviderIsAskedLater(int status, int seconds) {
    assertThat(submitted(http(status, "")))
        .isInstanceOfSatisfying(
            ProviderResult.Retryable.class,
            retryable -> assertThat(retryable.after()).isEqualTo(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "7, 7",
    "0, 1",
    "86400, 600",
    "'Sun, 22 Nov 2026 07:02:00 GMT', 120",
    "'Sun, 22 Nov 2026 06:00:00 GMT', 1",
    "soon, 30"
  })
  void aBusyProviderSaysWhenWithinReason(String retryAfter, int seconds) {
    var answer = new Answer.Http(429, Map.of("retry-after", retryAfter), new byte[0]);
    assertThat(submitted(answer))
        .isInstanceOfSatisfying(
            ProviderResult.Retryable.class,
            retryable -> assertThat(retryable.after()).isEqualTo(Duration.ofSeconds(seconds)));
  }

  @ParameterizedTest
  @CsvSource({
    "401, check its key",
    "403, check its key",
    "402, top it up there",
    "404, no model `veo`",
    "410, no model `veo`",
    "307, check its base URL"
  })
  void aProviderThatTakesNoJobIsUnusableUntilItsOperatorActs(int status, String advice) {
    assertThat(submitted(http(status, "{\"error\":{\"message\":\"key-1 is bad\"}}")))
        .isInstanceOfSatisfying(
            ProviderResult.Unusable.class,
            unusable -> assertThat(unusable.reason()).contains(advice).doesNotContain("key-1"));
  }

  @ParameterizedTest
  @CsvSource({
    "400, PROVIDER_REJECTED",
    "413, PROVIDER_REJECTED",
    "422, PROVIDER_REJECTED",
    "500, PROVIDER_UNAVAILABLE",
    "501, PROVIDER_UNAVAILABLE"
  })
  void aRefusalSaysWhatTheProviderSaid(int status, FailureCode code) {
    assertThat(submitted(http(status, "{\"detail\":\"no\\nsuch\\u0000thing\"}")))
        .isInstanceOfSatisfying(
            ProviderResult.Rejected.class,
            rejected -> {
              assertThat(rejected.code()).isEqualTo(code);
              assertThat(rejected.message()).endsWith("with status " + status + ": no such thing");
            });
  }

  @Test
  void theAdapterReadsARefusalFirst() {
    assertThat(
            verdicts.submitted(
                http(503, ""), "m", http -> Optional.of(TAKEN), http -> Optional.of(BLOCKED)))
        .isEqualTo(BLOCKED);
    assertThat(
            verdicts.polled(
                http(500, ""), http -> Optional.of(FOUND), http -> Optional.of(BLOCKED)))
        .isEqualTo(BLOCKED);
  }

  @ParameterizedTest
  @CsvSource({"429, 30", "500, 10", "502, 10", "503, 10", "401, 30", "403, 30", "400, 10"})
  void troubleWithALookIsNoVerdict(int status, int seconds) {
    assertThat(polled(http(status, "")))
        .isInstanceOfSatisfying(
            ProviderResult.Retryable.class,
            retryable -> assertThat(retryable.after()).isEqualTo(Duration.ofSeconds(seconds)));
  }

  @Test
  void aLookWithoutASensibleAnswerIsNoVerdict() {
    assertThat(polled(new Answer.NotSent("x"))).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(polled(new Answer.Silent("x"))).isInstanceOf(ProviderResult.Retryable.class);
    assertThat(verdicts.polled(http(200, ""), http -> Optional.empty(), http -> Optional.empty()))
        .isInstanceOf(ProviderResult.Retryable.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {404, 410})
  void aJobThatIsGoneIsLost(int status) {
    assertThat(polled(http(status, ""))).isInstanceOf(ProviderResult.Lost.class);
  }

  @Test
  void credentialsAreGoodOrTheirTroubleIsSaid() {
    assertThat(verdicts.verified(http(200, ""), status -> false)).isEmpty();
    assertThat(verdicts.verified(http(404, ""), status -> status == 404)).isEmpty();
    assertThat(verdicts.verified(http(404, ""), status -> false).orElseThrow()).contains("404");
    assertThat(verdicts.verified(http(403, ""), status -> false).orElseThrow())
        .contains("check its key");
    assertThat(verdicts.verified(new Answer.NotSent("it is off"), status -> true).orElseThrow())
        .contains("it is off");
    assertThat(verdicts.verified(new Answer.Silent("it is slow"), status -> true).orElseThrow())
        .contains("it is slow");
  }

  private ProviderResult.OfSubmit submitted(Answer answer) {
    return verdicts.submitted(answer, "veo", http -> Optional.of(TAKEN), http -> Optional.empty());
  }

  private ProviderResult.OfPoll polled(Answer answer) {
    return verdicts.polled(answer, http -> Optional.of(FOUND), http -> Optional.empty());
  }

  private static Answer.Http http(int status, String body) {
    return new Answer.Http(status, Map.of(), body.getBytes(StandardCharsets.UTF_8));
  }
}
