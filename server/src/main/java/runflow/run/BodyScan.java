package runflow.run;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.json.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/**
 * One pass over a request body: proves that it is one JSON object without duplicate names or
 * trailing text, finds texts that cannot be stored, and keeps the exact bytes of each top-level
 * value.
 *
 * @param fields by name, in the order of the body
 * @param problems texts with U+0000 or half a surrogate pair
 */
public record BodyScan(Map<String, Field> fields, List<FieldError> problems) {
  private static final int MOST_PROBLEMS = 100;

  /** Reads one value out of a longer text. */
  private static final ObjectReader VALUES =
      Json.MAPPER.reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  /** A top-level value and the part of the body that it was read from. */
  public record Field(JsonNode value, ByteBuffer bytes) {
    /** The value exactly as it was sent. */
    public String raw() {
      return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
    }
  }

  /**
   * Scans a body.
   *
   * @throws ApiException {@code BAD_REQUEST} if it is not an object
   * @throws tools.jackson.core.JacksonException if it is not JSON
   */
  public static BodyScan of(byte[] body) {
    Map<String, Field> fields = new LinkedHashMap<>();
    var texts = new Texts(new ArrayDeque<>(), new ArrayList<>());
    try (JsonParser parser = Json.MAPPER.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ApiException(
            ErrorCode.BAD_REQUEST,
            "the body must be a JSON object such as {\"input\": {\"prompt\": \"…\"}}");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        JsonNode value = VALUES.readTree(parser);
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        texts.checkField(name, value);
        fields.put(name, new Field(value, ByteBuffer.wrap(body, from, to - from)));
      }
      if (parser.nextToken() != null) {
        throw new ApiException(ErrorCode.BAD_REQUEST, "there is text after the JSON object");
      }
    }
    return new BodyScan(fields, texts.problems());
  }

  /**
   * One field of each object in a top-level list, in the order of the list; empty where an element
   * has no such field or is no object.
   */
  public List<Optional<Field>> inEach(String list, String name) {
    Field array = fields.get(list);
    List<Optional<Field>> found = new ArrayList<>();
    if (array == null || !array.value().isArray()) {
      return found;
    }
    ByteBuffer bytes = array.bytes();
    try (JsonParser parser =
        Json.MAPPER.createParser(
            bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining())) {
      parser.nextToken();
      while (parser.nextToken() != JsonToken.END_ARRAY) {
        JsonNode value = array.value().path(found.size()).path(name);
        found.add(slice(parser, name, bytes).map(slice -> new Field(value, slice)));
      }
    }
    return found;
  }

  /** Walks over an element and says where its field's value stands. */
  private static Optional<ByteBuffer> slice(JsonParser parser, String name, ByteBuffer within) {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      parser.skipChildren();
      return Optional.empty();
    }
    Optional<ByteBuffer> found = Optional.empty();
    while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
      boolean wanted = parser.currentName().equals(name);
      parser.nextToken();
      int from = (int) parser.currentTokenLocation().getByteOffset();
      parser.skipChildren();
      if (wanted) {
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        found = Optional.of(within.slice(within.position() + from, to - from));
      }
    }
    return found;
  }

  /** Looks for texts that cannot be stored, with the way to where it looks. */
  private record Texts(Deque<Object> path, List<FieldError> problems) {

    void checkField(String name, JsonNode value) {
      path.addLast(name);
      checkText(name);
      check(value);
      path.removeLast();
    }

    private void check(JsonNode node) {
      if (node.isString()) {
        checkText(node.stringValue());
      } else if (node.isObject()) {
        node.forEachEntry(this::checkField);
      } else if (node.isArray()) {
        for (int i = 0; i < node.size(); i++) {
          path.addLast(i);
          check(node.get(i));
          path.removeLast();
        }
      }
    }

    private void checkText(String text) {
      if (!Json.storable(text) && problems.size() < MOST_PROBLEMS) {
        problems.add(
            new FieldError(
                List.copyOf(path),
                "`%s` has U+0000 or half a surrogate pair, which cannot be stored; remove it"
                    .formatted(path.getLast().toString().replace("\0", "\\u0000")),
                "forbidden_character"));
      }
    }
  }
}
