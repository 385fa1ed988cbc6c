package runflow.provider.sandbox;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.asset.Storage;
import runflow.db.Db;
import runflow.db.Trees;
import runflow.engine.Format;
import runflow.engine.Picture;
import runflow.engine.PictureException;
import runflow.engine.Renderer;
import runflow.engine.Rendering;
import runflow.engine.Script;
import runflow.error.FailureCode;
import runflow.id.RunId;
import runflow.job.Job;
import runflow.job.NextStep;

/**
 * The job of one render. The engine works on a platform thread of its own, so that a busy renderer
 * never holds a carrier of virtual threads; this job looks at it every half second, records
 * progress and stops it when the render was cancelled or the node stops. A render that was cut off
 * starts again from its row.
 */
public final class RenderShot implements Job {
  private static final Logger log = LoggerFactory.getLogger(RenderShot.class);
  private static final long LOOK_MS = 500;
  private static final int MOST_AHEAD = 50;
  private static final Duration STORAGE_PAUSE = Duration.ofSeconds(5);
  private static final long LARGEST_CLIP = 2L << 30;
  private static final long CLIP_SEED = 7;
  private static final String CLIP_PROMPT = "A calm lake below mountains at golden hour, slow pan";

  private final Db db;
  private final RenderStore store;
  private final Storage storage;
  private final Renderer renderer;
  private final Path scratch;
  private final Queue queue;
  private final InstantSource clock;

  /**
   * What renders do to those that wait.
   *
   * @param first lets those of some jobs that are due start before all others; false if none is
   * @param rendered is told when a run's render has ended
   */
  public record Queue(Predicate<List<UUID>> first, Consumer<RunId> rendered) {}

  /**
   * A render job; drops the unfinished files that a crash left.
   *
   * @param scratch folder for unfinished files, of this process alone
   * @param queue where the jobs of renders wait
   * @throws IOException if the folder cannot be made or emptied
   */
  public RenderShot(
      Db db, Storage storage, Renderer renderer, Path scratch, Queue queue, InstantSource clock)
      throws IOException {
    this.db = db;
    this.store = new RenderStore(db);
    this.storage = storage;
    this.renderer = renderer;
    this.scratch = emptied(scratch);
    this.queue = queue;
    this.clock = clock;
  }

  private static Path emptied(Path folder) throws IOException {
    Trees.delete(folder);
    return Files.createDirectories(folder);
  }

  @Override
  public NextStep run(UUID id) throws InterruptedException {
    RunId run = new RunId(id);
    if (isAnothersTurn(run)) {
      return NextStep.again(clock.instant());
    }
    Optional<RenderStore.Render> render = store.find(run);
    if (render.isEmpty() || !store.progress(run, 0)) {
      return NextStep.done();
    }
    store.turn(run);
    try {
      work(render.get());
    } catch (StorageTrouble e) {
      log.warn("run {}: its clip could not be stored and is rendered again: {}", run, e.reason());
      return NextStep.again(clock.instant().plus(STORAGE_PAUSE));
    }
    queue.rendered().accept(run);
    return NextStep.done();
  }

  /** Organisations share the engine in turns, however many renders one of them has waiting. */
  private boolean isAnothersTurn(RunId run) {
    List<UUID> ahead = store.ahead(run, MOST_AHEAD).stream().map(RunId::value).toList();
    return !ahead.isEmpty() && queue.first().test(ahead);
  }

  private void work(RenderStore.Render render) throws InterruptedException, StorageTrouble {
    String fail = render.shot().fail();
    if (fail != null) {
      FailureCode code = FailureCode.valueOf(fail);
      end(render, new RenderStore.Trouble(code, SandboxProvider.rejected(code).message()));
      return;
    }
    boolean portrait = portrait(render.shot(), render.image());
    String clipName = render.shot().clipName(portrait);
    try {
      Optional<Clip> kept = render.shot().instant() ? store.clip(clipName) : Optional.empty();
      Optional<Clip> clip = kept.isPresent() ? kept : film(render, portrait);
      clip.ifPresent(made -> end(render, made, clipName));
    } catch (PictureException e) {
      end(
          render,
          new RenderStore.Trouble(
              FailureCode.INPUT_VALIDATION_FAILED,
              "the picture cannot be used: " + e.getMessage()));
    } catch (IOException | EngineFault e) {
      log.error("run {}: the render failed and the run will fail with it", render.run(), e);
      end(
          render,
          new RenderStore.Trouble(FailureCode.INTERNAL, "the sandbox engine could not render it"));
    }
  }

