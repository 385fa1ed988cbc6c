package runflow.fake;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** An answer that is not sent yet. */
record Reply(int status, Map<String, String> headers, byte[] body) {
  private static final String TYPE = "Content-Type";

  static Reply json(int status, JsonNode body) {
    return new Reply(status, Map.of(TYPE, "application/json"), Json.bytes(body));
  }

  static Reply video(byte[] body) {
    return new Reply(200, Map.of(TYPE, "video/mp4"), body);
  }

  static Reply text(int status, String type, String body) {
    return new Reply(status, Map.of(TYPE, type), body.getBytes(StandardCharsets.UTF_8));
  }

  static Reply redirect(String location) {
    return new Reply(302, Map.of("Location", location), new byte[0]);
  }

  Reply with(String header, String value) {
    Map<String, String> all = new LinkedHashMap<>(headers);
    all.put(header, value);
    return new Reply(status, all, body);
  }

  Reply withBody(byte[] other) {
    return new Reply(status, headers, other);
  }

  boolean isVideo() {
    return "video/mp4".equals(headers.get(TYPE));
  }
}
