package runflow.engine;

import java.util.Set;

/**
 * The shape of a video: pixels, whole seconds, and whether it has sound.
 *
 * @param seconds 1 to 60
 */
public record Format(int width, int height, int seconds, boolean audio) {
  /** Frames in a second, in every video. */
  public static final int FPS = 24;

  private static final Set<Integer> SHORT_SIDES = Set.of(720, 1080, 2160);

  /** Refuses anything but 720p, 1080p and 4k in 16:9 or 9:16, and 1 to 60 seconds. */
  public Format {
    int shorter = Math.min(width, height);
    if (!SHORT_SIDES.contains(shorter) || Math.max(width, height) * 9 != shorter * 16) {
      throw new IllegalArgumentException(
          "a video must be 1280x720, 1920x1080 or 3840x2160, or one of these upright, but was "
              + width
              + "x"
              + height);
    }
    if (seconds < 1 || seconds > 60) {
      throw new IllegalArgumentException(
          "a video must last 1 to 60 seconds, but was asked to last " + seconds);
    }
  }

  /**
   * The format of a named resolution.
   *
   * @param resolution {@code 720p}, {@code 1080p} or {@code 4k}
   */
  public static Format of(String resolution, boolean portrait, int seconds, boolean audio) {
    int shorter =
        switch (resolution) {
          case "720p" -> 720;
          case "1080p" -> 1080;
          case "4k" -> 2160;
          default ->
              throw new IllegalArgumentException(
                  "a resolution must be 720p, 1080p or 4k, but was " + resolution);
        };
    int longer = shorter * 16 / 9;
    return portrait
        ? new Format(shorter, longer, seconds, audio)
        : new Format(longer, shorter, seconds, audio);
  }

  /** How many frames the video has. */
  public int frames() {
    return seconds * FPS;
  }
}
