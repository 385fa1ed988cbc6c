package runflow.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times as the API writes them: ISO 8601 with milliseconds and {@code +00:00}, because signatures
 * cover the bytes.
 */
public final class Timestamp {
  private static final DateTimeFormatter FORM =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSxxx").withZone(ZoneOffset.UTC);

  private Timestamp() {}

  public static String text(Instant instant) {
    return FORM.format(instant);
  }
}
