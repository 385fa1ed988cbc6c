package runflow.fake;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The videos that the fakes serve: 1280x720, 24 fps, one second, H.264, with or without AAC. */
final class Clip {
  static final byte[] SOUND = read("sound.mp4");
  static final byte[] SILENT = read("silent.mp4");
  static final byte[] HTML =
      "<!doctype html><title>Sign in</title><p>Your session has ended."
          .getBytes(StandardCharsets.UTF_8);

  /** A file type box, then the head of a media box that says it goes on to the end of the file. */
  static final byte[] ENDLESS_HEAD =
      "\0\0\0\u0014ftypisom\0\0\2\0isom\0\0\0\0mdat".getBytes(StandardCharsets.ISO_8859_1);

  private Clip() {}

  private static byte[] read(String name) {
    try (InputStream in = Clip.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource runflow/fake/" + name + " is missing");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static byte[] of(boolean sound) {
    return sound ? SOUND : SILENT;
  }

  /** The first two thirds: the last box, which holds the frames, says that it is longer. */
  static byte[] truncated(byte[] video) {
    return Arrays.copyOf(video, video.length * 2 / 3);
  }
}
