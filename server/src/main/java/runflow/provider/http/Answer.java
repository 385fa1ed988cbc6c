package runflow.provider.http;

import java.time.Duration;
import java.time.InstantSource;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import runflow.json.Json;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/** What came of a call. */
public sealed interface Answer {
  /**
   * The provider answered.
   *
   * @param headers the first of each, by lower-case name
   * @param body whole, within the bound of the call
   */
  record Http(int status, Map<String, String> headers, byte[] body) implements Answer {
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);

    public Http {
      headers = Map.copyOf(headers);
    }

    /** Whether the status is one of success. */
    public boolean ok() {
      return status >= 200 && status < 300;
    }

    public Optional<String> header(String name) {
      return Optional.ofNullable(headers.get(name.toLowerCase(Locale.ROOT)));
    }

    /** The body as JSON; empty if it is none. */
    public Optional<JsonNode> json() {
      try {
        JsonNode tree = Json.tree(body);
        return tree.isMissingNode() ? Optional.empty() : Optional.of(tree);
      } catch (JacksonException e) {
        return Optional.empty();
      }
    }

    /** How long the provider asks to be left alone, within reason; empty if it does not say. */
    public Optional<Duration> retryAfter(InstantSource clock) {
      return header("retry-after")
          .flatMap(text -> pause(text.strip(), clock))
          .map(pause -> pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause)
          .map(pause -> pause.compareTo(SHORTEST_PAUSE) < 0 ? SHORTEST_PAUSE : pause);
    }

    private static Optional<Duration> pause(String text, InstantSource clock) {
      if (text.matches("[0-9]{1,9}")) {
        return Optional.of(Duration.ofSeconds(Long.parseLong(text)));
      }
      try {
        var date = ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME);
        return Optional.of(Duration.between(clock.instant(), date.toInstant()));
      } catch (DateTimeParseException e) {
        return Optional.empty();
      }
    }
  }

  /** The provider was not reached: it cannot have acted on the call. */
  record NotSent(String reason) implements Answer {}

  /** The call went out, wholly or in part, and no whole answer came: what it did is not known. */
  record Silent(String reason) implements Answer {}
}
