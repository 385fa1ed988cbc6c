package runflow.engine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.DoubleConsumer;
import runflow.engine.encode.Job;
import runflow.engine.encode.Mp4Encoder;
import runflow.engine.raster.PictureShot;
import runflow.engine.raster.SceneShot;
import runflow.engine.raster.Shot;
import runflow.engine.raster.Size;
import runflow.engine.scene.Reading;
import runflow.engine.scene.Scene;
import runflow.engine.scene.SceneReader;

/**
 * Renders scripts to MP4 files. The same script, seed and format give the same bytes with the same
 * version of the engine and the same ffmpeg program; the bundled one was seen to encode alike with
 * and without the extensions of its CPU.
 *
 * <p>Safe to share: each call has its own plates, ring of frames and child process, and keeps no
 * list of frames. A call was measured to need at most 50 MB of heap at 720p, 100 MB at 1080p and
 * 340 MB at 4k; for a picture also up to 256 MiB while it is decoded, or 400 MB for a lossy WebP;
 * and 1.5 MB for each second of sound until encoding starts. Two threads build plates, then one
 * draws, one feeds ffmpeg, and ffmpeg encodes on two.
 */
public final class Renderer {
  static final String COMMENT = "made by the Runflow sandbox engine";

  private static final int POSTER_SIDE = 640;
  private static final float POSTER_AT = 0.45f;
  private static final SceneReader READER = new SceneReader();

  private final Ffmpeg ffmpeg;
  private final Speech speech;

  /** A renderer that speaks no words. */
  public Renderer(Ffmpeg ffmpeg) {
    this(ffmpeg, Speech.none());
  }

  /** A renderer whose quoted words are said by a voice, if there is one. */
  public Renderer(Ffmpeg ffmpeg, Speech speech) {
    this.ffmpeg = ffmpeg;
    this.speech = speech;
  }

  /**
   * Renders a video; returns when the file is complete. To be called on a platform thread, which
   * waits for those of the engine. Interrupting it cancels: ffmpeg is killed and every file
   * removed.
   *
   * @param target where the file appears, all at once, over what is there
   * @param progress told 0 to 1 a few times a second, from a thread of the engine
   * @throws IOException if ffmpeg fails or the file cannot be written
   * @throws InterruptedException if the thread was interrupted
   * @throws PictureException if the script's picture cannot be used
   */
  public Rendering render(
      Script script, long seed, Format format, Path target, DoubleConsumer progress)
      throws IOException, InterruptedException, PictureException {
    Path work = Files.createTempDirectory(target.toAbsolutePath().resolveSibling(""), ".render-");
    Path sound = work.resolve("sound.wav");
    Path video = work.resolve("video.mp4");
    try (Ticker ticker = new Ticker(progress)) {
      Made made = render(new Task(script, seed, format), sound, video, ticker);
      Files.move(
          video, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      ticker.reach(1);
      List<String> notes = new ArrayList<>(notes(script, seed));
      notes.addAll(made.notes());
      return new Rendering(target, made.poster(), notes);
    } finally {
      Files.deleteIfExists(sound);
      Files.deleteIfExists(video);
      Files.deleteIfExists(work);
    }
  }

  /** What one call is to do. */
  private record Task(Script script, long seed, Format format) {
    Size size() {
      return new Size(format.width(), format.height(), format.seconds());
    }
  }

  /** A poster, and what there is to say about the sound. */
  private record Made(byte[] poster, List<String> notes) {}

  private Made render(Task task, Path sound, Path video, Ticker ticker)
      throws IOException, InterruptedException, PictureException {
    Format format = task.format();
    Reading reading = read(task.script(), task.seed());
    Scene scene = reading.scene();
    Speaking speaking = new Speaking(speech, Quotes.of(task.script().prompt()));
    try (Background<SoundFile.Made> heard =
            Background.start(
                "engine-sound", () -> SoundFile.make(scene, task.seed(), format, speaking, sound));
        Background<Shot> plates = Background.start("engine-shot", () -> shot(task, reading))) {
      SoundFile.Made made = heard.await();
      Job job = new Job(format.width(), format.height(), Format.FPS, made.wav(), video, COMMENT);
      try (Mp4Encoder encoder = Mp4Encoder.start(ffmpeg.path(), job);
          Background<byte[]> frames =
              Background.start(
                  "engine-draw", () -> draw(plates.await(), format, encoder, ticker))) {
        byte[] middle = frames.await();
        // while ffmpeg still has frames to encode, and nothing is left to draw
        int longer = Math.max(format.width(), format.height());
        byte[] poster = Jpeg.of(middle, format, longer / POSTER_SIDE, 0.85f);
        encoder.finish();
        return new Made(poster, made.notes());
      }
    }
  }

  /** Draws every frame, and returns a copy of the one that the poster shows. */
  private static byte[] draw(Shot shot, Format format, Mp4Encoder encoder, Ticker ticker)
      throws IOException, InterruptedException {
    ticker.reach(0.05);
    int frames = format.frames();
    int posterFrame = (int) (frames * POSTER_AT);
    byte[] copy = new byte[0];
    for (int i = 0; i < frames; i++) {
      if (Thread.interrupted()) {
        throw new InterruptedException();
      }
      byte[] frame = encoder.next();
      shot.draw(i / (float) Format.FPS, frame);
      if (i == posterFrame) {
        copy = frame.clone();
      }
      encoder.add(frame);
      ticker.reach(0.05 + 0.93 * (i + 1) / frames);
    }
    encoder.end();
    return copy;
  }

  /**
   * Draws every frame of a video, without ffmpeg and without sound.
   *
   * @param sink given the I420 bytes of each frame, in order, in an array of its own
   */
  public static void draw(Script script, long seed, Format format, Consumer<byte[]> sink)
      throws InterruptedException, PictureException {
    Task task = new Task(script, seed, format);
    Shot shot = shot(task, read(script, seed));
    for (int i = 0; i < format.frames(); i++) {
      byte[] frame = new byte[format.width() * format.height() * 3 / 2];
      shot.draw(i / (float) Format.FPS, frame);
      sink.accept(frame);
    }
  }

  private static Reading read(Script script, long seed) {
    return READER.explain(Quotes.without(script.prompt()), script.negativePrompt(), seed);
  }

  /**
   * What is understood of a script and what is not, without rendering it: at most six plain
   * sentences of at most 480 characters.
   */
  public static List<String> notes(Script script, long seed) {
    Reading reading = read(script, seed);
    return switch (script) {
      case Script.Text _ -> reading.notes();
      case Script.Image _ -> reading.notesForPicture();
    };
  }

  private static Shot shot(Task task, Reading reading)
      throws InterruptedException, PictureException {
    return switch (task.script()) {
      case Script.Text _ -> SceneShot.of(reading.scene(), task.seed(), task.size());
      case Script.Image image ->
          PictureShot.of(
              PictureReader.read(Picture.read(image.image()), task.format()),
              reading.scene().move(),
              reading.particlesNamed(),
              task.seed(),
              task.size());
    };
  }

  /**
   * One frame, without ffmpeg.
   *
   * @param at seconds from the start
   * @return a JPEG file of the format's size
   */
  public static byte[] still(Script script, long seed, Format format, double at)
      throws IOException, InterruptedException, PictureException {
    Task task = new Task(script, seed, format);
    byte[] frame = new byte[format.width() * format.height() * 3 / 2];
    shot(task, read(script, seed)).draw((float) at, frame);
    return Jpeg.of(frame, format, 1, 0.88f);
  }
}
