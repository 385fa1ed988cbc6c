package runflow.http;

import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The body of a request whose fields are all optional. */
public final class JsonBody {
  private JsonBody() {}

  /**
   * Its fields.
   *
   * @param utf8 empty counts as {@code {}}
   * @throws ApiException {@code BAD_REQUEST} if it is another kind of JSON
   * @throws tools.jackson.core.JacksonException if it is no JSON
   */
  public static ObjectNode fields(byte[] utf8) {
    JsonNode body = utf8.length == 0 ? Json.object() : Json.tree(utf8);
    if (body instanceof ObjectNode fields) {
      return fields;
    }
    throw new ApiException(ErrorCode.BAD_REQUEST, "the body must be a JSON object");
  }
}
