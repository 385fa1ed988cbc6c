package runflow.console;

import java.util.List;
import java.util.Optional;

/**
 * How a provider's way to a model stands, as {@code GET /v1/models} says it.
 *
 * @param model our id
 * @param theirs the provider's own name of the model
 */
public record RouteStatus(String model, String theirs, String status, Optional<String> reason) {
  /** A model with its routes. */
  public record Model(String id, List<ModelRoute> routes) {}

  /** A route of a model. */
  public record ModelRoute(String provider, String model, String status, Optional<String> reason) {}

  /** All models. */
  public record Models(List<Model> items) {}

  /** A provider with everything it could serve. */
  public record OfProvider(
      String name, List<RouteStatus> routes, List<ServerSettings.Entry> settings) {
    /** The best of its routes: one that works is enough to call it so. */
    public String status() {
      List<String> order = List.of("ready", "resting", "unusable", "unsuitable");
      return order.stream()
          .filter(status -> routes.stream().anyMatch(route -> route.status().equals(status)))
          .findFirst()
          .orElse("not_configured");
    }

    /** The setting without which there is no account of it, if it is one of those built in. */
    public Optional<String> needs() {
      return switch (name) {
        case "vertex" -> Optional.of("providers.vertex.project");
        case "gemini" -> Optional.of("providers.gemini.base_url");
        case "interactions" -> Optional.of("providers.gemini.key");
        case "fal" -> Optional.of("providers.fal.key");
        case "replicate" -> Optional.of("providers.replicate.token");
        default -> Optional.empty();
      };
    }

    /** Why its routes do not work, as the first of them says it. */
    public String reason() {
      return routes.stream().flatMap(route -> route.reason().stream()).findFirst().orElse("");
    }
  }

  /** The status as a person says it. */
  public static String words(String status) {
    return status.replace('_', ' ');
  }
}
