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
 * A circuit breaker for each route, on this node: a route that did not take a job is left alone for
 * a while, longer each time, and one job that it takes makes it good again. Safe for use by many
 * threads.
 */
final class RouteHealth {
  private static final Duration FIRST_REST = Duration.ofMillis(500);
  private static final Duration LONGEST_REST = Duration.ofMinutes(5);

  private final Map<Route, Rest> rests = new ConcurrentHashMap<>();
  private final InstantSource clock;

  RouteHealth(InstantSource clock) {
    this.clock = clock;
  }

  /**
   * Why and how long a route is left alone.
   *
   * @param failures one after the other
   * @param byItself whether it may get better without the operator
   */
  record Rest(int failures, Instant until, String reason, boolean byItself) {}

  /** How long a route is left alone from now on; empty if it is good. */
  Optional<Rest> rest(Route route) {
    return Optional.ofNullable(rests.get(route))
        .filter(rest -> rest.until().isAfter(clock.instant()));
  }

  /** Learns from what a route said to a submission. */
  void submitted(Route route, ProviderResult.OfSubmit result) {
    switch (result) {
      case ProviderResult.Accepted accepted -> rests.remove(route);
      case ProviderResult.Succeeded succeeded -> rests.remove(route);
      case ProviderResult.Rejected rejected -> {
        if (rejected.code() == FailureCode.PROVIDER_UNAVAILABLE) {
          failed(route, FIRST_REST, rejected.message());
        } else {
          rests.remove(route);
        }
      }
      case ProviderResult.Retryable retryable ->
          failed(route, retryable.after(), retryable.reason());
      case ProviderResult.Lost lost -> failed(route, FIRST_REST, lost.reason());
      case ProviderResult.Unusable unusable ->
          rests.put(
              route, new Rest(1, clock.instant().plus(LONGEST_REST), unusable.reason(), false));
    }
  }

  private void failed(Route route, Duration atLeast, String reason) {
    rests.compute(
        route,
        (key, before) -> {
          int failures = before == null ? 1 : before.failures() + 1;
          Duration longer = FIRST_REST.multipliedBy(1L << Math.min(failures - 1, 10));
          Duration rest = longer.compareTo(atLeast) > 0 ? longer : atLeast;
          Duration bounded = rest.compareTo(LONGEST_REST) < 0 ? rest : LONGEST_REST;
          return new Rest(failures, clock.instant().plus(bounded), reason, true);
        });
  }
}
