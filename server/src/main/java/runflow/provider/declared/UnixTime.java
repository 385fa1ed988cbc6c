package runflow.provider.declared;

import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** Times as signed messages tell them. */
final class UnixTime {
  private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

  private UnixTime() {}

  static Optional<Instant> parse(String text) {
    return SECONDS.matcher(text).matches()
        ? Optional.of(Instant.ofEpochSecond(Long.parseLong(text)))
        : Optional.empty();
  }
}
