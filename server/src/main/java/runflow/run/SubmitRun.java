package runflow.run;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import runflow.asset.Assets;
import runflow.billing.Ledger;
import runflow.catalog.RouteView;
import runflow.error.ApiException;
import runflow.id.RunId;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates a run: plan, route, pictures, then the transaction that accepts it. Checks come in the
 * order of the contract, section 2, so that every client sees the same answer.
 */
final class SubmitRun {
  private final PlanRun plans;
  private final InputMedia media;
  private final Ledger ledger;
  private final AcceptRuns acceptance;
  private final Idempotency idempotency;
  private final Deadlines deadlines;
  private final KeySpending spending;
  private final InstantSource clock;

  SubmitRun(Runs.Shared shared, AcceptRuns acceptance) {
    Runs.Needs needs = shared.needs();
    this.media = new InputMedia(needs.assets(), needs.urls());
    this.plans = new PlanRun(needs, media);
    this.ledger = needs.ledger();
    this.acceptance = acceptance;
    this.idempotency = new Idempotency(needs.db(), needs.clock());
    this.deadlines = shared.deadlines();
    this.spending = new KeySpending(needs.db());
    this.clock = needs.clock();
  }

  /** The answer to a create request. */
  record Submitted(RunId run, byte[] answer, boolean replayed) {}

  /**
   * Accepts a run.
   *
   * @return once the run is durable
   * @throws ApiException as the contract's list of checks says
   * @throws IOException if inline media cannot be stored
   */
  Submitted submit(PlanRun.Command command) throws IOException, InterruptedException {
    PlanRun.Plan plan = plans.plan(command);
    Optional<Idempotency.Key> key = command.replayKey();
    Optional<Submitted> replay = replay(key);
    if (replay.isPresent()) {
      return replay.get();
    }
    PlanRun.Routed routed = plans.route(plan, command);
    if (media.hasInline(plan.model(), plan.input())) {
      // A caller without credit must not fill the disk.
      spending.require(command.caller().grant(), plan.quote().cost(), clock.instant());
      ledger.requireCredit(command.account(), plan.quote().cost());
    }
    List<Assets.Pending> pictures = media.store(plan.model(), plan.input());
    Run run = newRun(command, plan, routed);
    var candidate =
        new AcceptRuns.Candidate(
            run, pictures, key, command.caller().grant(), plan.request().priority());
    return switch (acceptance.accept(candidate)) {
      case AcceptRuns.Accepted accepted -> new Submitted(run.id(), accepted.answer(), false);
      case AcceptRuns.KeyTaken taken -> replay(key).orElseThrow();
      case AcceptRuns.OverCap over ->
          throw KeySpending.exceeded(command.caller().grant(), run.pinned().price(), over.left());
      case AcceptRuns.Unaffordable unaffordable ->
          throw Ledger.insufficient(run.account(), run.pinned().price(), unaffordable.available());
    };
  }

  /** What {@link #submit} would answer, without storing or spending anything. */
  ObjectNode dryRun(PlanRun.Command command) {
    PlanRun.Plan plan = plans.plan(command);
    command.replayKey().ifPresent(idempotency::find);
    PlanRun.Routed routed = plans.route(plan, command);
    spending.require(command.caller().grant(), plan.quote().cost(), clock.instant());
    ledger.requireCredit(command.account(), plan.quote().cost());
    ObjectNode answer = Json.object().put("cost", plan.quote().cost().decimal());
    answer.set("cost_breakdown", plan.quote().breakdown());
    answer.put("provider", routed.provider());
    answer.set("routes", RouteView.of(routed.routes()));
    answer.set("input", plan.input());
    return answer;
  }

  private Run newRun(PlanRun.Command command, PlanRun.Plan plan, PlanRun.Routed routed) {
    // As exact as it is shown: the database would round what is finer to another millisecond.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Instant> callerDeadline = plan.request().deadlineSeconds().map(now::plusSeconds);
    return new Run(
        RunId.create(),
        command.account(),
        command.caller().key(),
        new Run.Order(
            plan.model().id(),
            Json.text(plan.input()),
            plan.request().metadata(),
            plan.request().clientRef(),
            plan.request().callbackUrl(),
            command.requestId(),
            "api"),
        new Run.Pinned(
            plan.model().version(),
            routed.provider(),
            routed.route(),
            routed.lane(),
            plan.quote().cost(),
            Json.text(plan.quote().breakdown())),
        new RunState.Queued(0, OptionalInt.empty()),
        new Run.Timeline(
            now,
            Optional.empty(),
            Optional.empty(),
            deadlines.queue(now, callerDeadline),
            callerDeadline),
        Optional.empty(),
        Optional.empty());
  }

  private Optional<Submitted> replay(Optional<Idempotency.Key> key) {
    return key.flatMap(idempotency::find)
        .map(replay -> new Submitted(replay.run(), replay.answer(), true));
  }
}
