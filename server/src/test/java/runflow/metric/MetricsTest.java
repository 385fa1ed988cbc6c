package runflow.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import runflow.error.FailureCode;

/** What recorders are told is what Prometheus reads. */
class MetricsTest {
  private final Metrics metrics = new Metrics("1.2.3");

  @AfterEach
  void close() {
    metrics.close();
  }

  @Test
  void theVersionTheJvmAndTheProcessAreThereFromTheStart() {
    assertThat(value("runflow_build_info{version=\"1.2.3\"}")).isEqualTo(1);
    assertThat(value("jvm_threads_live_threads")).isPositive();
    assertThat(value("process_uptime_seconds")).isPositive();
    assertThat(value("process_files_open_files")).isPositive();
    assertThat(names())
        .contains("jvm_memory_used_bytes", "process_cpu_usage", "system_cpu_count")
        .contains("runflow_http_rate_limited_total");
  }

  @Test
  void answersAreCountedAndTimedByRouteAndStatus() {
    RequestMetrics.Route route = metrics.requests().route("GET", "/v1/runs/{id}");
    route.answered(200, Duration.ofMillis(7));
    route.answered(200, Duration.ofMillis(70));
    route.answered(404, Duration.ofMillis(1));
    metrics.requests().unmatched().answered(404, Duration.ofMillis(1));
    String ok = "method=\"GET\",route=\"/v1/runs/{id}\",status=\"200\"";
    String duration = "runflow_http_request_duration_seconds";
    assertThat(value(duration + "_count{" + ok + "}")).isEqualTo(2);
    assertThat(value(duration + "_sum{" + ok + "}")).isEqualTo(0.077);
    assertThat(value(duration + "_bucket{" + ok + ",le=\"0.01\"}")).isEqualTo(1);
    assertThat(value(duration + "_bucket{" + ok + ",le=\"0.1\"}")).isEqualTo(2);
    assertThat(value(duration + "_bucket{" + ok + ",le=\"+Inf\"}")).isEqualTo(2);
    assertThat(value(duration + "_count{" + ok.replace("200", "404") + "}")).isEqualTo(1);
    assertThat(value(duration + "_count{method=\"other\",route=\"none\",status=\"404\"}"))
        .isEqualTo(1);
  }

  @Test
  void runsAreCountedWhenTheyComeAndWhenTheyGo() {
    RunMetrics runs = metrics.runs();
    runs.created("google/veo3.1", true);
    runs.created("google/veo3.1", true);
    runs.created("google/veo3.1", false);
    for (RunMetrics.Ending ending :
        List.of(
            new RunMetrics.Succeeded(),
            new RunMetrics.Failed(FailureCode.PROVIDER_LOST),
            new RunMetrics.Failed(FailureCode.CONTENT_BLOCKED))) {
      runs.ended(ended(ending, Optional.of(Duration.ofSeconds(2))));
    }
    runs.ended(ended(new RunMetrics.Canceled(), Optional.empty()));

    String live = "livemode=\"true\",model=\"google/veo3.1\"";
    assertThat(value("runflow_runs_accepted_total{" + live + "}")).isEqualTo(2);
    assertThat(value("runflow_runs_accepted_total{" + live.replace("true", "false") + "}"))
        .isEqualTo(1);
    String ended = "runflow_runs_ended_total{failure_code=\"%s\"," + live + ",state=\"%s\"}";
    assertThat(value(ended.formatted("none", "succeeded"))).isEqualTo(1);
    assertThat(value(ended.formatted("PROVIDER_LOST", "failed"))).isEqualTo(1);
    assertThat(value(ended.formatted("CONTENT_BLOCKED", "failed"))).isEqualTo(1);
    assertThat(value(ended.formatted("none", "canceled"))).isEqualTo(1);
    String failed = "{" + live + ",state=\"failed\"}";
    assertThat(value("runflow_run_duration_seconds_count" + failed)).isEqualTo(2);
    assertThat(value("runflow_run_duration_seconds_sum" + failed)).isEqualTo(60);
    assertThat(value("runflow_run_queue_wait_seconds_count{" + live + "}")).isEqualTo(3);
    assertThat(value("runflow_run_queue_wait_seconds_sum{" + live + "}")).isEqualTo(6);
  }

