package runflow.engine;

import java.nio.file.Path;
import java.util.List;

/** A finished video. */
public final class Rendering {
  private final Path video;
  private final byte[] posterJpeg;
  private final List<String> notes;

  Rendering(Path video, byte[] posterJpeg, List<String> notes) {
    this.video = video;
    this.posterJpeg = posterJpeg;
    this.notes = List.copyOf(notes);
  }

  /** The MP4 file. */
  public Path video() {
    return video;
  }

  /** A JPEG of one frame, at most 640 pixels on its longer side; the array itself. */
  public byte[] posterJpeg() {
    return posterJpeg;
  }

  /**
   * What was understood of the prompt and what was not, and what became of the words it quotes, for
   * a log: at most eight sentences of at most 480 characters.
   */
  public List<String> notes() {
    return notes;
  }
}
