package runflow.bench;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Function;
import javax.imageio.ImageIO;
import runflow.engine.Ffmpeg;
import runflow.engine.Format;
import runflow.engine.Renderer;
import runflow.engine.Script;
import runflow.engine.encode.Job;
import runflow.engine.encode.Mp4Encoder;

/**
 * What a rendered video costs beside the encoder alone: the same frames, once from memory and
 * silent, once drawn as they are needed, with sound. All that a job does counts: reading the
 * prompt, plates, sound, the start of ffmpeg, the poster.
 */
final class Renders {
  private static final long SEED = 7;
  private static final int SECONDS = 8;
  private static final int SECONDS_4K = 4;

  /** Short videos of each subject before the first is measured: with fewer, C2 is still at work. */
  private static final int WARM_UPS = 5;

  private static final Report.Aim AIM = Report.Aim.atMost(1.5);
  private static final Report.Aim AIM_4K = Report.Aim.atMost(1.9);
  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

  /** A script by a short name, and the resolutions in which it is measured. */
  record Subject(String name, List<String> resolutions, Script script) {}

  private final Path folder;
  private final Path program;
  private final Renderer renderer;
  private final Report report;
  private final int rounds;

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
    List<Subject> subjects = chosen(subjects(), Subject::name, lab.options().scenes(), "--scenes");
    for (Subject subject : subjects) {
      renders.warmUp(subject);
    }
    List<String> resolutions =
        chosen(
            List.of("720p", "1080p", "4k"),
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

  static List<Subject> subjects() throws IOException {
    List<Subject> out = new ArrayList<>();
    large(out, "mars", "An astronaut walks over the red dunes of Mars, Phobos in a dusty sky");
    large(out, "cathedral", "A woman walks through a cathedral with a rose window");
    large(out, "city", "Tokyo at night in the rain, neon signs, cars on wet streets");
    small(out, "flower", "A red flower opens in a garden, macro, morning light");
    small(out, "lake", "A rowing boat on a mountain lake at golden hour");
    small(out, "forest", "A deer in a misty autumn forest, falling leaves");
    small(out, "train", "A steam train crosses a prairie under drifting clouds");
    small(out, "sea", "A lighthouse in a storm, waves, lightning, rain");
    small(out, "space", "Saturn and its rings in deep space, slow orbit");
    Script still = new Script.Image(picture(), "The camera moves slowly into the hills", "");
    out.add(new Subject("picture", List.of("720p", "1080p"), still));
    return out;
  }

  private static void large(List<Subject> out, String name, String prompt) {
    out.add(new Subject(name, List.of("720p", "1080p", "4k"), new Script.Text(prompt, "")));
  }

  private static void small(List<Subject> out, String name, String prompt) {
    out.add(new Subject(name, List.of("720p"), new Script.Text(prompt, "")));
  }

  /** A PNG file of a landscape with fine detail. */
  private static byte[] picture() throws IOException {
    var image = new BufferedImage(1920, 1080, BufferedImage.TYPE_INT_RGB);
    Graphics2D pen = image.createGraphics();
    pen.setPaint(new GradientPaint(0, 0, new Color(0x3060a0), 0, 640, new Color(0xf0c090)));
    pen.fillRect(0, 0, 1920, 1080);
    var random = new SplittableRandom(SEED);
    for (int i = 0; i < 60_000; i++) {
      int y = 560 + random.nextInt(520);
      int size = 2 + (y - 560) / 20;
      pen.setColor(new Color(20 + random.nextInt(60), 60 + y / 12 + random.nextInt(40), 30));
      pen.fillOval(random.nextInt(1920), y, size, size / 2 + 1);
    }
    pen.dispose();
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    return out.toByteArray();
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
  }

  /** Draws the frames, and reports how long the first took and how much work the others were. */
  private List<byte[]> frames(Subject subject, Format format, String name) throws Exception {
    List<byte[]> frames = new ArrayList<>();
    long start = System.nanoTime();
    long[] first = new long[2];
    Renderer.draw(
        subject.script(),
        SEED,
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
    renderer.render(subject.script(), SEED, format, target, progress -> {});
    double seconds = (System.nanoTime() - start) / 1e9;
    Files.delete(target);
    return seconds;
  }
}
