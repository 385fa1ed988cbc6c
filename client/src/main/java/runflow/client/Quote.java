package runflow.client;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a run would cost; nothing was spent or stored.
 *
 * @param cost in dollars
 * @param provider who would render it
 * @param routes the model's providers in their order, each with what it says to this input
 * @param input with every default filled in
 */
public record Quote(
    BigDecimal cost,
    Optional<JsonNode> costBreakdown,
    Optional<String> provider,
    List<RouteState> routes,
    Optional<JsonNode> input) {
  public Quote {
    routes = List.copyOf(routes);
  }
}
