package runflow.error;

/** What callers wrote, cut to what a message has room for. */
public final class Shown {
  private static final int USUALLY = 40;

  private Shown() {}

  public static String of(String text) {
    return of(text, USUALLY);
  }

  /**
   * The beginning of a text, which does not end with half a character.
   *
   * @param most characters that are shown before the ellipsis
   */
  public static String of(String text, int most) {
    if (text.length() <= most) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(most - 1)) ? most - 1 : most;
    return text.substring(0, end) + "…";
  }
}
