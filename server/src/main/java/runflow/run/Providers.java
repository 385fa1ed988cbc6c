package runflow.run;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.catalog.Model;
import runflow.catalog.Route;
import runflow.catalog.RouteState;
import runflow.catalog.RouteState.Status;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.metric.ProviderMetrics;
import runflow.provider.MeteredProvider;
import runflow.provider.Provider;
import runflow.provider.ProviderRequest;

/**
 * The providers of this server and which of them takes a run. Test keys always get the sandbox and
 * live keys never do: live money must not pay for a sandbox video. Safe for use by many threads.
 */
public final class Providers implements RouteState.Source {
  private final Provider sandbox;
  private final Map<String, Provider> live;
  private final RouteHealth health;

  /**
   * Providers whose calls are counted and timed.
   *
   * @param sandbox the built-in one
   * @param live the configured real ones, by the name that routes use
   */
  public Providers(
      Provider sandbox, Map<String, Provider> live, ProviderMetrics metrics, InstantSource clock) {
    this.sandbox = new MeteredProvider(sandbox, metrics);
    Map<String, Provider> metered = new HashMap<>();
    live.forEach((name, provider) -> metered.put(name, new MeteredProvider(provider, metrics)));
    this.live = Map.copyOf(metered);
    this.health = new RouteHealth(clock);
  }

  /** A provider and its own name of the model. */
  record Choice(Provider provider, Route route) {}

  /**
   * A route and what it says to one request.
   *
   * @param provider empty if it is not configured
   * @param problems what of the input it cannot honour
   */
  record Candidate(RouteState state, Optional<Provider> provider, List<FieldError> problems) {
    boolean is(Status status) {
      return state.status() == status;
    }

    Choice choice() {
      return new Choice(provider.orElseThrow(), state.route());
    }
  }

  RouteHealth health() {
    return health;
  }

  Provider sandbox() {
    return sandbox;
  }

  /** The sandbox as it serves a model. */
  Choice sandbox(Model model) {
    return new Choice(sandbox, new Route(sandbox.name(), model.id()));
  }

  /** The provider that a run was pinned to; empty if it is not configured any more. */
  Optional<Provider> named(String name) {
    return sandbox.name().equals(name) ? Optional.of(sandbox) : Optional.ofNullable(live.get(name));
  }

  @Override
  public List<RouteState> of(Model model) {
    return model.routes().stream().map(this::state).toList();
  }

  /** The routes of a live run's model in their order, and what each says to the request. */
  List<Candidate> candidates(Model model, ProviderRequest request) {
    List<Candidate> candidates = new ArrayList<>();
    for (Route route : model.routes()) {
      RouteState state = state(route);
      Optional<Provider> provider = Optional.ofNullable(live.get(route.provider()));
      List<FieldError> problems =
          provider.map(known -> known.check(request.at(route.model()))).orElse(List.of());
      candidates.add(
          new Candidate(
              problems.isEmpty()
                  ? state
                  : new RouteState(
                      route, Status.UNSUITABLE, Optional.of(problems.getFirst().msg())),
              provider,
              problems));
    }
    return candidates;
  }

  /**
   * The route that takes a new live run: the first that is ready; else one that rests, because a
   * run can wait for it.
   *
   * @throws ApiException {@code VALIDATION_FAILED} if no configured route can honour the input,
   *     {@code MODEL_UNAVAILABLE} naming what to configure
   */
  static Choice choose(Model model, List<Candidate> candidates) {
    return first(candidates, Status.READY)
        .or(() -> first(candidates, Status.RESTING))
        .map(Candidate::choice)
        .orElseThrow(() -> noRoute(model, candidates));
  }

  static Optional<Candidate> first(List<Candidate> candidates, Status status) {
    return candidates.stream().filter(candidate -> candidate.is(status)).findFirst();
  }

  private static ApiException noRoute(Model model, List<Candidate> candidates) {
    Optional<Candidate> unusable = first(candidates, Status.UNUSABLE);
    if (unusable.isPresent()) {
      RouteState state = unusable.get().state();
      return new ApiException(
          ErrorCode.MODEL_UNAVAILABLE,
          "`%s` cannot be run now: %s".formatted(model.id(), state.reason().orElse("")));
    }
    Optional<Candidate> unsuitable = first(candidates, Status.UNSUITABLE);
    if (unsuitable.isPresent()) {
      return ApiException.invalid(unsuitable.get().problems());
    }
    String names =
        String.join(", ", model.routes().stream().map(Route::provider).distinct().toList());
    return new ApiException(
        ErrorCode.MODEL_UNAVAILABLE,
        "no provider of `%s` is configured for live keys: this server would need %s; use a test key (rf_test_…) for the sandbox"
            .formatted(
                model.id(), names.isEmpty() ? "a route in its model file" : "one of " + names));
  }

  /** What its callers may know; what the provider said is in the log of the server. */
  static String reason(Route route, RouteHealth.Rest rest) {
    return rest.byItself()
        ? "`%s` did not take a job and is tried again soon".formatted(route.provider())
        : "`%s` takes no job before the operator of this server has seen to it"
            .formatted(route.provider());
  }

  private RouteState state(Route route) {
    if (!live.containsKey(route.provider())) {
      return new RouteState(
          route,
          Status.NOT_CONFIGURED,
          Optional.of("no account of `%s` is configured".formatted(route.provider())));
    }
    return health
        .rest(route)
        .map(
            rest ->
                new RouteState(
                    route,
                    rest.byItself() ? Status.RESTING : Status.UNUSABLE,
                    Optional.of(reason(route, rest))))
        .orElseGet(() -> new RouteState(route, Status.READY, Optional.empty()));
  }
}
