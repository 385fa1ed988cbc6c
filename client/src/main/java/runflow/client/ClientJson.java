package runflow.client;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.json.JsonMapper;

/** How this client reads and writes JSON: fields that it does not know are ignored. */
final class ClientJson {
  static final JsonMapper MAPPER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(64).build())
                  .build())
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .withConfigOverride(
              List.class, o -> o.setNullHandling(JsonSetter.Value.forValueNulls(Nulls.AS_EMPTY)))
          .build();

  private ClientJson() {}

  static byte[] bytes(Map<String, ?> document) {
    return MAPPER.writeValueAsBytes(document);
  }

  /**
   * A whole answer.
   *
   * @throws NoAnswerException if it is something else
   */
  static <T> T read(Outcome.Answered answer, Class<T> type) {
    try {
      return MAPPER.readValue(answer.body(), type);
    } catch (JacksonException e) {
      throw new NoAnswerException(
          "the server answered %d with something that is no %s: check the base URL"
              .formatted(answer.status(), type.getSimpleName()),
          true,
          e);
    }
  }

  /**
   * One document inside an answer.
   *
   * @throws NoAnswerException if it is something else
   */
  static <T> T read(JsonNode item, Class<T> type) {
    try {
      return MAPPER.treeToValue(item, type);
    } catch (JacksonException e) {
      throw new NoAnswerException(
          "the server sent a list with something that is no %s: check the base URL"
              .formatted(type.getSimpleName()),
          true,
          e);
    }
  }
}
