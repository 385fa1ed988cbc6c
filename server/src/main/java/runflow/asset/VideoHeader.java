package runflow.asset;

import java.io.IOException;
import java.io.InputStream;

/**
 * What an MP4 file's own boxes say about it, read without decoding a frame.
 *
 * @param width in pixels, as the video is to be seen: a rotated track counts as turned
 * @param height in pixels, likewise
 * @param duration of the pictures, in seconds, to the millisecond
 * @param fps frames in a second on average, to three decimals
 * @param hasAudio whether there is a sound track with anything in it
 */
public record VideoHeader(int width, int height, double duration, double fps, boolean hasAudio) {
  private static final int LONGEST_SIDE = 16_384;
  private static final int SHORTEST_SIDE = 16;
  private static final double LONGEST_SECONDS = 3600;
  private static final double FASTEST = 1000;

  /** A video that cannot be used, with the reason in words that go on after "the video …:". */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;

    Unusable(String reason) {
      super(reason);
    }

    static Unusable damaged(String how) {
      return new Unusable("it is damaged: " + how);
    }
  }

  /**
   * Reads a file to its end, once, keeping only its index. Media data are counted, not kept, so
   * that a file is refused that has fewer of them than its index tells of. How long the stream may
   * be is the caller's to bound; the stream is not closed.
   *
   * @throws Unusable if it is not an MP4 file, or is cut short, damaged, without pictures, or
   *     beyond what we take in size, length or frame rate
   * @throws IOException if the stream cannot be read
   */
  public static VideoHeader read(InputStream in) throws IOException, Unusable {
    try {
      return of(new Mp4File(in).read());
    } catch (ArithmeticException e) {
      throw Unusable.damaged("its index counts beyond 64 bits");
    }
  }

  private static VideoHeader of(Mp4Movie movie) throws Unusable {
    Mp4Track video = movie.video();
    if (video.samples() == 0) {
      throw new Unusable("its video track has no frame");
    }
    Mp4Pictures pictures = video.pictures();
    double seconds = movie.seconds(video);
    double duration = thousandths(seconds);
    if (!(duration > 0 && duration <= LONGEST_SECONDS)) {
      throw new Unusable(
          "it lasts %s s; it must last more than 0 and at most %.0f s"
              .formatted(duration, LONGEST_SECONDS));
    }
    double fps = thousandths(video.samples() / seconds);
    if (!(fps >= 1 && fps <= FASTEST)) {
      throw new Unusable(
          "it has %s frames a second; it must have 1 to %.0f".formatted(fps, FASTEST));
    }
    boolean turned = video.turned();
    return bounded(
        new VideoHeader(
            turned ? pictures.height() : pictures.width(),
            turned ? pictures.width() : pictures.height(),
            duration,
            fps,
            movie.hasAudio()));
  }

  private static VideoHeader bounded(VideoHeader header) throws Unusable {
    if (Math.min(header.width, header.height) < SHORTEST_SIDE
        || Math.max(header.width, header.height) > LONGEST_SIDE) {
      throw new Unusable(
          "it has %d x %d pixels; each side must have %d to %d"
              .formatted(header.width, header.height, SHORTEST_SIDE, LONGEST_SIDE));
    }
    return header;
  }

  private static double thousandths(double value) {
    return Math.rint(value * 1000) / 1000;
  }
}
