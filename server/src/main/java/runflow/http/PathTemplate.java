package runflow.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A path with named parts: {@code {id}} stands for one segment, {@code {model...}} for one or more.
 *
 * @param text e.g. {@code /v1/models/{model...}/runs}
 * @param start what every such path starts with, which is looked at first
 */
record PathTemplate(String text, String start, Pattern pattern) {
  private static final Pattern PART = Pattern.compile("\\{(\\w+)(\\.\\.\\.)?}");

  static PathTemplate of(String text) {
    int firstPart = text.indexOf('{');
    String start = firstPart < 0 ? text : text.substring(0, firstPart);
    var regex = new StringBuilder();
    Matcher parts = PART.matcher(text);
    int from = 0;
    while (parts.find()) {
      regex.append(Pattern.quote(text.substring(from, parts.start())));
      regex.append("(?<").append(parts.group(1)).append('>');
      regex.append(parts.group(2) == null ? "[^/]+" : ".+?").append(')');
      from = parts.end();
    }
    regex.append(Pattern.quote(text.substring(from)));
    return new PathTemplate(text, start, Pattern.compile(regex.toString()));
  }

  /** The decoded parts of a raw path; empty if it is another path. */
  Optional<Map<String, String>> match(String rawPath) {
    if (!rawPath.startsWith(start)) {
      return Optional.empty();
    }
    Matcher matcher = pattern.matcher(rawPath);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    Map<String, String> parts = new LinkedHashMap<>();
    for (String name : pattern.namedGroups().keySet()) {
      String raw = matcher.group(name);
      parts.put(name, raw.indexOf('%') < 0 ? raw : decoded(raw));
    }
    return Optional.of(parts);
  }

  /** In a path, unlike in a form, "+" stands for itself. */
  private static String decoded(String raw) {
    return URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
  }
}
