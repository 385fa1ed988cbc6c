package runflow.run;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import runflow.catalog.Route;
import runflow.error.FailureCode;
import runflow.provider.ProviderResult;

/**
 * A circuit breaker for each route, on this node. A route that did not take a job rests, longer
 * each time; then one job tries it while the others still wait, and if it takes that one it is good
 * again. Safe for use by many threads.
 */
final class RouteHealth {
  private static final Duration FIRST_REST = Duration.ofMillis(500);
  private static final Duration FIRST_UNUSABLE = Duration.ofSeconds(30);
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  /** How long a try may take before another job may try. */
  private static final Duration TRIAL = Duration.ofSeconds(90);

  /**
   * A single job that breaks or outlasts its provider says more of the job than of the provider.
   */
  private static final int BREAKS_BEFORE_REST = 3;

  private final Map<Route, Rest> rests = new ConcurrentHashMap<>();
  private final InstantSource clock;

  RouteHealth(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Why and how long a route is left alone.
   *
   * @param failures one after the other
   * @param since what was submitted before tells nothing new
   * @param until not after {@code since} while there have been too few failures for a rest
   * @param byItself whether it may get better without the operator
   */
  record Rest(int failures, Instant since, Instant until, boolean byItself) {}

  /** How long a route is left alone from now on; empty if it is good or may be tried. */
  Optional<Rest> rest(Route route) {
    return Optional.ofNullable(rests.get(route))
        .filter(rest -> rest.until().isAfter(clock.instant()));
  }

  /** As {@link #rest}, for a job that goes there now: of several, one gets the try. */
  Optional<Rest> enter(Route route) {
    Instant now = clock.instant();
    Rest before = rests.get(route);
    if (before == null || before.until().isAfter(now)) {
      return Optional.ofNullable(before);
    }
    boolean tooFew = !before.until().isAfter(before.since());
    var trial = new Rest(before.failures(), before.since(), now.plus(TRIAL), before.byItself());
    return tooFew || rests.replace(route, before, trial) ? Optional.empty() : rest(route);
  }

  /**
   * Learns from what a route said to a submission.
   *
   * @param begun when the submission was made
   */
  void submitted(Route route, Instant begun, ProviderResult.OfSubmit result) {
    switch (result) {
      case ProviderResult.Accepted accepted -> took(route, begun);
      case ProviderResult.Succeeded succeeded -> took(route, begun);
      case ProviderResult.Rejected rejected -> {
        if (rejected.code() == FailureCode.PROVIDER_UNAVAILABLE) {
          failed(route, begun, FIRST_REST, BREAKS_BEFORE_REST);
        } else {
          took(route, begun);
        }
      }
      case ProviderResult.Retryable retryable -> failed(route, begun, retryable.after(), 1);
      case ProviderResult.Lost lost -> failed(route, begun, FIRST_REST, BREAKS_BEFORE_REST);
      case ProviderResult.Unusable unusable ->
          rests.compute(
              route,
              (key, before) -> {
                int failures = before == null || before.byItself() ? 1 : before.failures() + 1;
                return rest(failures, longer(FIRST_UNUSABLE, failures), false);
              });
    }
  }

  private void took(Route route, Instant begun) {
    rests.computeIfPresent(route, (key, before) -> before.since().isAfter(begun) ? before : null);
  }

  private void failed(Route route, Instant begun, Duration atLeast, int enough) {
    rests.compute(
        route,
        (key, before) -> {
          if (before != null && before.since().isAfter(begun)) {
            return before;
          }
          int failures = before == null ? 1 : before.failures() + 1;
          if (failures < enough) {
            return rest(failures, Duration.ZERO, true);
          }
          Duration longer = longer(FIRST_REST, failures);
          return rest(failures, longer.compareTo(atLeast) > 0 ? longer : atLeast, true);
        });
  }

  private static Duration longer(Duration first, int failures) {
    return first.multipliedBy(1L << Math.min(failures - 1, 10));
  }

  private Rest rest(int failures, Duration time, boolean byItself) {
    Instant now = clock.instant();
    Duration bounded = time.compareTo(LONGEST_REST) < 0 ? time : LONGEST_REST;
    return new Rest(failures, now, now.plus(bounded), byItself);
  }
}
