package runflow.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

class FaultTest {
  private static final Set<Fault> ERRORS =
      EnumSet.of(
          Fault.TOO_MANY_REQUESTS,
          Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER,
          Fault.INTERNAL_ERROR_ONCE,
          Fault.UNAVAILABLE_ONCE,
          Fault.UNAUTHORIZED,
          Fault.MODEL_RETIRED);

  static Stream<Arguments> errors() {
    return Arrays.stream(Provider.values())
        .flatMap(provider -> ERRORS.stream().map(fault -> Arguments.of(provider, fault)));
  }

  @ParameterizedTest
  @MethodSource("errors")
  void errorAtSubmitMakesNoJob(Provider provider, Fault fault) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      talk.fake().fault(Where.SUBMIT, fault);
      Talk.Answer answer = talk.submit();
      assertThat(answer.status()).isEqualTo(status(provider, fault));
      assertThat(answer.json().isObject()).isTrue();
      boolean dated = fault == Fault.TOO_MANY_REQUESTS_WITH_RETRY_AFTER;
      assertThat(answer.header("Retry-After")).isEqualTo(dated ? "7" : "");
      assertThat(talk.fake().jobs()).isZero();
      assertThat(talk.submit().status() < 300).isEqualTo(fault.once());
      assertThat(talk.fake().refusals()).isEmpty();
    }
  }

  private static int status(Provider provider, Fault fault) {
    return switch (fault) {
      case INTERNAL_ERROR_ONCE -> 500;
      case UNAVAILABLE_ONCE -> 503;
      case MODEL_RETIRED -> 404;
      case UNAUTHORIZED ->
          provider == Provider.GEMINI || provider == Provider.INTERACTIONS ? 403 : 401;
      default -> 429;
    };
  }

  @ParameterizedTest
  @EnumSource
  void droppedConnectionTellsWhetherTheJobWasMade(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      talk.fake().fault(Where.SUBMIT, Fault.DROP_BEFORE_BODY);
      assertThatThrownBy(talk::submit).isInstanceOf(IOException.class);
      assertThat(talk.fake().jobs()).isZero();
      talk.fake().fault(Where.SUBMIT, Fault.DROP_AFTER_BODY);
      assertThatThrownBy(talk::submit).isInstanceOf(IOException.class);
      assertThat(talk.fake().jobs()).isEqualTo(1);
      assertThat(talk.fake().requests(Where.SUBMIT).getFirst().body()).isEmpty();
      assertThat(talk.fake().requests(Where.SUBMIT).getLast().text()).contains("a cat");
    }
  }

  @ParameterizedTest
  @EnumSource
  void slowAnswerWaitsForItsRelease(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider);
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      talk.fake().fault(Where.SUBMIT, Fault.SLOW, 1);
      var answer = threads.submit(talk::submit);
      talk.fake().awaitRequests(Where.SUBMIT, 1);
      assertThat(talk.submit().status()).isLessThan(300);
      assertThat(answer.isDone()).isFalse();
      talk.fake().release();
      assertThat(answer.get().status()).isLessThan(300);
      talk.fake().slowFor(Duration.ofMillis(1));
      talk.fake().fault(Where.SUBMIT, Fault.SLOW);
      assertThat(talk.submit().status()).isLessThan(300);
    }
  }

  @ParameterizedTest
  @EnumSource
  void answersThatAreNoAnswersMakeAJob(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      talk.fake().fault(Where.SUBMIT, Fault.MALFORMED_JSON);
      Talk.Answer malformed = talk.submit();
      assertThat(malformed.status()).isLessThan(300);
      assertThatThrownBy(malformed::json).isInstanceOf(JacksonException.class);
      talk.fake().fault(Where.SUBMIT, Fault.WRONG_CONTENT_TYPE);
      assertThat(talk.submit().header("Content-Type")).startsWith("text/html");
      talk.fake().fault(Where.SUBMIT, Fault.ENDLESS_BODY);
      byte[] start = Talk.start(provider.submit(talk.fake()), 1 << 20);
      assertThat(start).hasSize(1 << 20).startsWith((byte) '{');
      assertThat(talk.fake().jobs()).isEqualTo(3);
    }
  }

  @ParameterizedTest
  @EnumSource
  void downloadsBreakAsOrdered(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      HttpRequest download = talk.download();
      int whole = Talk.send(download).body().length;
      talk.fake().fault(Where.DOWNLOAD, Fault.TRUNCATED_MP4);
      assertThat(Talk.send(download).body().length).isBetween(1000, whole - 1000);
      talk.fake().fault(Where.DOWNLOAD, Fault.SHORT_DOWNLOAD);
      assertThatThrownBy(() -> Talk.send(download)).isInstanceOf(IOException.class);
      talk.fake().fault(Where.DOWNLOAD, Fault.WRONG_CONTENT_TYPE);
      assertThat(Talk.send(download).header("Content-Type")).startsWith("text/html");
      talk.fake().fault(Where.DOWNLOAD, Fault.ENDLESS_BODY);
      byte[] start = Talk.start(download, 1 << 20);
      assertThat(new String(start, 4, 4, StandardCharsets.US_ASCII)).isEqualTo("ftyp");
      talk.fake().fault(Where.DOWNLOAD, Fault.REDIRECT_TO_PRIVATE);
      assertThat(Talk.send(download).header("Location")).startsWith("http://169.254.169.254/");
      talk.fake().fault(Where.DOWNLOAD, Fault.RESULT_EXPIRED);
      assertThat(Talk.send(download).status()).isEqualTo(404);
    }
  }

  @ParameterizedTest
  @EnumSource
  void jobMayNeverEnd(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      talk.fake().fault(Where.POLL, Fault.NEVER_ENDS);
      JsonNode submitted = talk.submit().json();
      for (int i = 0; i < 5; i++) {
        assertThat(provider.isDone(talk.poll(submitted).json())).isFalse();
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void jobMayBeForgotten(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      JsonNode submitted = talk.submit().json();
      talk.fake().fault(Where.POLL, Fault.RESULT_EXPIRED);
      Talk.Answer answer = talk.poll(submitted);
      if (provider == Provider.REPLICATE) {
        assertThat(answer.json().path("data_removed").asBoolean()).isTrue();
        assertThat(answer.json().path("output").isNull()).isTrue();
      } else {
        assertThat(answer.status()).isEqualTo(404);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void jobMayBeInAStateThatNobodyKnows(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      JsonNode submitted = talk.submit().json();
      talk.fake().fault(Where.POLL, Fault.UNKNOWN_STATE);
      JsonNode state = talk.poll(submitted).json();
      boolean google = provider == Provider.VERTEX || provider == Provider.GEMINI;
      assertThat(provider.isDone(state)).isEqualTo(google);
      assertThat(state.toString())
          .containsAnyOf("Unheard", "HIBERNATING", "hibernating", "daydreaming");
    }
  }

  @ParameterizedTest
  @EnumSource
  void filterMayWithholdTheVideo(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      talk.fake().fault(Where.POLL, Fault.MODERATED_AFTER_RENDER);
      JsonNode submitted = talk.submit().json();
      talk.poll(submitted);
      Talk.Answer last = talk.poll(submitted);
      var result = provider.result(talk.fake(), submitted);
      if (result.isPresent()) {
        last = Talk.send(result.get());
        assertThat(last.status()).isEqualTo(422);
      }
      assertThat(last.json().toString())
          .containsAnyOf(
              "raiMediaFilteredReasons",
              "content_blocked",
              "content_policy_violation",
              "(E005)",
              "moderation");
    }
  }

  @ParameterizedTest
  @EnumSource
  void faultsThatCannotHappenAreRefused(Provider provider) {
    try (Talk talk = Talk.with(provider)) {
      assertThat(talk.fake().allows(Where.SUBMIT, Fault.TRUNCATED_MP4)).isFalse();
      assertThatThrownBy(() -> talk.fake().fault(Where.SUBMIT, Fault.TRUNCATED_MP4))
          .hasMessageContaining("TRUNCATED_MP4 cannot happen at SUBMIT");
      assertThat(talk.fake().allows(Where.RESULT, Fault.MALFORMED_JSON))
          .isEqualTo(provider == Provider.FAL);
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyErrorCanBeOrderedOnce(Provider provider) throws Exception {
    try (Talk talk = Talk.with(provider)) {
      talk.fake().failNext(Where.SUBMIT, 402, "no credit is left");
      Talk.Answer answer = talk.submit();
      assertThat(answer.status()).isEqualTo(402);
      assertThat(answer.json().toString()).contains("no credit is left");
      assertThat(talk.fake().jobs()).isZero();
      assertThat(talk.submit().status()).isLessThan(300);
    }
  }
}
