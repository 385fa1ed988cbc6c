package runflow.page;

import java.util.Locale;
import java.util.Optional;

/** Light or dark, as the reader chose; {@link #AUTO} is what the reader's system says. */
public enum Theme {
  AUTO,
  LIGHT,
  DARK;

  /** The cookie that holds the choice. */
  static final String COOKIE = "runflow-theme";

  /** As the cookie and the page write it. */
  public String code() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The choice in a cookie; {@link #AUTO} if there is none that we know. */
  static Theme of(Optional<String> cookie) {
    for (Theme theme : values()) {
      if (cookie.filter(theme.code()::equals).isPresent()) {
        return theme;
      }
    }
    return AUTO;
  }
}
