package runflow.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.error.FailureCode;
import runflow.id.RunId;

/**
 * Ends runs whose deadline has passed, admits where runs wait although there is room, and drops
 * idempotent answers and events that have expired.
 */
final class SweepRuns implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(SweepRuns.class);
  private static final int AT_ONCE = 500;

  private final RunStore store;
  private final Admission admission;
  private final Idempotency idempotency;
  private final Providers providers;
  private final FinishRun finish;
  private final RunEvents events;
  private final Duration eventsRetention;
  private final InstantSource clock;

  SweepRuns(Runs.Shared shared, FinishRun finish) {
    Runs.Needs needs = shared.needs();
    this.store = shared.store();
    this.admission = shared.admission();
    this.idempotency = new Idempotency(needs.db(), needs.clock());
    this.providers = needs.providers();
    this.finish = finish;
    this.events = shared.events();
    this.eventsRetention = needs.limits().eventsRetention();
    this.clock = needs.clock();
  }

  @Override
  public void run() {
    idempotency.forgetOld();
    admission.promote();
    admission.heal();
    Instant now = clock.instant();
    for (RunId id : store.overdue(now, AT_ONCE)) {
      try {
        sweep(id, now);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      } catch (RuntimeException e) {
        log.error(
            "run {} is over its deadline and could not be ended; the next sweep tries", id, e);
      }
    }
    events.forget(now.minus(eventsRetention));
  }

  private void sweep(RunId id, Instant now) throws InterruptedException {
    // Read again: its dispatch may have given it a later deadline meanwhile.
    Optional<Run> run = store.find(id).filter(found -> found.overdue(now));
    if (run.isPresent() && run.get().state() instanceof RunState.Open open) {
      end(run.get(), open);
    }
  }

  private void end(Run run, RunState.Open open) throws InterruptedException {
    var failure =
        new RunState.Failure(
            FailureCode.DEADLINE_EXCEEDED,
            switch (open) {
              case RunState.Queued queued -> "the run waited in the queue until its deadline";
              case RunState.Dispatching dispatching ->
                  "the run was not taken by the provider before its deadline";
              case RunState.Running running -> "the run was not finished before its deadline";
            },
            open instanceof RunState.Running ? RunState.Stage.EXECUTION : RunState.Stage.DISPATCH);
    if (finish.finish(run, open.fail(failure)) && open instanceof RunState.Running running) {
      // A provider that hangs must not keep other runs from their ends.
      Thread.ofVirtual().name("sweep-cancel").start(() -> stop(run, running));
    }
  }

  /** The run is closed already; stopping the job only spares the provider's time. */
  private void stop(Run run, RunState.Running running) {
    String name = run.pinned().provider();
    RunEvents.Made calls = events.begin(run.id(), name);
    try {
      providers.named(name).orElseThrow().cancel(running.ref(), calls);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) {
      log.warn(
          "run {} is over its deadline and failed, but its job at {} may go on: {}",
          run.id(),
          name,
          e.toString());
    } finally {
      calls.keep();
    }
  }
}
