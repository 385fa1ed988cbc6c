package runflow.run;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import runflow.asset.Assets;
import runflow.billing.Ledger;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.error.ApiException;
import runflow.id.RunId;
import runflow.job.JobLane;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates a run: plan, route, then one transaction for run, reservation, idempotent answer and job.
 * Checks come in the order of the contract, section 2, so that every client sees the same answer.
 */
final class SubmitRun {
  private final Db db;
  private final PlanRun plans;
  private final InputMedia media;
  private final Assets assets;
  private final Ledger ledger;
  private final JobLane lane;
  private final RunStore store;
  private final Idempotency idempotency;
  private final RunView view;
  private final Deadlines deadlines;
  private final InstantSource clock;

  SubmitRun(Runs.Needs needs, RunView view, Deadlines deadlines) {
    this.db = needs.db();
    this.media = new InputMedia(needs.assets(), needs.urls());
    this.plans = new PlanRun(needs, media);
    this.assets = needs.assets();
    this.ledger = needs.ledger();
    this.lane = needs.lane();
    this.store = new RunStore(needs.db());
    this.idempotency = new Idempotency(needs.db(), needs.clock());
    this.view = view;
    this.deadlines = deadlines;
    this.clock = needs.clock();
  }

  /** The answer to a create request. */
  record Submitted(RunId run, String answer, boolean replayed) {}

  /**
   * Accepts a run.
   *
   * @return once the run is durable
   * @throws ApiException as the contract's list of checks says
   * @throws IOException if inline media cannot be stored
   */
  Submitted submit(PlanRun.Command command) throws IOException {
    PlanRun.Plan plan = plans.plan(command);
    Optional<Idempotency.Key> key = command.replayKey();
    Optional<Submitted> replay = key.flatMap(idempotency::find).map(SubmitRun::replayed);
    if (replay.isPresent()) {
      return replay.get();
    }
    Providers.Choice choice = plans.route(plan, command);
    if (media.hasInline(plan.model(), plan.input())) {
      // A caller without credit must not fill the disk.
      ledger.requireCredit(command.account(), plan.quote().cost());
    }
    List<Assets.Pending> pictures = media.store(plan.model(), plan.input());
    Run run = newRun(command, plan, choice);
    String answer = Json.text(view.of(run));
    try {
      db.useTx(
          tx -> {
            insert(tx, run, pictures);
            if (key.isPresent() && !idempotency.keep(tx, key.get(), run.id(), answer)) {
              throw new LostRace();
            }
            // Comes last: the balance is one row that all runs of the account share.
            ledger.reserve(tx, run.account(), run.id(), run.pinned().price());
          });
    } catch (LostRace e) {
      return key.flatMap(idempotency::find).map(SubmitRun::replayed).orElseThrow();
    }
    return new Submitted(run.id(), answer, false);
  }

  /** What {@link #submit} would answer, without storing or spending anything. */
  ObjectNode dryRun(PlanRun.Command command) {
    PlanRun.Plan plan = plans.plan(command);
    command.replayKey().ifPresent(idempotency::find);
    Providers.Choice choice = plans.route(plan, command);
    ledger.requireCredit(command.account(), plan.quote().cost());
    ObjectNode answer = Json.object().put("cost", plan.quote().cost().decimal());
    answer.set("cost_breakdown", plan.quote().breakdown());
    answer.put("provider", choice.provider().name());
    answer.set("input", plan.input());
    return answer;
  }

  private void insert(Tx tx, Run run, List<Assets.Pending> pictures) {
    store.insert(tx, List.of(run));
    pictures.forEach(
        picture -> assets.insert(tx, run.account().org(), run.account().livemode(), picture));
    lane.enqueue(tx, List.of(run.id().value()), run.timeline().createdAt());
  }

  private Run newRun(PlanRun.Command command, PlanRun.Plan plan, Providers.Choice choice) {
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
            choice.provider().name(),
            choice.route(),
            plan.quote().cost(),
            Json.text(plan.quote().breakdown())),
        new RunState.Queued(0),
        new Run.Timeline(
            now,
            Optional.empty(),
            Optional.empty(),
            deadlines.queue(now, callerDeadline),
            callerDeadline),
        Optional.empty());
  }

  private static Submitted replayed(Idempotency.Replay replay) {
    return new Submitted(replay.run(), replay.answer(), true);
  }

  /** Another request with the same key committed first; ours is rolled back. */
  private static final class LostRace extends RuntimeException {
    private static final long serialVersionUID = 1L;

    LostRace() {
      super("the idempotency key was taken meanwhile", null, false, false);
    }
  }
}
