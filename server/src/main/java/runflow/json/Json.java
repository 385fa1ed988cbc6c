package runflow.json;

import java.nio.charset.StandardCharsets;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The shared mapper: duplicate names, trailing text and nesting over 64 levels are refused;
 * fractions are {@link java.math.BigDecimal}. Stateless and safe for use by many threads.
 */
public final class Json {
  /** The mapper itself, for streaming use. */
  public static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder()
                          .maxNestingDepth(64)
                          .maxNameLength(512)
                          .maxStringLength(32 << 20)
                          .build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .build();

  private Json() {}

  /** Compact UTF-8 bytes. */
  public static byte[] bytes(Object value) {
    return MAPPER.writeValueAsBytes(value);
  }

  /** Compact text. */
  public static String text(Object value) {
    return MAPPER.writeValueAsString(value);
  }

  /**
   * Reads text that is known to be JSON, e.g. from our own tables.
   *
   * @throws tools.jackson.core.JacksonException if it is not
   */
  public static JsonNode tree(String json) {
    return MAPPER.readTree(json);
  }

  /**
   * Reads UTF-8 bytes.
   *
   * @throws tools.jackson.core.JacksonException if they are not JSON
   */
  public static JsonNode tree(byte[] utf8) {
    return MAPPER.readTree(new String(utf8, StandardCharsets.UTF_8));
  }

  /** Whether the database can keep a text as it is: it has no U+0000 and no half surrogate pair. */
  public static boolean storable(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == 0 || Character.isLowSurrogate(c)) {
        return false;
      }
      if (Character.isHighSurrogate(c)) {
        i++;
        if (i == text.length() || !Character.isLowSurrogate(text.charAt(i))) {
          return false;
        }
      }
    }
    return true;
  }

  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
