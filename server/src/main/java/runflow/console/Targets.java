package runflow.console;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes paths, queries and links. */
final class Targets {
  /** One slash, then nothing that browsers take for a second one. */
  private static final Pattern OWN = Pattern.compile("/(?![/\\\\])[!-~]*");

  private Targets() {}

  /** A path of this server, with its query; empty for what browsers take to another one. */
  static Optional<String> own(String path) {
    return Optional.of(path).filter(text -> OWN.matcher(text).matches());
  }

  /** A URL without our own base, which the browser may know by another name. */
  static String here(String baseUrl, String url) {
    return url.startsWith(baseUrl + "/") ? url.substring(baseUrl.length()) : url;
  }

  /** One segment of a path, or the value of a query parameter. */
  static String part(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Several segments, e.g. the id of a model; their slashes stay. */
  static String path(String text) {
    return Arrays.stream(text.split("/", -1)).map(Targets::part).collect(Collectors.joining("/"));
  }
}
