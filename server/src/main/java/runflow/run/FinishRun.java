package runflow.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.billing.Account;
import runflow.billing.Ledger;
import runflow.billing.Posting;
import runflow.callback.CallbackSubject;
import runflow.callback.Deliveries;
import runflow.callback.Event;
import runflow.callback.Events;
import runflow.callback.NewDelivery;
import runflow.db.Batches;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.DeliveryId;
import runflow.id.RunId;
import runflow.metric.RunMetrics;
import runflow.money.Money;

/**
 * The one way a run ends: state, ledger entry, callback and webhook deliveries with their jobs, log
 * lines and the place that it hands on commit together, then whoever waits is woken. Runs that end
 * while one is being committed share the next transaction.
 */
final class FinishRun {
  private static final Logger log = LoggerFactory.getLogger(FinishRun.class);
  private static final Batches.Settings BATCHES = new Batches.Settings("finish", 256, 4);

  private final Db db;
  private final Admission admission;
  private final KeySpending spending;
  private final Ledger ledger;
  private final Deliveries deliveries;
  private final Events events;
  private final RunSignals signals;
  private final RunView view;
  private final RunLog runLog;
  private final OutputFiles outputs;
  private final BatchMembers batchMembers;
  private final RunMetrics metrics;
  private final InstantSource clock;
  private final Batches<Ending, Boolean> batches;

  FinishRun(Runs.Shared shared) {
    Runs.Needs needs = shared.needs();
    this.db = needs.db();
    this.admission = shared.admission();
    this.spending = new KeySpending(needs.db());
    this.ledger = needs.ledger();
    this.deliveries = needs.deliveries();
    this.events = needs.events();
    this.signals = shared.signals();
    this.view = shared.view();
    this.runLog = shared.log();
    this.outputs = new OutputFiles(needs.db());
    this.batchMembers = needs.batchMembers();
    this.metrics = needs.metrics();
    this.clock = needs.clock();
    this.batches = new Batches<>(BATCHES, ending -> ending.before().account(), this::commit);
  }

  /** A run as it was read, and as it is to be once it is closed. */
  record Ending(
      Run before,
      Run after,
      RunState.Closed to,
      Optional<NewDelivery> callback,
      List<LogLine> lines) {}

  /** Closes a run about which there is nothing more to say. */
  boolean finish(Run run, RunState.Closed to) throws InterruptedException {
    return finish(run, to, List.of());
  }

  /**
   * Closes a run.
   *
   * @param run as it was read; if it has moved on since, nothing happens
   * @param notes for its log
   * @return whether this call closed it
   */
  boolean finish(Run run, RunState.Closed to, List<String> notes) throws InterruptedException {
    // As exact as it is shown: the callback and the record must tell the same time.
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Run ended = run.ended(to, to.billed() ? run.pinned().price() : Money.ZERO, now);
    return batches.call(
        new Ending(
            run,
            ended,
            to,
            run.order().callbackUrl().map(url -> delivery(ended, to, url, true)),
            RunLog.lines(run, LogLine.Level.INFO, notes, now)));
  }

  private List<Boolean> commit(List<Ending> endings) {
    return db.inTx(
        tx -> {
          ledger.lock(tx, endings.stream().map(ending -> ending.before().account()).toList());
          List<Ending> held = close(tx, endings);
          settle(tx, held);
          Set<Ending> identical = Collections.newSetFromMap(new IdentityHashMap<>());
          identical.addAll(held);
          return endings.stream().map(identical::contains).toList();
        });
  }

  /**
   * Closes what is still as its ending says. A run that is cancelled while it finishes is in a
   * batch twice, with two opinions of its state, so each of its endings is tried in a statement of
   * its own.
   */
  private List<Ending> close(Tx tx, List<Ending> endings) {
    List<Ending> held = new ArrayList<>();
    List<Ending> left = endings;
    while (!left.isEmpty()) {
      Set<RunId> seen = new HashSet<>();
      Map<Boolean, List<Ending>> byTurn =
          left.stream()
              .collect(Collectors.partitioningBy(ending -> seen.add(ending.before().id())));
      List<Ending> now = byTurn.getOrDefault(true, List.of());
      Set<RunId> closed = CloseRuns.close(tx, now);
      now.stream().filter(ending -> closed.contains(ending.before().id())).forEach(held::add);
      left = byTurn.getOrDefault(false, List.of());
    }
    return held;
  }

