package runflow.run;

import java.io.IOException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import runflow.asset.Asset;
import runflow.asset.Assets;
import runflow.billing.Account;
import runflow.billing.Ledger;
import runflow.catalog.Model;
import runflow.db.Tx;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.http.Caller;
import runflow.http.RateCharge;
import runflow.id.AssetId;
import runflow.id.BatchId;
import runflow.id.RunId;
import runflow.money.Money;
import tools.jackson.databind.node.ObjectNode;

/**
 * Creates the runs of a batch, all of them or none: plans, routes, pictures, then the transaction
 * that accepts them. Checks come in the same order as for a single run.
 */
public final class SubmitTogether {
  /** From here on problems are not worth more checks: no more would be told. */
  private static final int ENOUGH_PROBLEMS = 100;

  private final PlanRun plans;
  private final InputMedia media;
  private final Ledger ledger;
  private final AcceptTogether acceptance;
  private final Idempotency idempotency;
  private final NewRuns newRuns;
  private final KeySpending spending;
  private final InstantSource clock;

  SubmitTogether(Runs.Shared shared, AcceptRuns acceptance) {
    Runs.Needs needs = shared.needs();
    this.media = new InputMedia(needs.assets(), needs.urls());
    this.plans = new PlanRun(needs, media);
    this.ledger = needs.ledger();
    this.acceptance = new AcceptTogether(needs, acceptance);
    this.idempotency = new Idempotency(needs.db(), needs.clock());
    this.newRuns = new NewRuns(shared.deadlines());
    this.spending = new KeySpending(needs.db());
    this.clock = needs.clock();
  }

  /** One request for a batch of a model's runs. */
  public record Command(
      Caller caller, String requestId, String model, byte[] body, Optional<String> idempotencyKey) {
    Account account() {
      return new Account(caller.org(), caller.livemode());
    }

    /** No model is called like this, so the same body never makes a run and replays as a batch. */
    Optional<Idempotency.Key> replayKey() {
      return idempotencyKey.map(
          text -> Idempotency.Key.of(account(), text, "batch of " + model, body));
    }
  }

  /**
   * A run of the batch.
   *
   * @param placed a problem of the run's own body, with its place in the body of the batch
   */
  public record Wanted(RunRequest request, UnaryOperator<FieldError> placed) {}

  /**
   * What the batch asks for.
   *
   * @param problems what is wrong with its body so far
   */
  public record Order(List<Wanted> runs, List<FieldError> problems) {
    public Order {
      runs = List.copyOf(runs);
      problems = List.copyOf(problems);
    }
  }

  /** Writes the batch in the transaction of its runs. */
  public interface Batch {
    BatchId id();

    /** Writes it; what it returns is the answer to its caller, now and at a replay. */
    byte[] write(Tx tx, Accepted accepted);
  }

  /**
   * Runs that are being accepted.
   *
   * @param runs ids in their order
   * @param price of all of them
   */
  public record Accepted(List<RunId> runs, Money price, Instant at) {
    public Accepted {
      runs = List.copyOf(runs);
    }
  }

  /** The answer to a request. */
  public record Submitted(BatchId batch, byte[] answer, boolean replayed) {}

  /** What a run of a batch would be. */
  public record Priced(ObjectNode input, Money cost, ObjectNode breakdown, String provider) {}

  private record Planned(PlanRun.Plan plan, PlanRun.Routed routed) {
    Money cost() {
      return plan.quote().cost();
    }
  }

  /**
   * Accepts the runs and their batch.
   *
   * @param charge takes one for each run, of which the request itself has taken the first; none of
   *     them for a replay or a refusal
   * @return once they are durable
   * @throws ApiException as for a single run; problems of the runs all at once
   * @throws IOException if inline media cannot be stored
   */
  public Submitted submit(Command command, Order order, Batch batch, RateCharge charge)
      throws IOException, InterruptedException {
    List<PlanRun.Plan> plans = plan(command, order);
    Optional<Idempotency.Key> key = command.replayKey();
    Optional<Submitted> replay = replay(key);
    if (replay.isPresent()) {
      return replay.get();
    }
    List<Planned> planned = route(command, order, plans);
    if (plans.stream().anyMatch(plan -> media.hasInline(plan.model(), plan.input()))) {
      // A caller without credit must not fill the disk.
      requireMoney(command, price(planned));
    }
    return switch (accept(command, planned, batch, charge)) {
      case AcceptTogether.Accepted(byte[] answer) -> new Submitted(batch.id(), answer, false);
      case AcceptTogether.Refused(AcceptRuns.Refused why) ->
          switch (why) {
            case AcceptRuns.KeyTaken taken -> replay(key).orElseThrow();
            case AcceptRuns.OverCap(Money left) ->
                throw KeySpending.exceeded(command.caller().grant(), "batch", price(planned), left);
            case AcceptRuns.Unaffordable(Money available) ->
                throw Ledger.insufficient(command.account(), "batch", price(planned), available);
          };
    };
  }

