package runflow.callback;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import runflow.outbound.PostResult;
import runflow.outbound.Trouble;

/** The seed's schedule: three attempts, 1 s and 2 s apart, on 5xx and network errors only. */
class RetryScheduleTest {
  @Test
  void theSecondAttemptComesAfterOneSecondAndTheThirdAfterTwoMore() {
    PostResult unavailable = answered(503);
    assertThat(RetrySchedule.waitAfter(1, unavailable)).hasValue(Duration.ofSeconds(1));
    assertThat(RetrySchedule.waitAfter(2, unavailable)).hasValue(Duration.ofSeconds(2));
    assertThat(RetrySchedule.waitAfter(3, unavailable)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {200, 204, 302, 400, 404, 410, 429, 499})
  void anAnswerBelowFiveHundredIsTheLast(int status) {
    assertThat(RetrySchedule.waitAfter(1, answered(status))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource(
      value = Trouble.class,
      names = {"TIMEOUT", "CONNECT", "DNS", "TLS", "PROTOCOL"})
  void aReceiverThatIsNotReachedIsTriedAgain(Trouble trouble) {
    assertThat(RetrySchedule.waitAfter(1, silent(trouble))).hasValue(Duration.ofSeconds(1));
  }

  @Test
  void aPlaceThatThePolicyForbidsIsNotTriedAgain() {
    assertThat(RetrySchedule.waitAfter(1, silent(Trouble.REFUSED_BY_POLICY))).isEmpty();
  }

  private static PostResult answered(int status) {
    return new PostResult.Answered(status, "", Duration.ZERO);
  }

  private static PostResult silent(Trouble trouble) {
    return new PostResult.NoAnswer(trouble, "no answer", Duration.ZERO);
  }
}
