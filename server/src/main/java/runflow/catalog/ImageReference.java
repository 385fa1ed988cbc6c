package runflow.catalog;

import com.networknt.schema.ExecutionContext;
import com.networknt.schema.format.Format;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The schema format {@code runflow-image}: text that names a picture. Only its form is checked
 * here; whether the picture can be fetched and decoded shows when the run starts.
 */
final class ImageReference implements Format {
  static final String NAME = "runflow-image";
  static final int MAX_URL_CHARACTERS = 2048;
  static final int MAX_DATA_CHARACTERS = 16 << 20;

  private static final Pattern ASSET =
      Pattern.compile("runflow://assets/[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");
  private static final Pattern DATA_HEAD =
      Pattern.compile("data:image/(jpeg|jpg|png|webp);base64,", Pattern.CASE_INSENSITIVE);
  private static final int LONGEST_DATA_HEAD = 30;

  @Override
  public String getName() {
    return NAME;
  }

  @Override
  public boolean matches(ExecutionContext context, String value) {
    return problem(value).isEmpty();
  }

  /** What is wrong, as the end of a sentence that starts with the field; empty if nothing is. */
  static Optional<String> problem(String value) {
    String start = value.substring(0, Math.min(10, value.length())).toLowerCase(Locale.ROOT);
    if (start.startsWith("data:")) {
      return dataProblem(value);
    }
    if (value.length() > MAX_URL_CHARACTERS) {
      return Optional.of(
          "must be a URL of at most 2048 characters, but has %d: send larger pictures as a data: URI"
              .formatted(value.length()));
    }
    if (start.startsWith("runflow:")) {
      return ASSET.matcher(value).matches()
          ? Optional.empty()
          : Optional.of("must name an asset as runflow://assets/{uuid}, but was " + shown(value));
    }
    return start.startsWith("https://") || start.startsWith("http://")
        ? urlProblem(value)
        : Optional.of(
            "must be an https:// or http:// URL, a data: URI or runflow://assets/{uuid}, but was "
                + shown(value));
  }

  private static Optional<String> urlProblem(String value) {
    try {
      URI uri = new URI(value);
      return uri.getRawAuthority() == null
          ? Optional.of("must be a URL with a host, but was " + shown(value))
          : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.of(
          "must be a valid URL (percent-encode spaces and special characters), but was "
              + shown(value));
    }
  }

  private static Optional<String> dataProblem(String value) {
    if (value.length() > MAX_DATA_CHARACTERS) {
      return Optional.of("must be a data: URI of at most 16 MiB, but has " + value.length());
    }
    var head = DATA_HEAD.matcher(value.substring(0, Math.min(LONGEST_DATA_HEAD, value.length())));
    if (!head.lookingAt()) {
      return Optional.of(
          "must be a data: URI that starts with data:image/jpeg;base64, data:image/png;base64, or"
              + " data:image/webp;base64, but was "
              + shown(value));
    }
    return isBase64(value, head.end())
        ? Optional.empty()
        : Optional.of("must hold the picture's bytes in base64 with its padding after the comma");
  }

  /** Whether the rest is padded standard base64 of at least one byte; allocates nothing. */
  private static boolean isBase64(String value, int from) {
    int end = value.length();
    for (int pads = 0; pads < 2 && end > from && value.charAt(end - 1) == '='; pads++) {
      end--;
    }
    for (int i = from; i < end; i++) {
      char c = value.charAt(i);
      boolean digit = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      if (!digit && c != '+' && c != '/') {
        return false;
      }
    }
    return end > from && (value.length() - from) % 4 == 0;
  }

  private static String shown(String value) {
    return value.isEmpty() ? "empty" : Shown.shorten(value);
  }
}
