package runflow.engine.encode;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The command lines that ffmpeg is started with. */
final class Command {
  /** Fixed, because every number of threads gives other bytes. */
  private static final String THREADS = "2";

  private Command() {}

  static List<String> encode(Path ffmpeg, Job job) {
    List<String> line = new ArrayList<>(niced());
    line.add(ffmpeg.toString());
    add(line, "-nostdin -hide_banner -loglevel error -y -threads 1 -f rawvideo -pix_fmt yuv420p");
    add(line, "-s " + job.width() + "x" + job.height() + " -r " + job.fps() + " -i pipe:0");
    job.sound()
        .ifPresent(
            wav -> {
              line.add("-i");
              line.add(wav.toString());
            });
    add(line, "-map 0:v -c:v libx264 -preset veryfast -crf 20 -profile:v high -pix_fmt yuv420p");
    add(line, "-threads " + THREADS + " -x264-params cpu-independent=1");
    add(line, "-colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv");
    if (job.sound().isPresent()) {
      add(line, "-map 1:a -c:a aac -aac_coder fast -b:a 160k -ar 48000 -ac 2 -flags:a +bitexact");
    }
    add(line, "-map_metadata -1 -fflags +bitexact -flags:v +bitexact -movflags +faststart");
    line.add("-metadata");
    line.add("comment=" + job.comment());
    add(line, "-f mp4");
    line.add(job.target().toString());
    return line;
  }

  /** Lets every other process go first, where the system can. */
  static List<String> niced() {
    Path nice = Path.of("/usr/bin/nice");
    return Files.isExecutable(nice) ? List.of(nice.toString(), "-n", "10") : List.of();
  }

  static void add(List<String> line, String words) {
    line.addAll(List.of(words.split(" ", -1)));
  }
}
