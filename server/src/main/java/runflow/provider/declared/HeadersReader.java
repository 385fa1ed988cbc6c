package runflow.provider.declared;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads headers that a declaration adds to calls. */
final class HeadersReader {
  private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9-]{1,64}");
  private static final Pattern PRINTABLE = Pattern.compile("[\\x20-\\x7e]*");

  /** Headers that are made elsewhere and that the HTTP client would refuse or garble. */
  private static final Set<String> TAKEN =
      Set.of(
          "host",
          "content-length",
          "connection",
          "expect",
          "upgrade",
          "transfer-encoding",
          "content-type");

  private final Section section;
  private final String key;

  HeadersReader(Section section, String key) {
    this.section = section;
    this.key = key;
  }

  /** By name; empty if the key is missing. */
  Map<String, String> read() {
    Map<String, String> headers = section.textMap(key);
    headers.forEach(this::check);
    return headers;
  }

  private void check(String name, String value) {
    if (!HEADER.matcher(name).matches() || TAKEN.contains(name.toLowerCase(Locale.ROOT))) {
      section.problem(key, Section.mustBe("headers that are not made by the server itself", name));
    }
    if (!PRINTABLE.matcher(value).matches()) {
      section.problem(key, "must have plain ASCII values, but that of %s has not".formatted(name));
    }
  }
}
