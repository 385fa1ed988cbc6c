package runflow.error;

/** What callers wrote, cut to what a message has room for. */
public final class Shown {
  private static final int USUALLY = 40;

  private Shown() {}

  public static String of(String text) {
    return of(text, USUALLY);
  }

  /**
   * The beginning of a text.
   *
   * @param most characters that are shown before the ellipsis
   */
  public static String of(String text, int most) {
    return text.length() > most ? text.substring(0, most) + "…" : text;
  }
}
