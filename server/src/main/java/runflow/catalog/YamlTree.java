package runflow.catalog;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLFactory;
import tools.jackson.dataformat.yaml.YAMLMapper;
import tools.jackson.dataformat.yaml.YAMLParser;

/**
 * Reads YAML into a tree and remembers the line of every value. Aliases are refused: a few lines of
 * them unfold into gigabytes, and a catalog file needs none.
 */
final class YamlTree {
  private static final YAMLMapper MAPPER =
      YAMLMapper.builder(
              YAMLFactory.builder()
                  .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(32).build())
                  .build())
          .build();
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final Map<String, Integer> lines = new HashMap<>();

  JsonNode read(String yaml) {
    try (JsonParser parser = MAPPER.createParser(yaml)) {
      if (parser.nextToken() == null) {
        return NODES.missingNode();
      }
      JsonNode tree = value(parser, "");
      if (parser.nextToken() != null) {
        throw new StreamReadException(
            parser, "a file holds one document, but a second one follows");
      }
      return tree;
    }
  }

  /** Line numbers by JSON pointer, filled by {@link #read}. */
  Map<String, Integer> lines() {
    return Map.copyOf(lines);
  }

  private JsonNode value(JsonParser parser, String pointer) {
    lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
    if (parser instanceof YAMLParser yaml && yaml.isCurrentAlias()) {
      throw new StreamReadException(parser, "aliases are not supported: write the value out");
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> object(parser, pointer);
      case START_ARRAY -> array(parser, pointer);
      case VALUE_NUMBER_INT -> integer(parser);
      case VALUE_NUMBER_FLOAT -> decimal(parser);
      case VALUE_TRUE -> NODES.booleanNode(true);
      case VALUE_FALSE -> NODES.booleanNode(false);
      case VALUE_NULL -> NODES.nullNode();
      default -> NODES.stringNode(parser.getString());
    };
  }

  private ObjectNode object(JsonParser parser, String pointer) {
    ObjectNode object = NODES.objectNode();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      String name = parser.currentName();
      String at = pointer + "/" + escape(name);
      lines.put(at, parser.currentTokenLocation().getLineNr());
      parser.nextToken();
      object.set(name, value(parser, at));
    }
    return object;
  }

  private ArrayNode array(JsonParser parser, String pointer) {
    ArrayNode array = NODES.arrayNode();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      array.add(value(parser, pointer + "/" + array.size()));
    }
    return array;
  }

  private static JsonNode integer(JsonParser parser) {
    return switch (parser.getNumberType()) {
      case INT, LONG -> NODES.numberNode(parser.getLongValue());
      default -> NODES.numberNode(parser.getBigIntegerValue());
    };
  }

  private static JsonNode decimal(JsonParser parser) {
    JsonNode number = NODES.numberNode(parser.getDecimalValue());
    if (Numbers.outsize(number)) {
      throw new StreamReadException(parser, "a number " + Numbers.RANGE);
    }
    return Numbers.plain(number);
  }

  /** A property name as one step of a JSON pointer. */
  static String escape(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }
}
