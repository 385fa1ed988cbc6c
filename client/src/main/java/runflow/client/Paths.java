package runflow.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Where the API has what; names and ids are encoded. */
final class Paths {
  private Paths() {}

  /**
   * A model.
   *
   * @param id e.g. {@code google/veo3.1}, whose slashes are the path's own
   */
  static String model(String id) {
    return Arrays.stream(id.split("/", -1))
        .map(Paths::segment)
        .collect(Collectors.joining("/", "/v1/models/", ""));
  }

  static String run(String id) {
    return "/v1/runs/" + segment(id);
  }

  static String batch(String id) {
    return "/v1/batches/" + segment(id);
  }

  static String callbackSecret(String id) {
    return "/v1/callback-secrets/" + segment(id);
  }

  static String listener(String id) {
    return "/v1/event-listeners/" + segment(id);
  }

  static String organisation(String id) {
    return "/v1/admin/organisations/" + segment(id);
  }

  static String key(String id) {
    return "/v1/admin/keys/" + segment(id);
  }

  /** A text as one segment of a path, or as a value in a query. */
  static String segment(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
