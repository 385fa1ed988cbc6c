package runflow;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import runflow.config.Config;
import runflow.engine.Ffmpeg;
import runflow.engine.FrameGrab;
import runflow.engine.Renderer;
import runflow.engine.Speech;
import runflow.provider.Provider;
import runflow.provider.Rewriter;
import runflow.provider.sandbox.RenderShot;
import runflow.provider.sandbox.SandboxProvider;
import runflow.run.Providers;
import runflow.run.Thumbnails;

/**
 * Who makes the videos: the sandbox on this machine, and real providers.
 *
 * @param ffmpeg absent on a node that runs nothing
 * @param byName all of them
 */
record RunProviders(
    SandboxProvider sandbox,
    Optional<Ffmpeg> ffmpeg,
    Providers byName,
    Optional<Rewriter> rewriter) {
  /** Pixels. */
  private static final int WIDEST_THUMBNAIL = 640;

  /**
   * Puts them together.
   *
   * @param live those that the operator has configured
   * @param more further ones, which win over the configured
   */
  static RunProviders of(
      Config config,
      Platform platform,
      JobLanes lanes,
      LiveProviders live,
      Map<String, Provider> more)
      throws IOException, InterruptedException {
    var sandbox =
        new SandboxProvider(
            platform.db(),
            lanes.render(),
            platform.storage(),
            new SandboxProvider.Limits(config.runs().executionDeadline(), config.lanes().sandbox()),
            platform.clock());
    Optional<Ffmpeg> ffmpeg =
        config.worker()
            ? Optional.of(Ffmpeg.locate(config.engine().ffmpeg(), platform.data().resolve("cache")))
            : Optional.empty();
    Map<String, Provider> hosted = new HashMap<>(live.byName());
    hosted.putAll(more);
    var byName = new Providers(sandbox, hosted, platform.metrics().providers(), platform.clock());
    return new RunProviders(sandbox, ffmpeg, byName, live.rewriter());
  }

  /** Cuts thumbnails out of videos; none on a node that runs nothing. */
  Thumbnails thumbnails() {
    return ffmpeg.map(RunProviders::thumbnails).orElse(video -> Optional.empty());
  }

  private static Thumbnails thumbnails(Ffmpeg ffmpeg) {
    var frames = new FrameGrab(ffmpeg);
    return video -> frames.jpeg(video, WIDEST_THUMBNAIL);
  }

  /** What does the sandbox's work, one video a job; for a node that runs something. */
  RenderShot render(Config config, Platform platform, JobLanes lanes)
      throws IOException, InterruptedException {
    var renderer = new Renderer(ffmpeg.orElseThrow(), Speech.locate(config.engine().voice()));
    return new RenderShot(
        platform.db(),
        platform.storage(),
        renderer,
        platform.data().resolve("scratch").resolve("renders"),
        new RenderShot.Queue(lanes.render()::putFirst, run -> lanes.run().wake(run.value())),
        platform.clock());
  }
}
