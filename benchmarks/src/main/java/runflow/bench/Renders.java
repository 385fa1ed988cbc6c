package runflow.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import runflow.engine.Ffmpeg;
import runflow.engine.Format;
import runflow.engine.Renderer;
import runflow.engine.encode.Job;
import runflow.engine.encode.Mp4Encoder;

/**
 * What a rendered video costs beside the encoder alone: the same frames, once from memory and
 * silent, once drawn as they are needed, with sound. All that a job does counts: reading the
 * prompt, plates, sound, the start of ffmpeg, the poster.
 */
final class Renders {
  private static final int SECONDS = 8;
  private static final int SECONDS_4K = 4;

  /** Short videos of each subject before the first is measured: with fewer, C2 is still at work. */
  private static final int WARM_UPS = 5;

  private static final Report.Aim AIM = Report.Aim.atMost(1.5);
  private static final Report.Aim AIM_4K = Report.Aim.atMost(1.9);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  private final Path folder;
  private final Path program;
  private final Renderer renderer;
  private final Report report;
  private final int rounds;

  /** The median of the ratios of each video. */
  private final List<Double> ratios = new ArrayList<>();

  Renders(Path lab, int rounds, Report report) throws IOException, InterruptedException {
    this.report = report;
    this.rounds = rounds;
    Path cache = Files.createDirectories(lab.resolve("cache"));
    Ffmpeg ffmpeg = Ffmpeg.locate(Optional.empty(), cache);
    folder = Files.createDirectories(lab.resolve("renders"));
    program = ffmpeg.path();
    renderer = new Renderer(ffmpeg);
  }

  static void measure(Lab lab, Report report) throws Exception {
    var renders = new Renders(lab.options().lab(), lab.options().rounds(), report);
    report.heading(
        "renders: %d s with sound, %d s in 4k, beside the encoder alone"
            .formatted(SECONDS, SECONDS_4K));
    Optional<Path> prompts = lab.options().prompts();
    List<Subject> all = prompts.isPresent() ? Subject.of(prompts.get()) : Subject.all();
    List<Subject> subjects = chosen(all, Subject::name, lab.options().scenes(), "--scenes");
    for (Subject subject : subjects) {
      renders.warmUp(subject);
    }
    List<String> resolutions =
        chosen(
            Subject.RESOLUTIONS,
            resolution -> resolution,
            lab.options().resolutions(),
            "--resolutions");
    for (String resolution : resolutions) {
      for (Subject subject : subjects) {
        if (subject.resolutions().contains(resolution)) {
          renders.measure(subject, resolution);
        }
      }
    }
    renders.reportAll();
  }

  /** Those of a list that a flag names; all without it. */
  private static <T> List<T> chosen(
      List<T> all, Function<T, String> name, List<String> wanted, String flag) {
    List<String> names = all.stream().map(name).toList();
    for (String word : wanted) {
      if (!names.contains(word)) {
        throw new IllegalArgumentException(
            "`%s` must name some of %s, but named `%s`"
                .formatted(flag, String.join(", ", names), word));
      }
    }
    return wanted.isEmpty()
        ? all
        : all.stream().filter(some -> wanted.contains(name.apply(some))).toList();
  }

  /** Reports the median of all ratios, if there are several. */
  private void reportAll() {
    if (ratios.size() > 1) {
      report.add("render: all / alone", "ratio", ratios.stream().mapToDouble(d -> d).toArray());
    }
  }

  void warmUp(Subject subject) throws Exception {
    for (int i = 0; i < WARM_UPS; i++) {
      whole(subject, Format.of("720p", false, 2, true));
    }
  }

  void measure(Subject subject, String resolution) throws Exception {
    boolean huge = resolution.equals("4k");
    Format format = Format.of(resolution, false, huge ? SECONDS_4K : SECONDS, true);
    String name = "render: %s %s".formatted(resolution, subject.name());
    double[] alone = new double[rounds];
    double[] whole = new double[rounds];
    double[] ratio = new double[rounds];
    List<byte[]> frames = frames(subject, format, name);
    for (int i = 0; i < rounds; i++) {
      alone[i] = encode(frames, format);
      whole[i] = whole(subject, format);
      ratio[i] = whole[i] / alone[i];
    }
    report.add(name + ", encoder alone", "s", alone);
    report.add(name, "s", whole);
    report.add(name + " / alone", "ratio", huge ? AIM_4K : AIM, ratio);
    ratios.add(report.figures().getLast().median());
  }

  /** Draws the frames, and reports how long the first took and how much work the others were. */
  private List<byte[]> frames(Subject subject, Format format, String name) throws Exception {
    List<byte[]> frames = new ArrayList<>();
    long start = System.nanoTime();
    long[] first = new long[2];
    Renderer.draw(
        subject.script(),
        subject.seed(),
        format,
        frame -> {
          frames.add(frame);
          if (frames.size() == 1) {
            first[0] = System.nanoTime();
            first[1] = THREADS.getCurrentThreadCpuTime();
          }
        });
    long rest = THREADS.getCurrentThreadCpuTime() - first[1];
    report.add(name + ", to the first frame", "s", (first[0] - start) / 1e9);
    report.add(name + ", drawing a frame", "CPU ms", rest / 1e6 / (frames.size() - 1));
    return frames;
  }

  /** Seconds. */
  private double encode(List<byte[]> frames, Format format)
      throws IOException, InterruptedException {
    Path target = folder.resolve("alone.mp4");
    var job =
        new Job(format.width(), format.height(), Format.FPS, Optional.empty(), target, "benchmark");
    long start = System.nanoTime();
    try (Mp4Encoder encoder = Mp4Encoder.start(program, job)) {
      for (byte[] frame : frames) {
        byte[] buffer = encoder.next();
        System.arraycopy(frame, 0, buffer, 0, frame.length);
        encoder.add(buffer);
      }
      encoder.end();
      encoder.finish();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Files.delete(target);
    return seconds;
  }

  /** Seconds. */
  private double whole(Subject subject, Format format) throws Exception {
    Path target = folder.resolve("whole.mp4");
    long start = System.nanoTime();
    renderer.render(subject.script(), subject.seed(), format, target, progress -> {});
    double seconds = (System.nanoTime() - start) / 1e9;
    Files.delete(target);
    return seconds;
  }
}
