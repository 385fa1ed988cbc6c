package runflow.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import runflow.asset.Assets;
import runflow.billing.Account;
import runflow.billing.Balance;
import runflow.billing.Ledger;
import runflow.billing.Posting;
import runflow.db.Batches;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.http.Caller;
import runflow.json.Json;
import runflow.metric.RunMetrics;
import runflow.money.Money;

/**
 * The transaction in which runs are accepted: row, reservation, idempotent answer, place or wait,
 * job. Runs that arrive while one is being committed share the next one; what is wrong with one of
 * them is a value and touches no other.
 */
final class AcceptRuns {
  private static final Batches.Settings BATCHES = new Batches.Settings("accept", 256, 4);

  private final Db db;
  private final Idempotency idempotency;
  private final Assets assets;
  private final Ledger ledger;
  private final Admission admission;
  private final KeySpending spending;
  private final RunView view;
  private final RunMetrics metrics;
  private final Batches<Candidate, Outcome> batches;

  AcceptRuns(Runs.Shared shared) {
    Runs.Needs needs = shared.needs();
    this.db = needs.db();
    this.idempotency = new Idempotency(needs.db(), needs.clock());
    this.assets = needs.assets();
    this.ledger = needs.ledger();
    this.admission = shared.admission();
    this.spending = new KeySpending(needs.db());
    this.view = shared.view();
    this.metrics = needs.metrics();
    this.batches = new Batches<>(BATCHES, candidate -> candidate.run().account(), this::commit);
  }

  /**
   * A run that wants to be.
   *
   * @param pictures stored with it, without rows yet
   * @param grant what the key may do with which it was ordered
   */
  record Candidate(
      Run run,
      List<Assets.Pending> pictures,
      Optional<Idempotency.Key> key,
      Caller.Grant grant,
      Priority priority) {}

  /** What became of a candidate. */
  sealed interface Outcome permits Accepted, Refused {}

  /**
   * It is durable.
   *
   * @param run with its position, if it waits
   */
  record Accepted(Candidate candidate, Run run, boolean admitted) implements Outcome {}

  /** Why a candidate is not accepted. */
  sealed interface Refused extends Outcome {}

  /** Its account has less than its price. */
  record Unaffordable(Money available) implements Refused {}

  /** Its key may spend less than its price. */
  record OverCap(Money left) implements Refused {}

  /** Something else has its idempotency key. */
  record KeyTaken() implements Refused {}

  /** Accepts a run, or says why not; an accepted run is durable when this returns. */
  Outcome accept(Candidate candidate) throws InterruptedException {
    return batches.call(candidate);
  }

  /**
   * JSON that the caller of an accepted run gets, now and at a replay: the same bytes each time.
   * Made by the caller's own thread, because the next batch of its account waits for this one; with
   * an idempotency key it is made in the transaction as well, which keeps it.
   */
  byte[] answer(Accepted accepted) {
    return Json.bytes(view.of(accepted.run()));
  }

  private List<Outcome> commit(List<Candidate> candidates) {
    return db.inTx(
        tx -> {
          List<Outcome> outcomes = judge(tx, candidates);
          List<Accepted> accepted = accepted(outcomes);
          write(tx, accepted);
          idempotency.keep(tx, accepted.stream().flatMap(one -> kept(one).stream()).toList());
          return outcomes;
        });
  }

  private Optional<Idempotency.Kept> kept(Accepted accepted) {
    return accepted
        .candidate()
        .key()
        .map(key -> Idempotency.Kept.run(accepted.run().id(), key, answer(accepted)));
  }

  /** Those among outcomes that are accepted. */
  static List<Accepted> accepted(List<Outcome> outcomes) {
    return outcomes.stream().filter(Accepted.class::isInstance).map(Accepted.class::cast).toList();
  }

  /** Decides about one after the other; later ones see what earlier ones took. */
  List<Outcome> judge(Tx tx, List<Candidate> candidates) {
    Map<Account, Balance> balances =
        ledger.lock(tx, candidates.stream().map(one -> one.run().account()).toList());
    Set<Idempotency.Name> taken =
        idempotency.taken(tx, candidates.stream().flatMap(one -> one.key().stream()).toList());
    Admission.Room room =
        admission.room(
            tx, candidates.stream().map(one -> one.run().lane()).collect(Collectors.toSet()));
    KeySpending.Allowance allowance = spending.allowance(tx, candidates);
    Map<Account, Money> left = new HashMap<>();
    balances.forEach((account, balance) -> left.put(account, balance.available()));
    List<Outcome> outcomes = new ArrayList<>();
    for (Candidate candidate : candidates) {
      Run run = candidate.run();
      Money available = left.getOrDefault(run.account(), Money.ZERO);
      Optional<Money> keyLeft = allowance.left(run, candidate.grant());
      if (candidate.key().map(Idempotency.Key::name).filter(taken::contains).isPresent()) {
        outcomes.add(new KeyTaken());
      } else if (keyLeft.filter(most -> most.compareTo(run.pinned().price()) < 0).isPresent()) {
        outcomes.add(new OverCap(keyLeft.get()));
      } else if (available.compareTo(run.pinned().price()) < 0) {
        outcomes.add(new Unaffordable(available));
      } else {
        left.put(run.account(), available.minus(run.pinned().price()));
        allowance.take(run, candidate.grant());
        candidate.key().ifPresent(key -> taken.add(key.name()));
        Admission.Entry entry = room.enter(run.lane(), candidate.priority());
        Run queued = run.in(new RunState.Queued(0, entry.position()));
        outcomes.add(new Accepted(candidate, queued, entry.admitted()));
      }
    }
    return outcomes;
  }

  private static Stream<Assets.Brought> brought(Accepted accepted) {
    Run run = accepted.run();
    var bringer = new Assets.Bringer(InputMedia.owner(run.account()), run.id(), run.key());
    return accepted.candidate().pictures().stream()
        .map(picture -> new Assets.Brought(picture, bringer));
  }

  /** Writes everything about accepted runs but the answers that are kept for replays. */
  void write(Tx tx, List<Accepted> accepted) {
    if (accepted.isEmpty()) {
      return;
    }
    InsertRuns.insert(tx, accepted);
    assets.insert(tx, accepted.stream().flatMap(AcceptRuns::brought).toList());
    spending.add(tx, accepted.stream().map(Accepted::candidate).toList());
    ledger.post(
        tx,
        accepted.stream()
            .map(Accepted::run)
            .map(run -> Posting.reserve(run.account(), run.id(), run.pinned().price()))
            .toList());
    admission.enqueue(
        tx, accepted.stream().filter(Accepted::admitted).map(one -> one.run().id()).toList());
    tx.afterCommit(
        () ->
            accepted.forEach(
                one -> metrics.created(one.run().order().model(), one.run().account().livemode())));
  }
}
