package runflow.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.json.Json;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamContext;

/**
 * One pass over a request body: proves that it is one JSON object without duplicate names or
 * trailing text, finds texts that cannot be stored, and keeps the exact bytes of each top-level
 * value.
 *
 * @param values raw JSON by field name, in the order of the body
 * @param problems texts with U+0000 or half a surrogate pair
 */
record BodyScan(Map<String, String> values, List<FieldError> problems) {

  /**
   * Scans a body.
   *
   * @throws ApiException {@code BAD_REQUEST} if it is not an object
   * @throws tools.jackson.core.JacksonException if it is not JSON
   */
  static BodyScan of(byte[] body) {
    Map<String, String> values = new LinkedHashMap<>();
    List<FieldError> problems = new ArrayList<>();
    try (JsonParser parser = Json.MAPPER.createParser(body)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        throw new ApiException(
            ErrorCode.BAD_REQUEST,
            "the body must be a JSON object such as {\"input\": {\"prompt\": \"…\"}}");
      }
      while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
        String name = parser.currentName();
        checkText(parser, name, problems);
        parser.nextToken();
        int from = (int) parser.currentTokenLocation().getByteOffset();
        walk(parser, problems);
        parser.finishToken();
        int to = (int) parser.currentLocation().getByteOffset();
        values.put(name, new String(Arrays.copyOfRange(body, from, to), StandardCharsets.UTF_8));
      }
      if (parser.nextToken() != null) {
        throw new ApiException(ErrorCode.BAD_REQUEST, "there is text after the JSON object");
      }
    }
    return new BodyScan(values, problems);
  }

  private static void walk(JsonParser parser, List<FieldError> problems) {
    int depth = 0;
    for (JsonToken token = parser.currentToken(); token != null; token = parser.nextToken()) {
      if (token.isStructStart()) {
        depth++;
      } else if (token.isStructEnd()) {
        depth--;
      } else if (token == JsonToken.VALUE_STRING) {
        checkText(parser, parser.getString(), problems);
      } else if (token == JsonToken.PROPERTY_NAME) {
        checkText(parser, parser.currentName(), problems);
      }
      if (depth == 0) {
        return;
      }
    }
  }

  private static void checkText(JsonParser parser, String text, List<FieldError> problems) {
    if (!Json.storable(text) && problems.size() < 100) {
      List<String> loc = path(parser.streamReadContext());
      problems.add(
          new FieldError(
              loc,
              "`%s` has U+0000 or half a surrogate pair, which cannot be stored; remove it"
                  .formatted(loc.isEmpty() ? "body" : loc.getLast().replace("\0", "\\u0000")),
              "forbidden_character"));
    }
  }

  private static List<String> path(TokenStreamContext context) {
    var path = new ArrayList<String>();
    for (TokenStreamContext at = context; at != null && !at.inRoot(); at = at.getParent()) {
      if (at.inObject() && at.currentName() != null) {
        path.addFirst(at.currentName());
      } else if (at.inArray()) {
        path.addFirst(Integer.toString(at.getCurrentIndex()));
      }
    }
    return path;
  }
}
