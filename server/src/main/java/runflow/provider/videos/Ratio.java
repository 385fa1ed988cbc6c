package runflow.provider.videos;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The shape of a picture: width to height. */
record Ratio(int width, int height) {
  static final Ratio WIDE = new Ratio(16, 9);
  private static final Ratio TALL = new Ratio(9, 16);
  private static final Pattern FORM = Pattern.compile("([1-9][0-9]?):([1-9][0-9]?)");

  static Optional<Ratio> parse(String text) {
    Matcher matcher = FORM.matcher(text);
    return matcher.matches()
        ? Optional.of(
            new Ratio(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
        : Optional.empty();
  }

  /** The nearer of 16:9 and 9:16. */
  static Ratio nearest(int width, int height) {
    return width >= height ? WIDE : TALL;
  }

  /** Width and height whose shorter side is given; both are even, as encoders want them. */
  String size(int shortSide) {
    int least = Math.min(width, height);
    return "%dx%d".formatted(even(shortSide, width, least), even(shortSide, height, least));
  }

  private static int even(int shortSide, int part, int least) {
    return Math.round(shortSide * (float) part / least / 2) * 2;
  }
}