  private void settle(Tx tx, List<Ending> ended) {
    deliveries.schedule(tx, ended.stream().flatMap(one -> one.callback().stream()).toList());
    outputs.add(tx, ended);
    events.emit(tx, ended.stream().map(this::event).toList());
    runLog.add(tx, ended.stream().flatMap(one -> one.lines().stream()).toList());
    Map<Account, Instant> booked = ledger.post(tx, ended.stream().map(FinishRun::posting).toList());
    CountUsage.add(tx, ended, booked);
    spending.release(
        tx, ended.stream().filter(one -> !one.to().billed()).map(Ending::before).toList());
    tellBatches(tx, ended);
    admission.admitNext(
        tx, ended.stream().map(one -> one.before().lane()).collect(Collectors.toSet()));
    tx.afterCommit(() -> ended.forEach(this::announce));
  }

  private void tellBatches(Tx tx, List<Ending> ended) {
    List<BatchMembers.Ended> members = ended.stream().flatMap(one -> member(one).stream()).toList();
    if (!members.isEmpty()) {
      batchMembers.ended(tx, members);
    }
  }

  private static Optional<BatchMembers.Ended> member(Ending ending) {
    Run run = ending.after();
    return run.order()
        .membership()
        .map(
            place ->
                new BatchMembers.Ended(
                    place.batch(),
                    switch (ending.to()) {
                      case RunState.Succeeded succeeded -> BatchMembers.End.SUCCEEDED;
                      case RunState.Failed failed -> BatchMembers.End.FAILED;
                      case RunState.Canceled canceled -> BatchMembers.End.CANCELED;
                    },
                    run.cost(),
                    run.timeline().completedAt().orElseThrow()));
  }

  private static Posting posting(Ending ending) {
    Run run = ending.before();
    return ending.to().billed()
        ? Posting.settle(run.account(), run.id(), run.pinned().price())
        : Posting.release(run.account(), run.id(), run.pinned().price());
  }

  private void announce(Ending ending) {
    signals.closed(ending.before().id());
    metrics.ended(measured(ending.after(), ending.to()));
    log.info(
        "run {} {} → {}{}, billed {}",
        ending.before().id(),
        ending.before().state().code(),
        ending.to().code(),
        ending.to() instanceof RunState.Failed failed ? " (" + failed.failure().code() + ")" : "",
        ending.after().cost());
  }

  private static RunMetrics.Ended measured(Run run, RunState.Closed state) {
    Run.Timeline times = run.timeline();
    return new RunMetrics.Ended(
        run.order().model(),
        run.account().livemode(),
        switch (state) {
          case RunState.Succeeded succeeded -> new RunMetrics.Succeeded();
          case RunState.Failed failed -> new RunMetrics.Failed(failed.failure().code());
          case RunState.Canceled canceled -> new RunMetrics.Canceled();
        },
        Duration.between(times.createdAt(), times.completedAt().orElseThrow()),
        times.startedAt().map(started -> Duration.between(times.createdAt(), started)));
  }

  /** What webhooks hear of an ended run: the same bytes as its callback. */
  private Event event(Ending ending) {
    Run run = ending.after();
    return new Event(
        switch (ending.to()) {
          case RunState.Succeeded succeeded -> Event.Type.RUN_COMPLETED;
          case RunState.Failed failed -> Event.Type.RUN_FAILED;
          case RunState.Canceled canceled -> Event.Type.RUN_CANCELLED;
        },
        run.account().org(),
        run.account().livemode(),
        run.order().requestId(),
        Optional.of(run.id()),
        () ->
            ending
                .callback()
                .map(NewDelivery::payload)
                .orElseGet(() -> CallbackBody.of(run, ending.to(), view)));
  }

  /** A callback with a payload from the run's present state. */
  NewDelivery delivery(Run run, RunState.Closed state, String url, boolean automatic) {
    return new NewDelivery(
        DeliveryId.create(),
        new CallbackSubject.OfRun(run.id()),
        run.account().org(),
        url,
        run.order().requestId(),
        CallbackBody.of(run, state, view),
        automatic);
  }
}
