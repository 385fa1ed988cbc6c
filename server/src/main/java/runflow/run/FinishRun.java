package runflow.run;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.billing.Ledger;
import runflow.billing.Posting;
import runflow.callback.Deliveries;
import runflow.callback.NewDelivery;
import runflow.db.Batches;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.DeliveryId;
import runflow.id.RunId;
import runflow.money.Money;

/**
 * The one way a run ends: state, ledger entry, callback with its job, and the place that it hands
 * on commit together, then whoever waits is woken. Runs that end while one is being committed share
 * the next transaction.
 */
final class FinishRun {
  private static final Logger log = LoggerFactory.getLogger(FinishRun.class);
  private static final Batches.Settings BATCHES = new Batches.Settings("finish", 256, 4);

  private final Db db;
  private final RunStore store;
  private final Admission admission;
  private final Ledger ledger;
  private final Deliveries deliveries;
  private final RunSignals signals;
  private final RunView view;
  private final InstantSource clock;
  private final Batches<Ending, Boolean> batches;

  FinishRun(Runs.Shared shared) {
    Runs.Needs needs = shared.needs();
    this.db = needs.db();
    this.store = shared.store();
    this.admission = shared.admission();
    this.ledger = needs.ledger();
    this.deliveries = needs.deliveries();
    this.signals = shared.signals();
    this.view = shared.view();
    this.clock = needs.clock();
    this.batches = new Batches<>(BATCHES, ending -> ending.before().account(), this::commit);
  }

  /** A run as it was read, and as it is to be once it is closed. */
  record Ending(Run before, Run after, RunState.Closed to, Optional<NewDelivery> callback) {}

  /**
   * Closes a run.
   *
   * @param run as it was read; if it has moved on since, nothing happens
   * @return whether this call closed it
   */
  boolean finish(Run run, RunState.Closed to) throws InterruptedException {
    // As exact as it is shown: the callback and the record must tell the same time.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Run ended = run.ended(to, to.billed() ? run.pinned().price() : Money.ZERO, now);
    return batches.call(
        new Ending(
            run, ended, to, run.order().callbackUrl().map(url -> delivery(ended, to, url, true))));
  }

  private List<Boolean> commit(List<Ending> endings) {
    return db.inTx(
        tx -> {
          ledger.lock(tx, endings.stream().map(ending -> ending.before().account()).toList());
          List<Ending> first = firstOfEachRun(endings);
          Set<RunId> ended = store.finish(tx, first);
          settle(tx, first.stream().filter(one -> ended.contains(one.before().id())).toList());
          return endings.stream().map(one -> ended.remove(one.before().id())).toList();
        });
  }

  /** A run that is cancelled while it finishes may be in a batch twice. */
  private static List<Ending> firstOfEachRun(List<Ending> endings) {
    Map<RunId, Ending> first = new LinkedHashMap<>();
    endings.forEach(ending -> first.putIfAbsent(ending.before().id(), ending));
    return List.copyOf(first.values());
  }

  private void settle(Tx tx, List<Ending> ended) {
    deliveries.schedule(tx, ended.stream().flatMap(one -> one.callback().stream()).toList());
    ledger.post(tx, ended.stream().map(FinishRun::posting).toList());
    admission.admitNext(
        tx, ended.stream().map(one -> one.before().lane()).collect(Collectors.toSet()));
    tx.afterCommit(() -> ended.forEach(this::announce));
  }

  private static Posting posting(Ending ending) {
    Run run = ending.before();
    return ending.to().billed()
        ? Posting.settle(run.account(), run.id(), run.pinned().price())
        : Posting.release(run.account(), run.id(), run.pinned().price());
  }

  private void announce(Ending ending) {
    signals.closed(ending.before().id());
    log.info(
        "run {} {} → {}{}, billed {}",
        ending.before().id(),
        ending.before().state().code(),
        ending.to().code(),
        ending.to() instanceof RunState.Failed failed ? " (" + failed.failure().code() + ")" : "",
        ending.after().cost());
  }

  /** A callback with a payload from the run's present state. */
  NewDelivery delivery(Run run, RunState.Closed state, String url, boolean automatic) {
    return new NewDelivery(
        DeliveryId.create(),
        run.id(),
        run.account().org(),
        url,
        run.order().requestId(),
        CallbackBody.of(run, state, view),
        automatic);
  }
}