  @Test
  void providersAreCountedByWhatTheySay() {
    ProviderMetrics providers = metrics.providers();
    for (ProviderMetrics.Call call : ProviderMetrics.Call.values()) {
      for (ProviderMetrics.Outcome outcome : ProviderMetrics.Outcome.values()) {
        providers.called("vertex", call, outcome, Duration.ofMillis(300));
      }
    }
    String name = "runflow_provider_call_duration_seconds";
    assertThat(value(name + "_count{call=\"poll\",outcome=\"retryable\",provider=\"vertex\"}"))
        .isEqualTo(1);
    assertThat(lines(name + "_count")).hasSize(24);
  }

  @Test
  void attemptsAndDeliveriesOfCallbacksAreCounted() {
    CallbackMetrics callbacks = metrics.callbacks();
    for (int status : new int[] {200, 204, 299, 301, 404, 429, 499, 500, 503}) {
      callbacks.attempted(CallbackMetrics.Outcome.ofStatus(status), Duration.ofMillis(20));
    }
    callbacks.attempted(CallbackMetrics.Outcome.NO_ANSWER, Duration.ofSeconds(10));
    callbacks.attempted(CallbackMetrics.Outcome.FORBIDDEN, Duration.ZERO);
    callbacks.ended(true);
    callbacks.ended(true);
    callbacks.ended(false);
    String attempts = "runflow_callback_attempt_duration_seconds_count{outcome=\"%s\"}";
    assertThat(value(attempts.formatted("delivered"))).isEqualTo(3);
    assertThat(value(attempts.formatted("refused"))).isEqualTo(4);
    assertThat(value(attempts.formatted("server_error"))).isEqualTo(2);
    assertThat(value(attempts.formatted("no_answer"))).isEqualTo(1);
    assertThat(value(attempts.formatted("forbidden"))).isEqualTo(1);
    String ended = "runflow_callback_deliveries_ended_total{delivered=\"%s\"}";
    assertThat(value(ended.formatted("true"))).isEqualTo(2);
    assertThat(value(ended.formatted("false"))).isEqualTo(1);
  }

  @Test
  void aStepOfAJobIsRunningUntilItIsClosed() {
    LaneMetrics lane = metrics.lane("run", 32);
    String running = "runflow_jobs_running{lane=\"run\"}";
    try (LaneMetrics.Step first = lane.begin();
        LaneMetrics.Step second = lane.begin()) {
      assertThat(value(running)).isEqualTo(2);
      second.worked();
      assertThat(first).isNotSameAs(second);
    }
    assertThat(value(running)).isZero();
    assertThat(value("runflow_jobs_slots{lane=\"run\"}")).isEqualTo(32);
    String steps = "runflow_job_step_duration_seconds_count{lane=\"run\",outcome=\"%s\"}";
    assertThat(value(steps.formatted("worked"))).isEqualTo(1);
    assertThat(value(steps.formatted("failed"))).isEqualTo(1);
  }

  /** A label that were taken from a caller would fill the memory. */
  @Test
  void aMistakenLabelCannotMakeSeriesWithoutEnd() {
    for (int i = 0; i < 20_000; i++) {
      metrics.runs().created("model" + i, false);
    }
    assertThat(lines("runflow_runs_accepted_total")).hasSizeBetween(9_000, 10_000);
  }

  private static RunMetrics.Ended ended(RunMetrics.Ending ending, Optional<Duration> queued) {
    return new RunMetrics.Ended("google/veo3.1", true, ending, Duration.ofSeconds(30), queued);
  }

  private double value(String series) {
    String line =
        metrics
            .text()
            .lines()
            .filter(each -> each.startsWith(series + " "))
            .findFirst()
            .orElseThrow(() -> new AssertionError(series + " is not in\n" + metrics.text()));
    return Double.parseDouble(line.substring(series.length() + 1));
  }

  private List<String> lines(String start) {
    return metrics.text().lines().filter(line -> line.startsWith(start)).toList();
  }

  private List<String> names() {
    return metrics.text().lines().map(line -> line.replaceAll("[{ ].*", "")).distinct().toList();
  }
}
