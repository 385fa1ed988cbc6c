package runflow.client;

import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What a run would cost; nothing was spent or stored.
 *
 * @param cost in dollars
 * @param provider who would render it
 * @param input with every default filled in
 */
public record Quote(
    BigDecimal cost,
    Optional<JsonNode> costBreakdown,
    Optional<String> provider,
    Optional<JsonNode> input) {}
