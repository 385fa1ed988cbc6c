package runflow.engine.encode;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Decodes the first frame of an MP4 file that somebody else made, in an ffmpeg child process that
 * is held short. It may open files only and, through the file, no other; it knows four codings; it
 * inherits nothing that tells of us. Where the system has {@code /bin/sh}, that sets limits on
 * memory, processor time and open files, and lets the child write to no file; a limit that the
 * system does not know (macOS has none on memory) is left out. Everywhere else, ffmpeg's own limits
 * on a single allocation and on the pixels of a frame hold, and so does the deadline.
 */
public final class FirstFrame {
  private static final int MOST_BYTES = 4 << 20;

  /** In KiB, seconds, blocks, files and blocks. Enough for 8K video. */
  private static final String LIMITS =
      "ulimit -v 1048576; ulimit -t 20; ulimit -f 0; ulimit -n 32; ulimit -c 0; exec \"$@\"";

  /** What it takes to find and load a program. */
  private static final Set<String> ENVIRONMENT = Set.of("PATH", "LD_LIBRARY_PATH", "SystemRoot");

  /** Of H.264, H.265, AV1 and VP9; which of them there are differs from build to build. */
  private static final String DECODERS = "h264,hevc,av1,libdav1d,libaom-av1,vp9,libvpx-vp9";

  /** Exit codes by which a shell says that a program cannot be run. */
  private static final Set<Integer> NOT_RUN = Set.of(126, 127);

  private static final long END_SECONDS = 5;

  private FirstFrame() {}

  /**
   * Decodes a frame. The process has ended when this returns.
   *
   * @param side pixels of the longer side, at most
   * @param patience after which the process is killed
   * @return a JPEG file; empty if there is no frame that can be decoded within the limits
   * @throws IOException if ffmpeg cannot be started or heard
   */
  public static Optional<byte[]> jpeg(Path ffmpeg, Path video, int side, Duration patience)
      throws IOException, InterruptedException {
    long end = System.nanoTime() + patience.toNanos();
    ProcessBuilder builder = new ProcessBuilder(command(ffmpeg, video, side));
    builder.environment().keySet().retainAll(ENVIRONMENT);
    builder.redirectError(ProcessBuilder.Redirect.DISCARD);
    Process process = builder.start();
    try {
      var said = new FutureTask<>(() -> listen(process));
      Thread.ofPlatform().name("engine-frame").daemon().start(said);
      byte[] jpeg = said.get(patience.toNanos(), TimeUnit.NANOSECONDS);
      if (!process.waitFor(end - System.nanoTime(), TimeUnit.NANOSECONDS)) {
        return Optional.empty();
      }
      if (NOT_RUN.contains(process.exitValue())) {
        throw new IOException("ffmpeg at " + ffmpeg + " could not be started to cut a thumbnail");
      }
      return process.exitValue() == 0 && isJpeg(jpeg) ? Optional.of(jpeg) : Optional.empty();
    } catch (TimeoutException e) {
      return Optional.empty();
    } catch (ExecutionException e) {
      throw new IOException("what ffmpeg at " + ffmpeg + " gave could not be read", e.getCause());
    } finally {
      Children.kill(process);
      process.onExit().completeOnTimeout(process, END_SECONDS, TimeUnit.SECONDS).join();
    }
  }

  private static byte[] listen(Process process) throws IOException {
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      return out.readNBytes(MOST_BYTES + 1);
    }
  }

  private static boolean isJpeg(byte[] bytes) {
    int n = bytes.length;
    return n > 4
        && n <= MOST_BYTES
        && (bytes[0] & 0xFF) == 0xFF
        && (bytes[1] & 0xFF) == 0xD8
        && (bytes[n - 2] & 0xFF) == 0xFF
        && (bytes[n - 1] & 0xFF) == 0xD9;
  }

  private static List<String> command(Path ffmpeg, Path video, int side) {
    List<String> line = new ArrayList<>();
    Path shell = Path.of("/bin/sh");
    if (Files.isExecutable(shell)) {
      line.addAll(List.of(shell.toString(), "-c", LIMITS, "sh"));
    }
    line.addAll(Command.niced());
    line.add(ffmpeg.toString());
    Command.add(line, "-nostdin -hide_banner -loglevel quiet -max_alloc 536870912");
    Command.add(line, "-protocol_whitelist file -f mov -enable_drefs 0");
    Command.add(line, "-codec_whitelist " + DECODERS + " -max_pixels 40000000 -threads 1");
    // A frame that the file breaks off in is not worth showing.
    Command.add(line, "-fflags +discardcorrupt -i");
    line.add("file:" + video.toAbsolutePath());
    Command.add(line, "-map 0:v:0 -an -sn -dn -frames:v 1 -filter_threads 1 -vf");
    line.add(
        "scale=w='min(%1$d,iw)':h='min(%1$d,ih)':force_original_aspect_ratio=decrease"
            .formatted(side));
    Command.add(line, "-pix_fmt yuvj420p -c:v mjpeg -q:v 4 -threads 1 -f image2pipe pipe:1");
    return line;
  }
}
