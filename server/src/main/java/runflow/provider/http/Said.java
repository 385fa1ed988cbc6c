package runflow.provider.http;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** What a provider says in words, in any of the forms that are in use, fit to be shown. */
public final class Said {
  private static final int MOST_CHARACTERS = 300;

  /** Where the words are, in the order in which they are looked for. */
  private static final List<String> PLACES =
      List.of(
          "/error/message", "/error", "/detail/0/msg", "/detail/message", "/detail", "/message");

  private Said() {}

  /** What an answer of trouble says; empty if it has no words in a known place. */
  public static Optional<String> by(Answer.Http answer) {
    return answer.json().stream()
        // Some answer with an array around the one error.
        .map(json -> json.isArray() ? json.path(0) : json)
        .flatMap(json -> PLACES.stream().flatMap(place -> text(json.at(place))))
        .map(Said::shown)
        .filter(text -> !text.isEmpty())
        .findFirst();
  }

  private static Stream<String> text(JsonNode node) {
    return node.isString() ? Stream.of(node.asString()) : Stream.empty();
  }

  /** Foreign words on one line, without control characters and not too long. */
  public static String shown(String words) {
    String line =
        words
            .codePoints()
            .limit(4L * MOST_CHARACTERS)
            .map(c -> visible(c) ? c : ' ')
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString()
            .replaceAll(" +", " ")
            .strip();
    int length = line.codePointCount(0, line.length());
    return length <= MOST_CHARACTERS
        ? line
        : line.substring(0, line.offsetByCodePoints(0, MOST_CHARACTERS - 1)) + "…";
  }

  private static boolean visible(int c) {
    return switch (Character.getType(c)) {
      case Character.CONTROL,
          Character.FORMAT,
          Character.SURROGATE,
          Character.LINE_SEPARATOR,
          Character.PARAGRAPH_SEPARATOR ->
          false;
      default -> true;
    };
  }
}
