package runflow.engine.sound;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import runflow.engine.encode.WavFile;
import runflow.engine.scene.Voice;

/**
 * Prints the loudness of every sound alone, four seconds each, as a Markdown table; with a folder
 * as its argument it writes the sounds there too. A program, not a test.
 */
public final class SoundTable {
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private SoundTable() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    System.out.println("| sound | before, LUFS | LUFS | true peak, dB | CPU ms for 4 s |");
    System.out.println("|---|---|---|---|---|");
    for (Voice voice : Voice.values()) {
      Mix raw = Composer.raw(voice, 3, 4);
      double before = Loudness.lufs(raw.left, raw.right);
      long start = THREADS.getCurrentThreadCpuTime();
      Track track = Composer.alone(voice, 3, 4);
      double took = (THREADS.getCurrentThreadCpuTime() - start) / 1e6;
      float peak = Math.max(Loudness.truePeak(track.left()), Loudness.truePeak(track.right()));
      System.out.printf(
          Locale.ROOT,
          "| %s | %.1f | %.1f | %.1f | %.0f |%n",
          voice.name().toLowerCase(Locale.ROOT).replace('_', ' '),
          before,
          Loudness.lufs(track.left(), track.right()),
          20 * Math.log10(peak),
          took);
      if (arguments.length > 0) {
        Path file = Files.createDirectories(Path.of(arguments[0])).resolve(voice + ".wav");
        WavFile.write(file, Track.RATE, track.left(), track.right());
      }
    }
  }
}
