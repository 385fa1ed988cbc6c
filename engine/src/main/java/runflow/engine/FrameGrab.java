package runflow.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import runflow.engine.encode.FirstFrame;

/**
 * Cuts a thumbnail from a video that a provider made. ffmpeg decodes it in a process of its own
 * with limits on time, memory and what it may open, since nothing about such a file can be trusted.
 * Immutable and safe to share; each call runs one process.
 */
public final class FrameGrab {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final int LARGEST_SIDE = 4096;

  private final Path ffmpeg;
  private final Duration patience;

  /** Cuts with a program that has been tried out. */
  public FrameGrab(Ffmpeg ffmpeg) {
    this(ffmpeg, PATIENCE);
  }

  FrameGrab(Ffmpeg ffmpeg, Duration patience) {
    this.ffmpeg = ffmpeg.path();
    this.patience = patience;
  }

  /**
   * The first frame of an MP4 file, upright. A frame that is smaller keeps its size.
   *
   * @param video a file on this machine's disk: an index at the end of a file needs seeking
   * @param widest pixels of the longer side, at most; 1 to 4096
   * @return a JPEG file of at most 4 MiB; empty if the video cannot be decoded, or not within 20
   *     seconds and 1 GiB
   * @throws IOException if the file is missing or ffmpeg cannot be run
   * @throws InterruptedException if the thread was interrupted; the process is then killed
   */
  public Optional<byte[]> jpeg(Path video, int widest) throws IOException, InterruptedException {
    if (widest < 1 || widest > LARGEST_SIDE) {
      throw new IllegalArgumentException(
          "a thumbnail's side must be 1 to %d pixels, but was %d".formatted(LARGEST_SIDE, widest));
    }
    if (!Files.isReadable(video)) {
      throw new NoSuchFileException(video.toString(), null, "no video is there that can be read");
    }
    return FirstFrame.jpeg(ffmpeg, video, widest, patience);
  }
}
