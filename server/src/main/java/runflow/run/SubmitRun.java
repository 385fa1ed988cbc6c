package runflow.run;

import java.io.IOException;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
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
  private final NewRuns newRuns;
  private final KeySpending spending;
  private final InstantSource clock;

  SubmitRun(Runs.Shared shared, AcceptRuns acceptance) {
    Runs.Needs needs = shared.needs();
    this.media = new InputMedia(needs.assets(), needs.urls());
    this.plans = new PlanRun(needs, media);
    this.ledger = needs.ledger();
    this.acceptance = acceptance;
    this.idempotency = new Idempotency(needs.db(), needs.clock());
    this.newRuns = new NewRuns(shared.deadlines());
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
    PlanRun.Routed routed = plans.route(plan, command.caller());
    if (media.hasInline(plan.model(), plan.input())) {
      // A caller without credit must not fill the disk.
      spending.require(command.caller().grant(), "run", plan.quote().cost(), clock.instant());
      ledger.requireCredit(command.account(), "run", plan.quote().cost());
    }
    List<Assets.Pending> pictures = media.store(plan.model(), plan.input());
    var origin =
        new NewRuns.Origin(
            command.caller(), command.requestId(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Run run = newRuns.make(RunId.create(), origin, plan, routed, Optional.empty());
    var candidate =
        new AcceptRuns.Candidate(
            run, pictures, key, command.caller().grant(), plan.request().priority());
    return switch (acceptance.accept(candidate)) {
      case AcceptRuns.Accepted accepted ->
          new Submitted(run.id(), acceptance.answer(accepted), false);
      case AcceptRuns.KeyTaken taken -> replay(key).orElseThrow();
      case AcceptRuns.OverCap over ->
          throw KeySpending.exceeded(
              command.caller().grant(), "run", run.pinned().price(), over.left());
      case AcceptRuns.Unaffordable unaffordable ->
          throw Ledger.insufficient(
              run.account(), "run", run.pinned().price(), unaffordable.available());
    };
  }

  /** What {@link #submit} would answer, without storing or spending anything. */
  ObjectNode dryRun(PlanRun.Command command) {
    PlanRun.Plan plan = plans.plan(command);
    command.replayKey().ifPresent(idempotency::find);
    PlanRun.Routed routed = plans.route(plan, command.caller());
    spending.require(command.caller().grant(), "run", plan.quote().cost(), clock.instant());
    ledger.requireCredit(command.account(), "run", plan.quote().cost());
    ObjectNode answer = Json.object().put("cost", plan.quote().cost().decimal());
    answer.set("cost_breakdown", plan.quote().breakdown());
    answer.put("provider", routed.provider());
    answer.set("routes", RouteView.of(routed.routes()));
    answer.set("input", plan.input());
    return answer;
  }

  private Optional<Submitted> replay(Optional<Idempotency.Key> key) {
    return key.flatMap(idempotency::find)
        .map(replay -> new Submitted(new RunId(replay.id()), replay.answer(), true));
  }
}
