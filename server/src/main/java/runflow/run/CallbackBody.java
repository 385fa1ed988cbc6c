package runflow.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;
import runflow.json.Json;
import runflow.json.RawJson;
import runflow.json.Timestamp;

/**
 * The callback payload in the order of the seeds; {@code error} is one more field on failure only.
 * Its spelling of a cancelled run differs from the record's, as in the public API.
 */
record CallbackBody(
    String event,
    String runId,
    String status,
    RunView.@Nullable Output output,
    @Nullable Long durationMs,
    String createdAt,
    @Nullable String completedAt,
    @Nullable RawJson metadata,
    @JsonInclude(JsonInclude.Include.NON_NULL) RunView.@Nullable Problem error) {

  /** The bytes that every attempt of one delivery sends. */
  static byte[] of(Run run, RunState.Closed state, RunView view) {
    RunView.Problem error =
        state instanceof RunState.Failed(RunState.Failure failure)
            ? new RunView.Problem(failure.code().name(), failure.message())
            : null;
    return Json.bytes(
        new CallbackBody(
            event(state),
            run.id().toString(),
            status(state),
            view.output(run).orElse(null),
            RunView.durationMs(run).orElse(null),
            Timestamp.text(run.timeline().createdAt()),
            run.timeline().completedAt().map(Timestamp::text).orElse(null),
            run.order().metadata().map(RawJson::new).orElse(null),
            error));
  }

  private static String event(RunState.Closed state) {
    return switch (state) {
      case RunState.Succeeded succeeded -> "run.completed";
      case RunState.Failed failed -> "run.failed";
      case RunState.Canceled canceled -> "run.cancelled";
    };
  }

  private static String status(RunState.Closed state) {
    return switch (state) {
      case RunState.Succeeded succeeded -> "succeeded";
      case RunState.Failed failed -> "failed";
      case RunState.Canceled canceled -> "cancelled";
    };
  }
}
