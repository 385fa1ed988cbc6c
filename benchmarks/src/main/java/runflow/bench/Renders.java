package runflow.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import runflow.engine.Ffmpeg;
import runflow.engine.Format;
import runflow.engine.Renderer;
import runflow.engine.Script;
import runflow.engine.encode.Job;
import runflow.engine.encode.Mp4Encoder;
import runflow.engine.raster.SceneShot;
import runflow.engine.raster.Shot;
import runflow.engine.raster.Size;
import runflow.engine.scene.SceneReader;

/**
 * What a rendered video costs beside the encoder alone: the same frames, once from memory and
 * silent, once drawn as they are needed, with sound.
 */
final class Renders {
  private static final long SEED = 7;
  private static final int SECONDS = 4;
  private static final Report.Aim AIM = Report.Aim.atMost(1.5);
  private static final Report.Aim AIM_4K = Report.Aim.atMost(1.9);

  /** A prompt by a short name; {@code large} ones are measured in every resolution. */
  private record Prompt(String name, boolean large, String text) {}

  private static final List<Prompt> PROMPTS =
      List.of(
          new Prompt(
              "mars", true, "An astronaut walks over the red dunes of Mars, Phobos in a dusty sky"),
          new Prompt("cathedral", true, "A woman walks through a cathedral with a rose window"),
          new Prompt("city", true, "Tokyo at night in the rain, neon signs, cars on wet streets"),
          new Prompt("flower", false, "A red flower opens in a garden, macro, morning light"),
          new Prompt("lake", false, "A rowing boat on a mountain lake at golden hour"),
          new Prompt("forest", false, "A deer in a misty autumn forest, falling leaves"),
          new Prompt("train", false, "A steam train crosses a prairie under drifting clouds"),
          new Prompt("sea", false, "A lighthouse in a storm, waves, lightning, rain"),
          new Prompt("space", false, "Saturn and its rings in deep space, slow orbit"));

  private final Path folder;
  private final Path program;
  private final Renderer renderer;
  private final Report report;
  private final int rounds;

  private Renders(Path folder, Ffmpeg ffmpeg, Path program, Report report, int rounds) {
    this.folder = folder;
    this.program = program;
    this.renderer = new Renderer(ffmpeg);
    this.report = report;
    this.rounds = rounds;
  }

  static void measure(Lab lab, Report report) throws Exception {
    Path cache = Files.createDirectories(lab.options().lab().resolve("cache"));
    Ffmpeg ffmpeg = Ffmpeg.locate(Optional.empty(), cache);
    Path folder = Files.createDirectories(lab.options().lab().resolve("renders"));
    var renders = new Renders(folder, ffmpeg, ffmpeg.path(), report, lab.options().rounds());
    report.heading("renders: %d s with sound, beside the encoder alone".formatted(SECONDS));
    renders.warmUp();
    for (String resolution : List.of("720p", "1080p", "4k")) {
      for (Prompt prompt : PROMPTS) {
        if (prompt.large() || resolution.equals("720p")) {
          renders.measure(prompt, Format.of(resolution, false, SECONDS, true), resolution);
        }
      }
    }
  }

  private void warmUp() throws Exception {
    for (Prompt prompt : PROMPTS) {
      whole(prompt, Format.of("720p", false, 1, true));
    }
  }

  private void measure(Prompt prompt, Format format, String resolution) throws Exception {
    double[] alone = new double[rounds];
    double[] whole = new double[rounds];
    double[] ratio = new double[rounds];
    List<byte[]> frames = frames(prompt, format);
    for (int i = 0; i < rounds; i++) {
      alone[i] = encode(frames, format);
      whole[i] = whole(prompt, format);
      ratio[i] = whole[i] / alone[i];
    }
    String name = "render: %s %s".formatted(resolution, prompt.name());
    report.add(name + ", encoder alone", "s", alone);
    report.add(name, "s", whole);
    report.add(name + " / alone", "ratio", resolution.equals("4k") ? AIM_4K : AIM, ratio);
  }

  private static List<byte[]> frames(Prompt prompt, Format format) throws InterruptedException {
    Shot shot =
        SceneShot.of(
            new SceneReader().read(prompt.text(), "", SEED),
            SEED,
            new Size(format.width(), format.height(), format.seconds()));
    List<byte[]> frames = new ArrayList<>();
    for (int i = 0; i < format.frames(); i++) {
      byte[] frame = new byte[format.width() * format.height() * 3 / 2];
      shot.draw(i / (float) Format.FPS, frame);
      frames.add(frame);
    }
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
      encoder.finish();
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    Files.delete(target);
    return seconds;
  }

  /** Seconds. */
  private double whole(Prompt prompt, Format format) throws Exception {
    Path target = folder.resolve("whole.mp4");
    long start = System.nanoTime();
    renderer.render(new Script.Text(prompt.text(), ""), SEED, format, target, progress -> {});
    double seconds = (System.nanoTime() - start) / 1e9;
    Files.delete(target);
    return seconds;
  }
}
