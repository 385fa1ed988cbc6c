package runflow.engine;

import java.nio.file.Path;

/** A finished video. */
public final class Rendering {
  private final Path video;
  private final byte[] posterJpeg;

  Rendering(Path video, byte[] posterJpeg) {
    this.video = video;
    this.posterJpeg = posterJpeg;
  }

  /** The MP4 file. */
  public Path video() {
    return video;
  }

  /** A JPEG of one frame, at most 640 pixels on its longer side; the array itself. */
  public byte[] posterJpeg() {
    return posterJpeg;
  }
}
