package runflow.catalog;

import java.util.List;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** Values as messages show them: short, on one line, with their kind where that is the point. */
final class Shown {
  private static final int MAX_CHARACTERS = 60;
  private static final Pattern UNSHOWABLE = Pattern.compile("[\\p{Cntrl}\\p{Cs}]");
  private static final Pattern HALF_PAIR = Pattern.compile("\\p{Cs}");

  private Shown() {}

  /** The value alone, e.g. {@code 5s}. */
  static String value(JsonNode value) {
    if (value.isString()) {
      return value.stringValue().isEmpty() ? "empty" : shorten(value.stringValue());
    }
    return value.isContainer() || value.isNull() ? kind(value) : shorten(value.asString());
  }

  /** The value with its kind, e.g. {@code the number 8}. */
  static String kind(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "the text \"" + shorten(value.stringValue()) + "\"";
      case NUMBER -> "the number " + shorten(value.asString());
      case BOOLEAN -> value.asString();
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      default -> "null";
    };
  }

  /** At most 60 characters, control characters as spaces. */
  static String shorten(String text) {
    // Cut before the regular expression runs: the text may be megabytes long.
    String head = text.length() <= MAX_CHARACTERS ? text : text.substring(0, MAX_CHARACTERS - 1);
    if (!head.isEmpty() && Character.isHighSurrogate(head.charAt(head.length() - 1))) {
      head = head.substring(0, head.length() - 1);
    }
    return UNSHOWABLE.matcher(head).replaceAll(" ") + (head.length() < text.length() ? "…" : "");
  }

  /** A field name as one step of a location: half surrogate pairs cannot be written as UTF-8. */
  static String step(String name) {
    return HALF_PAIR.matcher(name).replaceAll("\uFFFD");
  }

  /** A location as a reader writes it: {@code shots.2.text}. */
  static String field(List<String> loc) {
    return shorten(loc.size() < 2 ? loc.getFirst() : String.join(".", loc.subList(1, loc.size())));
  }
}
