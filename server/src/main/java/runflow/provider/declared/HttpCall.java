package runflow.provider.declared;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What to call, as a file says it: {@code GET /videos/{id}}, or {@code GET {status}} where a kept
 * value is a whole URL.
 *
 * @param target path below the base URL or a whole URL, with names in braces
 */
record HttpCall(String method, String target) {
  private static final Pattern FORM =
      Pattern.compile("(GET|POST|PUT|PATCH|DELETE) (/\\S*|https?://\\S+|\\{[^{}\\s]+\\})");
  private static final Pattern NAME = Pattern.compile("\\{([^{}]*)\\}");

  /** Reads {@code METHOD target}; empty if the text is not so. */
  static Optional<HttpCall> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches() && isUrl(NAME.matcher(matcher.group(2)).replaceAll("x"))
        ? Optional.of(new HttpCall(matcher.group(1), matcher.group(2)))
        : Optional.empty();
  }

  private static boolean isUrl(String filled) {
    try {
      return URI.create(filled).getRawFragment() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The names in braces. */
  List<String> names() {
    return NAME.matcher(target).results().map(found -> found.group(1)).toList();
  }

  /** The target with its names filled in; empty if one of them has no value. */
  Optional<String> fill(Map<String, String> values) {
    if (!values.keySet().containsAll(names())) {
      return Optional.empty();
    }
    boolean whole = NAME.matcher(target).matches();
    return Optional.of(
        NAME.matcher(target)
            .replaceAll(
                found -> {
                  String value = values.getOrDefault(found.group(1), "");
                  return Matcher.quoteReplacement(whole ? value : encoded(value));
                }));
  }

  /** A value as part of a path or a query; its slashes stay, dots alone do not climb. */
  private static String encoded(String value) {
    return Stream.of(value.split("/", -1))
        .map(step -> step.matches("\\.+") ? step.replace(".", "%2E") : query(step))
        .collect(Collectors.joining("/"));
  }

  /** A value of a query. */
  static String query(String value) {
    return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
