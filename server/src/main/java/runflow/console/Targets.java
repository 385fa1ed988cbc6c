package runflow.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Percent-encodes what goes into the path or query of a request. */
final class Targets {
  private Targets() {}

  /** One segment of a path, or the value of a query parameter. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Several segments, e.g. the id of a model; their slashes stay. */
  static String path(String text) {
    return Arrays.stream(text.split("/", -1)).map(Targets::part).collect(Collectors.joining("/"));
  }
}
