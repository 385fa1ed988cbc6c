package runflow.run;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.asset.Assets;
import runflow.billing.Account;
import runflow.billing.Ledger;
import runflow.catalog.Catalog;
import runflow.catalog.CheckedInput;
import runflow.catalog.Model;
import runflow.catalog.Quote;
import runflow.catalog.UnknownModel;
import runflow.config.Config;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.FieldError;
import runflow.http.Caller;
import runflow.id.RunId;
import runflow.job.JobLane;
import runflow.json.Json;
import runflow.outbound.UrlPolicy;
import runflow.provider.ProviderRequest;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates a run: check, route, price, then one transaction for run, reservation, idempotent answer
 * and job. Checks come in the order of the contract, section 2, so that every client sees the same
 * answer.
 */
final class SubmitRun {
  private final Db db;
  private final Catalog catalog;
  private final Providers providers;
  private final UrlPolicy urls;
  private final InputMedia media;
  private final Assets assets;
  private final Ledger ledger;
  private final JobLane lane;
  private final RunStore store;
  private final Idempotency idempotency;
  private final RunView view;
  private final Config.Runs limits;
  private final InstantSource clock;

  SubmitRun(RunParts parts) {
    this.db = parts.db();
    this.catalog = parts.catalog();
    this.providers = parts.providers();
    this.urls = parts.urls();
    this.media = new InputMedia(parts.assets(), parts.urls());
    this.assets = parts.assets();
    this.ledger = parts.ledger();
    this.lane = parts.lane();
    this.store = new RunStore(parts.db());
    this.idempotency = new Idempotency(parts.db(), parts.clock());
    this.view = parts.view();
    this.limits = parts.limits();
    this.clock = parts.clock();
  }

  /** One create request. */
  record Command(
      Caller caller, String requestId, String model, byte[] body, Optional<String> idempotencyKey) {
    Account account() {
      return new Account(caller.org(), caller.livemode());
    }

    Optional<Idempotency.Key> replayKey() {
      return idempotencyKey.map(text -> Idempotency.Key.of(account(), text, model, body));
    }
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
  Submitted submit(Command command) throws IOException {
    Plan plan = plan(command);
    Optional<Idempotency.Key> key = command.replayKey();
    Optional<Submitted> replay = key.flatMap(idempotency::find).map(SubmitRun::replayed);
    if (replay.isPresent()) {
      return replay.get();
    }
    Providers.Choice choice = route(plan, command);
    List<Assets.Pending> pictures = media.store(plan.model(), plan.input());
    Run run = newRun(command, plan, choice);
    String answer = Json.text(view.of(run));
    try {
      db.useTx(
          tx -> {
            store.insert(tx, List.of(run));
            if (key.isPresent() && !idempotency.keep(tx, key.get(), run.id(), answer)) {
              throw new LostRace();
            }
            ledger.reserve(tx, run.account(), run.id(), run.pinned().price());
            pictures.forEach(
                picture ->
                    assets.insert(
                        tx, command.caller().org(), command.caller().livemode(), picture));
            lane.enqueue(tx, List.of(run.id().value()), run.timeline().createdAt());
          });
    } catch (LostRace e) {
      return key.flatMap(idempotency::find).map(SubmitRun::replayed).orElseThrow();
    }
    return new Submitted(run.id(), answer, false);
  }

  /** What {@link #submit} would answer, without storing or spending anything. */
  ObjectNode dryRun(Command command) {
    Plan plan = plan(command);
    command.replayKey().ifPresent(idempotency::find);
    Providers.Choice choice = route(plan, command);
    ledger.requireCredit(command.account(), plan.quote().cost());
    ObjectNode answer = Json.object().put("cost", plan.quote().cost().decimal());
    answer.set("cost_breakdown", plan.quote().breakdown());
    answer.put("provider", choice.provider().name());
    answer.set("input", plan.input());
    return answer;
  }

  /** A request that has passed every check of its content. */
  private record Plan(Model model, RunRequest request, ObjectNode input, Quote quote) {}

  private Plan plan(Command command) {
    List<FieldError> problems = new ArrayList<>();
    RunRequest request = RunRequest.read(command.body(), urls, problems);
    Model model =
        catalog.find(command.model()).orElseThrow(() -> UnknownModel.of(command.model(), catalog));
    ObjectNode input =
        switch (model.check(request.input())) {
          case CheckedInput.Accepted accepted -> {
            problems.addAll(media.check(model, accepted.input(), command.account()));
            yield accepted.input();
          }
          case CheckedInput.Refused refused -> {
            refused.errors().stream()
                .filter(error -> isNew(error, problems))
                .forEach(problems::add);
            yield request.input();
          }
        };
    if (!problems.isEmpty()) {
      throw ApiException.invalid(problems);
    }
    return new Plan(model, request, input, model.price().quote(input));
  }

  private Providers.Choice route(Plan plan, Command command) {
    Providers.Choice choice = providers.choose(plan.model(), command.caller().livemode());
    List<FieldError> problems =
        choice
            .provider()
            .check(
                new ProviderRequest(
                    RunId.create(),
                    plan.model().id(),
                    choice.route(),
                    plan.input(),
                    List.of(),
                    plan.request().metadata().map(Json::tree)));
    if (!problems.isEmpty()) {
      throw ApiException.invalid(problems);
    }
    return choice;
  }

  private Run newRun(Command command, Plan plan, Providers.Choice choice) {
    // As exact as it is shown: the database would round what is finer to another millisecond.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Optional<Instant> callerDeadline = plan.request().deadlineSeconds().map(now::plusSeconds);
    Instant queueDeadline = now.plus(limits.queueDeadline());
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
            callerDeadline.filter(queueDeadline::isAfter).orElse(queueDeadline),
            callerDeadline),
        Optional.empty());
  }

  private static boolean isNew(FieldError error, List<FieldError> problems) {
    return problems.stream().noneMatch(known -> known.loc().equals(error.loc()));
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
