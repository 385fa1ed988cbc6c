package runflow.console;

import java.util.Map;

/** What {@code GET /v1/readiness} says. */
public record Readiness(String status, boolean ok, Map<String, String> components) {}
