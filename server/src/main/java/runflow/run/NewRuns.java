package runflow.run;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import runflow.billing.Account;
import runflow.http.Caller;
import runflow.id.RunId;
import runflow.json.Json;

/** Makes the runs that requests ask for, all in the state {@code queued}. */
final class NewRuns {
  private final Deadlines deadlines;

  NewRuns(Deadlines deadlines) {
    this.deadlines = deadlines;
  }

  /**
   * The request that asks for runs.
   *
   * @param at in whole milliseconds, as exact as it is shown: the database would round what is
   *     finer to another millisecond
   */
  record Origin(Caller caller, String requestId, Instant at) {}

  Run make(
      RunId id,
      Origin origin,
      PlanRun.Plan plan,
      PlanRun.Routed routed,
      Optional<Run.Membership> membership) {
    RunRequest request = plan.request();
    Caller caller = origin.caller();
    Optional<Instant> callerDeadline = request.deadlineSeconds().map(origin.at()::plusSeconds);
    return new Run(
        id,
        new Account(caller.org(), caller.livemode()),
        caller.key(),
        new Run.Order(
            plan.model().id(),
            Json.text(plan.input()),
            request.metadata(),
            request.clientRef(),
            request.callbackUrl(),
            origin.requestId(),
            "api",
            membership),
        new Run.Pinned(
            plan.model().version(),
            routed.provider(),
            routed.route(),
            routed.lane(),
            plan.quote().cost(),
            Json.text(plan.quote().breakdown())),
        new RunState.Queued(0, OptionalInt.empty()),
        new Run.Timeline(
            origin.at(),
            Optional.empty(),
            Optional.empty(),
            deadlines.queue(origin.at(), callerDeadline),
            callerDeadline),
        Optional.empty(),
        Optional.empty());
  }
}
