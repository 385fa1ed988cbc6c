package runflow.run;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import runflow.catalog.Model;
import runflow.catalog.Route;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.metric.ProviderMetrics;
import runflow.provider.MeteredProvider;
import runflow.provider.Provider;

/**
 * The providers of this server. Test keys always get the sandbox and live keys never do: live money
 * must not pay for a sandbox video.
 *
 * @param sandbox the built-in one
 * @param live the configured real ones, by the name that routes use
 */
public record Providers(Provider sandbox, Map<String, Provider> live) {
  /** A provider and its own name of the model. */
  record Choice(Provider provider, String route) {}

  public Providers {
    live = Map.copyOf(live);
  }

  /** The same providers, with their calls counted and timed. */
  public Providers measured(ProviderMetrics metrics) {
    return new Providers(
        new MeteredProvider(sandbox, metrics),
        live.entrySet().stream()
            .collect(
                Collectors.toMap(
                    Map.Entry::getKey, entry -> new MeteredProvider(entry.getValue(), metrics))));
  }

  /**
   * The provider that takes a new run: the first configured one in the order of the model's routes.
   *
   * @throws ApiException {@code MODEL_UNAVAILABLE} naming what to configure
   */
  Choice choose(Model model, boolean livemode) {
    if (!livemode) {
      return new Choice(sandbox, model.id());
    }
    for (Route route : model.routes()) {
      Provider provider = live.get(route.provider());
      if (provider != null) {
        return new Choice(provider, route.model());
      }
    }
    String names =
        model.routes().stream().map(Route::provider).distinct().collect(Collectors.joining(", "));
    throw new ApiException(
        ErrorCode.MODEL_UNAVAILABLE,
        "no provider of `%s` is configured for live keys: this server would need %s; use a test key (rf_test_…) for the sandbox"
            .formatted(
                model.id(), names.isEmpty() ? "a route in its model file" : "one of " + names));
  }

  /** The provider that a run was pinned to; empty if it is not configured any more. */
  Optional<Provider> named(String name) {
    return sandbox.name().equals(name) ? Optional.of(sandbox) : Optional.ofNullable(live.get(name));
  }
}
