package runflow.catalog;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Compiles JSON Schema 2020-12 with formats asserted and our own {@code runflow-image} known. */
final class Schemas {
  private static final Dialect DIALECT =
      Dialect.builder(Dialects.getDraft202012()).format(new ImageReference()).build();
  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDialect(
          DIALECT,
          builder ->
              builder
                  .schemaCacheEnabled(false)
                  .schemaRegistryConfig(
                      SchemaRegistryConfig.builder()
                          .formatAssertionsEnabled(true)
                          .locale(Locale.ROOT)
                          .build()));

  private Schemas() {}

  static Schema compile(JsonNode schema) {
    Schema compiled = REGISTRY.getSchema(schema);
    compiled.initializeValidators();
    return compiled;
  }

  /** The schema that every schema must satisfy; part of the validator, never fetched. */
  static Schema metaschema() {
    return REGISTRY.getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));
  }
}
