package runflow.fake;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** What a value may be. */
@FunctionalInterface
interface Rule {
  /** One sentence per problem, empty if there is none. */
  List<String> problems(String at, JsonNode value);

  static Rule of(String what, Predicate<JsonNode> good) {
    return (at, value) ->
        good.test(value)
            ? List.of()
            : List.of("`%s` must be %s, but was %s".formatted(at, what, brief(value)));
  }

  private static String brief(JsonNode value) {
    String text = value.toString();
    return text.length() <= 80 ? text : text.substring(0, 80) + "…";
  }

  static Rule text() {
    return of("a text that is not empty", v -> v.isString() && !v.stringValue().isEmpty());
  }

  static Rule anyText() {
    return of("a text", JsonNode::isString);
  }

  static Rule textLike(String what, String pattern) {
    Pattern compiled = Pattern.compile(pattern);
    return of(what, v -> v.isString() && compiled.matcher(v.stringValue()).matches());
  }

  static Rule oneOf(String... values) {
    List<String> all = List.of(values);
    return of("one of " + all, v -> v.isString() && all.contains(v.stringValue()));
  }

  static Rule wholeOneOf(Integer... values) {
    List<Integer> all = List.of(values);
    return of("one of " + all, v -> v.isInt() && all.contains(v.intValue()));
  }

  static Rule whole(long least, long most) {
    return of(
        "an integer from %d to %d".formatted(least, most),
        v -> v.isIntegralNumber() && v.canConvertToLong() && isIn(v.longValue(), least, most));
  }

  /** A number written as text, as forms have it. */
  static Rule wholeText(long least, long most) {
    return of(
        "the text of an integer from %d to %d".formatted(least, most),
        v ->
            v.isString()
                && v.stringValue().matches("-?[0-9]{1,18}")
                && isIn(Long.parseLong(v.stringValue()), least, most));
  }

  private static boolean isIn(long value, long least, long most) {
    return value >= least && value <= most;
  }

  static Rule number() {
    return of("a number", JsonNode::isNumber);
  }

  static Rule numberText() {
    return textLike("the text of a number", "-?[0-9]+(\\.[0-9]+)?");
  }

  static Rule bool() {
    return of("true or false", JsonNode::isBoolean);
  }

  static Rule either(Rule one, Rule other) {
    return (at, v) -> one.problems(at, v).isEmpty() ? List.of() : other.problems(at, v);
  }

  static Rule list(int least, int most, Rule rule) {
    return (at, value) -> {
      if (!value.isArray() || !isIn(value.size(), least, most)) {
        return List.of("`%s` must be a list of %d to %d".formatted(at, least, most));
      }
      List<String> problems = new ArrayList<>();
      for (int i = 0; i < value.size(); i++) {
        problems.addAll(rule.problems("%s[%d]".formatted(at, i), value.get(i)));
      }
      return problems;
    };
  }

  /** An absolute http(s) address. */
  static Rule url() {
    return of("an http or https URL", v -> v.isString() && isHttp(v.stringValue()));
  }

  /** An absolute http(s) address, or a data URI of base64. */
  static Rule mediaUrl() {
    return of(
        "an http or https URL or a data URI",
        v ->
            v.isString()
                && (isHttp(v.stringValue())
                    || v.stringValue().matches("(?s)data:[a-z]+/[a-z0-9.+-]+;base64,.+")));
  }

  private static boolean isHttp(String text) {
    try {
      URI uri = new URI(text);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null;
    } catch (URISyntaxException e) {
      return false;
    }
  }

  static Rule base64() {
    return of("base64", v -> v.isString() && isBase64(v.stringValue()));
  }

  private static boolean isBase64(String text) {
    try {
      return Base64.getDecoder().decode(text).length > 0;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
