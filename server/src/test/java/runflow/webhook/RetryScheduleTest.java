package runflow.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import runflow.config.ConfigLoader;

class RetryScheduleTest {
  @Test
  void eachWaitIsUpToATenthLongerAndTheLastAttemptIsFollowedByNone() {
    var schedule =
        new RetrySchedule(List.of(Duration.ofSeconds(5), Duration.ofHours(2)), new Random(1));
    assertThat(schedule.attempts()).isEqualTo(3);
    for (int i = 0; i < 1_000; i++) {
      assertThat(schedule.waitAfter(1).orElseThrow())
          .isBetween(Duration.ofSeconds(5), Duration.ofMillis(5_500));
      assertThat(schedule.waitAfter(2).orElseThrow())
          .isBetween(Duration.ofHours(2), Duration.ofMinutes(132));
    }
    assertThat(schedule.waitAfter(3)).isEmpty();
  }

  @Test
  void theUsualScheduleLastsForDaysAndEndsBeforeItsEndpointIsDisabledOrForgotten()
      throws Exception {
    var settings = ConfigLoader.load(Map.of("data", "/tmp"), Map.of()).webhooks();
    Duration all = settings.retries().stream().reduce(Duration.ZERO, Duration::plus);
    assertThat(all).isBetween(Duration.ofDays(2), settings.disableAfter());
    assertThat(settings.retention()).isGreaterThan(all.multipliedBy(2));
  }
}
