package runflow.config;

import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Web origins as browsers write them: scheme, host and a port that is not the scheme's own. */
final class Origins {
  private static final int MOST = 100;

  private Origins() {}

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException if one of them is no exact origin, or there are over a hundred
   */
  static Set<String> parse(String text) {
    Set<String> origins = new LinkedHashSet<>();
    for (String item : Forms.list(text)) {
      origins.add(origin(item));
    }
    if (origins.size() > MOST) {
      throw new IllegalArgumentException("too many origins");
    }
    return origins;
  }

  private static String origin(String text) {
    URI url = URI.create(text.toLowerCase(Locale.ROOT).replaceAll("/$", ""));
    int usual = usualPort(url.getScheme() == null ? "" : url.getScheme());
    if (url.getHost() == null
        || !url.getPath().isEmpty()
        || url.getQuery() != null
        || url.getFragment() != null
        || url.getUserInfo() != null) {
      throw new IllegalArgumentException("not an origin");
    }
    String origin = url.getScheme() + "://" + url.getHost();
    return url.getPort() < 0 || url.getPort() == usual ? origin : origin + ":" + url.getPort();
  }

  private static int usualPort(String scheme) {
    return switch (scheme) {
      case "http" -> 80;
      case "https" -> 443;
      default -> throw new IllegalArgumentException("neither http nor https");
    };
  }
}
