package runflow.run;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.db.Columns;
import runflow.db.Tx;
import runflow.id.RunId;
import runflow.json.Json;

/** Writes what runs came to, of which nothing changes any more. */
final class CloseRuns {
  private CloseRuns() {}

  /**
   * Closes open runs.
   *
   * @return those that were still as their ending says
   */
  static Set<RunId> close(Tx tx, List<FinishRun.Ending> endings) {
    return Columns.bind(
            tx.sql()
                .createQuery(
                    """
                    update run set state = ending.to_state, completed_at = ending.now,
                      billed = ending.billed, output = ending.output, failure_code = ending.code,
                      failure_message = ending.message, failure_stage = ending.stage,
                      progress = case when ending.to_state = 'succeeded' then 100 else progress end
                    from unnest(:ids, :attempts, :froms, :tos, :nows, :billed, :outputs, :codes,
                        :messages, :stages)
                      as ending (id, attempt, from_state, to_state, now, billed, output, code,
                        message, stage)
                    where run.id = ending.id and state = ending.from_state
                      and run.attempt = ending.attempt
                    returning run.id
                    """),
            endings)
        .uuid("ids", ending -> ending.before().id().value())
        .number("attempts", ending -> RunStore.attempt(ending.before().state()))
        .text("froms", ending -> ending.before().state().code())
        .text("tos", ending -> ending.to().code())
        .optionalTime("nows", ending -> ending.after().timeline().completedAt())
        .number("billed", ending -> ending.after().cost().micros())
        .optionalText("outputs", ending -> output(ending.to()))
        .optionalText("codes", ending -> failure(ending.to()).map(failure -> failure.code().name()))
        .optionalText("messages", ending -> message(ending.to()))
        .optionalText(
            "stages", ending -> failure(ending.to()).map(failure -> RunRow.code(failure.stage())))
        .done()
        .mapTo(UUID.class)
        .map(RunId::new)
        .collect(Collectors.toCollection(HashSet::new));
  }

  private static Optional<String> output(RunState.Closed state) {
    return state instanceof RunState.Succeeded succeeded
        ? Optional.of(Json.text(succeeded.output()))
        : Optional.empty();
  }

  private static Optional<RunState.Failure> failure(RunState.Closed state) {
    return state instanceof RunState.Failed failed
        ? Optional.of(failed.failure())
        : Optional.empty();
  }

  private static Optional<String> message(RunState.Closed state) {
    return switch (state) {
      case RunState.Failed failed -> Optional.of(failed.failure().message());
      case RunState.Canceled canceled -> canceled.owing();
      case RunState.Succeeded succeeded -> Optional.empty();
    };
  }
}
