package runflow.run;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.billing.Ledger;
import runflow.catalog.Catalog;
import runflow.catalog.Route;
import runflow.catalog.RouteState.Status;
import runflow.db.Db;
import runflow.job.JobLane;
import runflow.job.NextStep;
import runflow.provider.ProviderRequest;

/**
 * Moves a queued run to another route of its model, because its own does not take it. Its price
 * stays; its place does not: it comes into the other route's lane like any run of its age.
 */
final class MoveRun {
  private static final Logger log = LoggerFactory.getLogger(MoveRun.class);

  private final Db db;
  private final RunStore store;
  private final Admission admission;
  private final Ledger ledger;
  private final JobLane jobs;
  private final Catalog catalog;
  private final Providers providers;
  private final RunLog runLog;
  private final InstantSource clock;

  MoveRun(Runs.Shared shared) {
    Runs.Needs needs = shared.needs();
    this.db = needs.db();
    this.store = shared.store();
    this.admission = shared.admission();
    this.ledger = needs.ledger();
    this.jobs = needs.lane();
    this.catalog = needs.catalog();
    this.providers = needs.providers();
    this.runLog = shared.log();
    this.clock = needs.clock();
  }

  /**
   * Moves the run to the first other route that is ready, because its own may take it later.
   *
   * @param queued as which the run is in the database
   * @param request the run as its present provider sees it
   * @return how its job goes on; empty if there is no such route
   */
  Optional<NextStep> move(Run run, RunState.Queued queued, ProviderRequest request, String reason) {
    return move(run, queued, new Search(request, List.of(Status.READY)), reason);
  }

  /**
   * Moves the run to the first other route that is ready, else to one that rests, because its own
   * will not take it.
   *
   * @return how its job goes on; empty if there is no such route
   */
  Optional<NextStep> leave(
      Run run, RunState.Queued queued, ProviderRequest request, String reason) {
    return move(run, queued, new Search(request, List.of(Status.READY, Status.RESTING)), reason);
  }

  /** What a route must suit, and which routes will do, the best first. */
  private record Search(ProviderRequest request, List<Status> wanted) {}

  private Optional<NextStep> move(Run run, RunState.Queued queued, Search search, String reason) {
    if (!run.account().livemode()) {
      return Optional.empty();
    }
    Route own = new Route(run.pinned().provider(), run.pinned().route());
    List<Providers.Candidate> others =
        catalog.find(run.order().model()).stream()
            .flatMap(model -> providers.candidates(model, search.request()).stream())
            .filter(one -> !one.state().route().equals(own))
            .toList();
    return search.wanted().stream()
        .flatMap(status -> Providers.first(others, status).stream())
        .findFirst()
        .map(Providers.Candidate::choice)
        .map(choice -> moveTo(run, queued, choice, search.request(), reason));
  }

  private NextStep moveTo(
      Run run,
      RunState.Queued queued,
      Providers.Choice to,
      ProviderRequest request,
      String reason) {
    Instant now = clock.instant();
    String lane = to.provider().lane(request.at(to.route().model()));
    boolean moved =
        db.inTx(
            tx -> {
              ledger.lock(tx, Set.of(run.account()));
              if (!store.move(tx, run.id(), queued, to.route(), lane)) {
                return false;
              }
              String line =
                  "moved from %s to %s: %s"
                      .formatted(run.pinned().provider(), to.route().provider(), reason);
              runLog.add(tx, RunLog.lines(run, LogLine.Level.INFO, List.of(line), now));
              jobs.leave(tx, run.id().value());
              admission.admitNext(
                  tx, Set.of(run.lane(), new Lane(run.account(), to.route().provider(), lane)));
              return true;
            });
    if (!moved) {
      return NextStep.again(now);
    }
    log.info(
        "run {} moved from {} to {}: {}",
        run.id(),
        run.pinned().provider(),
        to.route().provider(),
        reason);
    return NextStep.left();
  }
}
