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

  FinishRun(
      Db db,
      Ledger ledger,
      Deliveries deliveries,
      RunSignals signals,
      RunView view,
      InstantSource clock) {
    this.db = db;
    this.store = new RunStore(db);
    this.ledger = ledger;
    this.deliveries = deliveries;
    this.signals = signals;
    this.view = view;
    this.clock = clock;
  }

  /**
   * Closes a run.
   *
   * @param run as it was read; if it has moved on since, nothing happens
   * @return whether this call closed it
   */
  boolean finish(Run run, RunState.Closed to) {
    return db.inTx(tx -> finish(tx, run, to));
  }

  private boolean finish(Tx tx, Run run, RunState.Closed to) {
    // As exact as it is shown: the callback and the record must tell the same time.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Money price = run.pinned().price();
    Money billed = to.billed() ? price : Money.ZERO;
    if (!store.finish(tx, run, to, billed, now)) {
      return false;
    }
    if (to.billed()) {
      ledger.settle(tx, run.account(), run.id(), price);
    } else {
      ledger.release(tx, run.account(), run.id(), price);
    }
    Run closed = closed(run, to, billed, now);
    run.order()
        .callbackUrl()
        .ifPresent(url -> deliveries.schedule(tx, delivery(closed, to, url, true)));
    tx.afterCommit(
        () -> {
          signals.closed(run.id());
          log.info(
              "run {} {} → {}{}, billed {}",
              run.id(),
              run.state().code(),
              to.code(),
              to instanceof RunState.Failed failed ? " (" + failed.failure().code() + ")" : "",
              billed);
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

  private static Run closed(Run run, RunState.Closed to, Money billed, Instant now) {
    Run.Timeline times = run.timeline();
    return new Run(
        run.id(),
        run.account(),
        run.key(),
        run.order(),
        run.pinned(),
        to,
        new Run.Timeline(
            times.createdAt(),
            times.startedAt(),
            Optional.of(now),
            times.deadlineAt(),
            times.callerDeadlineAt()),
        Optional.of(billed));
  }
}