  /** Batches that come together must not all be let in before one of them has paid. */
  private AcceptTogether.Outcome accept(
      Command command, List<Planned> planned, Batch batch, RateCharge charge)
      throws IOException, InterruptedException {
    int more = planned.size() - 1;
    charge.more(more);
    boolean accepted = false;
    try {
      AcceptTogether.Outcome outcome =
          acceptance.accept(
              new AcceptTogether.Members(
                  batch.id(),
                  candidates(command, planned, batch.id()),
                  (tx, runs) -> batch.write(tx, accepted(runs))));
      accepted = outcome instanceof AcceptTogether.Accepted;
      return outcome;
    } finally {
      if (!accepted) {
        charge.giveBack(more);
      }
    }
  }

  /** What {@link #submit} would make, without storing or spending anything. */
  public List<Priced> dryRun(Command command, Order order) {
    List<PlanRun.Plan> plans = plan(command, order);
    command.replayKey().ifPresent(idempotency::find);
    List<Planned> planned = route(command, order, plans);
    requireMoney(command, price(planned));
    return planned.stream()
        .map(
            one ->
                new Priced(
                    one.plan().input(),
                    one.cost(),
                    one.plan().quote().breakdown(),
                    one.routed().provider()))
        .toList();
  }

  private List<PlanRun.Plan> plan(Command command, Order order) {
    Model model = plans.model(command.model());
    List<FieldError> problems = new ArrayList<>(order.problems());
    List<PlanRun.Plan> planned = new ArrayList<>();
    Map<AssetId, Asset> stored =
        plans.stored(model, order.runs().stream().map(Wanted::request).toList(), command.caller());
    for (Wanted wanted : order.runs()) {
      List<FieldError> own = new ArrayList<>();
      plans.plan(model, wanted.request(), command.caller(), stored, own).ifPresent(planned::add);
      add(own, wanted, problems);
      if (problems.size() > ENOUGH_PROBLEMS) {
        break;
      }
    }
    if (!problems.isEmpty()) {
      throw ApiException.invalid(problems);
    }
    return planned;
  }

  private List<Planned> route(Command command, Order order, List<PlanRun.Plan> plans) {
    List<FieldError> problems = new ArrayList<>();
    List<Planned> routed = new ArrayList<>();
    for (int i = 0; i < plans.size(); i++) {
      try {
        routed.add(new Planned(plans.get(i), this.plans.route(plans.get(i), command.caller())));
      } catch (ApiException e) {
        if (e.code() != ErrorCode.VALIDATION_FAILED) {
          throw e;
        }
        add(e.errors(), order.runs().get(i), problems);
      }
    }
    if (!problems.isEmpty()) {
      throw ApiException.invalid(problems);
    }
    return routed;
  }

  /** A problem of what all runs share is told once. */
  private static void add(List<FieldError> own, Wanted wanted, List<FieldError> problems) {
    own.stream()
        .map(wanted.placed())
        .filter(error -> problems.stream().noneMatch(known -> known.loc().equals(error.loc())))
        .forEach(problems::add);
  }

  private List<AcceptRuns.Candidate> candidates(
      Command command, List<Planned> planned, BatchId batch) throws IOException {
    var origin =
        new NewRuns.Origin(
            command.caller(), command.requestId(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    List<RunId> ids = ids(planned.size());
    Optional<Idempotency.Key> key = command.replayKey();
    List<AcceptRuns.Candidate> candidates = new ArrayList<>();
    for (int i = 0; i < planned.size(); i++) {
      Planned one = planned.get(i);
      List<Assets.Pending> pictures = media.store(one.plan().model(), one.plan().input());
      var membership = Optional.of(new Run.Membership(batch, i));
      Run run = newRuns.make(ids.get(i), origin, one.plan(), one.routed(), membership);
      candidates.add(
          new AcceptRuns.Candidate(
              run,
              pictures,
              i == 0 ? key : Optional.empty(),
              command.caller().grant(),
              one.plan().request().priority()));
    }
    return candidates;
  }

  /** In the order in which the database has them, so that the first waits before the last. */
  private static List<RunId> ids(int count) {
    return Stream.generate(RunId::create)
        .limit(count)
        .sorted(Comparator.comparing(RunId::toString))
        .toList();
  }

  private void requireMoney(Command command, Money price) {
    spending.require(command.caller().grant(), "batch", price, clock.instant());
    ledger.requireCredit(command.account(), "batch", price);
  }

  private static Money price(List<Planned> planned) {
    return planned.stream().map(Planned::cost).reduce(Money.ZERO, Money::plus);
  }

  private static Accepted accepted(List<Run> runs) {
    return new Accepted(
        runs.stream().map(Run::id).toList(),
        runs.stream().map(run -> run.pinned().price()).reduce(Money.ZERO, Money::plus),
        runs.getFirst().timeline().createdAt());
  }

  private Optional<Submitted> replay(Optional<Idempotency.Key> key) {
    return key.flatMap(idempotency::find)
        .map(replay -> new Submitted(new BatchId(replay.id()), replay.answer(), true));
  }
}
