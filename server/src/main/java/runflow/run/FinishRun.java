package runflow.run;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.billing.Ledger;
import runflow.callback.Deliveries;
import runflow.callback.NewDelivery;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.money.Money;

/**
 * The one way a run ends: state, ledger entry, callback and its job commit together, then whoever
 * waits is woken.
 */
final class FinishRun {
  private static final Logger log = LoggerFactory.getLogger(FinishRun.class);

  private final Db db;
  private final RunStore store;
  private final Ledger ledger;
  private final Deliveries deliveries;
  private final RunSignals signals;
  private final RunView view;
  private final InstantSource clock;

  FinishRun(Runs.Needs needs, RunSignals signals, RunView view) {
    this.db = needs.db();
    this.store = new RunStore(needs.db());
    this.ledger = needs.ledger();
    this.deliveries = needs.deliveries();
    this.signals = signals;
    this.view = view;
    this.clock = needs.clock();
  }

  /**
   * Closes a run.
   *
   * @param run as it was read; if it has moved on since, nothing happens
   * @return whether this call closed it
   */
  boolean finish(Run run, RunState.Closed to) {
    // As exact as it is shown: the callback and the record must tell the same time.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Run ended = run.ended(to, to.billed() ? run.pinned().price() : Money.ZERO, now);
    Optional<NewDelivery> callback =
        run.order().callbackUrl().map(url -> delivery(ended, to, url, true));
    return db.inTx(tx -> commit(tx, run, ended, to, callback));
  }

  /** The balance comes last: its row is shared by all runs of the account. */
  private boolean commit(
      Tx tx, Run run, Run ended, RunState.Closed to, Optional<NewDelivery> callback) {
    if (!store.finish(tx, run, ended, to)) {
      return false;
    }
    callback.ifPresent(delivery -> deliveries.schedule(tx, delivery));
    if (to.billed()) {
      ledger.settle(tx, run.account(), run.id(), run.pinned().price());
    } else {
      ledger.release(tx, run.account(), run.id(), run.pinned().price());
    }
    tx.afterCommit(
        () -> {
          signals.closed(run.id());
          log.info(
              "run {} {} → {}{}, billed {}",
              run.id(),
              run.state().code(),
              to.code(),
              to instanceof RunState.Failed failed ? " (" + failed.failure().code() + ")" : "",
              ended.cost());
        });
    return true;
  }

  /** A callback with a payload from the run's present state. */
  NewDelivery delivery(Run run, RunState.Closed state, String url, boolean automatic) {
    return new NewDelivery(
        run.id(),
        run.account().org(),
        url,
        run.order().requestId(),
        CallbackBody.of(run, state, view),
        automatic);
  }
}