  /** Renders into storage; empty if the render was cancelled meanwhile. */
  private Optional<Clip> film(RenderStore.Render render, boolean portrait)
      throws IOException, InterruptedException, PictureException, StorageTrouble {
    Format format = render.shot().format(portrait);
    Path target = scratch.resolve(render.run() + ".mp4");
    var progress = new Progress();
    Instant start = clock.instant();
    var task =
        new FutureTask<Rendering>(
            () -> renderer.render(script(render), seed(render), format, target, progress::at));
    Thread thread = Thread.ofPlatform().name("render-" + render.run()).daemon().start(task);
    try {
      Optional<Rendering> finished = watch(render.run(), task, progress);
      if (finished.isEmpty()) {
        return Optional.empty();
      }
      long took = Duration.between(start, clock.instant()).toMillis();
      boolean kept = render.shot().instant();
      return Optional.of(
          keep(finished.get(), format, took, kept ? List.of() : finished.get().notes()));
    } finally {
      thread.interrupt();
      thread.join(Duration.ofSeconds(5));
      Files.deleteIfExists(target);
    }
  }

  private Optional<Rendering> watch(RunId run, FutureTask<Rendering> task, Progress progress)
      throws IOException, InterruptedException, PictureException {
    while (true) {
      try {
        return Optional.of(task.get(LOOK_MS, TimeUnit.MILLISECONDS));
      } catch (TimeoutException e) {
        if (!store.progress(run, progress.percent())) {
          log.info("run {}: render cancelled at {} %", run, progress.percent());
          return Optional.empty();
        }
      } catch (ExecutionException e) {
        switch (e.getCause()) {
          case IOException io -> throw io;
          case PictureException picture -> throw picture;
          case InterruptedException interrupted -> throw interrupted;
          case null, default -> throw new EngineFault(e);
        }
      }
    }
  }

  private Clip keep(Rendering rendering, Format format, long tookMs, List<String> notes)
      throws InterruptedException, StorageTrouble {
    byte[] jpeg = rendering.posterJpeg();
    try (InputStream in = Files.newInputStream(rendering.video())) {
      String video = storage.put(in, LARGEST_CLIP).sha256();
      String poster = storage.put(new ByteArrayInputStream(jpeg), jpeg.length).sha256();
      return new Clip(
          video,
          poster,
          format.width(),
          format.height(),
          format.seconds(),
          format.audio(),
          tookMs,
          notes);
    } catch (ClosedByInterruptException e) {
      throw new InterruptedException("the node stops while a clip is stored");
    } catch (IOException e) {
      throw new StorageTrouble(e);
    }
  }

  private void end(RenderStore.Render render, Clip clip, String clipName) {
    db.useTx(
        tx -> {
          store.end(tx, render.run(), RenderStore.State.DONE, clip, clock.instant());
          if (render.shot().instant()) {
            store.keepClip(tx, clipName, clip, clock.instant());
          }
        });
  }

  private void end(RenderStore.Render render, RenderStore.Trouble trouble) {
    db.useTx(tx -> store.end(tx, render.run(), RenderStore.State.FAILED, trouble, clock.instant()));
  }

  private static Script script(RenderStore.Render render) {
    Shot shot = render.shot();
    if (shot.instant()) {
      return new Script.Text(CLIP_PROMPT, "");
    }
    return render
        .image()
        .<Script>map(image -> new Script.Image(image, shot.prompt(), shot.negativePrompt()))
        .orElseGet(() -> new Script.Text(shot.prompt(), shot.negativePrompt()));
  }

  private static long seed(RenderStore.Render render) {
    return render.shot().instant() ? CLIP_SEED : render.seed();
  }

  /**
   * Whether the video stands upright; a picture that cannot be read fails later, with its reason.
   */
  static boolean portrait(Shot shot, Optional<byte[]> image) {
    if (!shot.aspectRatio().equals("auto")) {
      return shot.aspectRatio().equals("9:16");
    }
    try {
      return image.isPresent() && Picture.read(image.get()).portrait();
    } catch (PictureException e) {
      return false;
    }
  }

  /** A finished clip that the storage does not take now. */
  private static final class StorageTrouble extends Exception {
    private static final long serialVersionUID = 1L;

    StorageTrouble(IOException cause) {
      super(cause);
    }

    String reason() {
      return String.valueOf(getCause());
    }
  }

  /** The engine broke: the same render would break again. */
  private static final class EngineFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    EngineFault(ExecutionException cause) {
      super(cause);
    }
  }

  /** Written by the render thread, read by the job. */
  private static final class Progress {
    private volatile double share;

    void at(double value) {
      share = value;
    }

    int percent() {
      return (int) Math.clamp(share * 100, 0, 99);
    }
  }
}
