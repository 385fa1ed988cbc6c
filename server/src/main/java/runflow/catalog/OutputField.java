package runflow.catalog;

/** One row of a model's output schema, as documented. */
public record OutputField(String name, String type, String description) {}
