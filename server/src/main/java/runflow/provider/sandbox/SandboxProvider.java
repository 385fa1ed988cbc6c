package runflow.provider.sandbox;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import runflow.asset.Storage;
import runflow.db.Db;
import runflow.error.FailureCode;
import runflow.error.FieldError;
import runflow.id.RunId;
import runflow.job.JobLane;
import runflow.provider.Artifact;
import runflow.provider.CallLog;
import runflow.provider.MediaInput;
import runflow.provider.Provider;
import runflow.provider.ProviderRequest;
import runflow.provider.ProviderResult;
import runflow.provider.Terms;
import tools.jackson.databind.JsonNode;

/**
 * The sandbox as a provider: takes jobs into its own durable lane, tells their progress, answers
 * instant runs from kept clips. It checks no content, so {@code nsfw} stays empty unless the run's
 * script says otherwise.
 */
public final class SandboxProvider implements Provider {
  private static final Duration POLL = Duration.ofMillis(400);

  /** The lane of runs that need no engine: their clip is kept, or they are told to fail. */
  private static final String INSTANT = "instant";

  private static final int INSTANT_PLACES = 256;

  private final Db db;
  private final RenderStore store;
  private final JobLane renders;
  private final Storage storage;
  private final Map<String, Clip> clips = new ConcurrentHashMap<>();
  private final Limits limits;
  private final InstantSource clock;

  /**
   * What bounds a run.
   *
   * @param executionTime how long it may take from its dispatch on
   * @param places how many of one account and model may be rendered at a time
   */
  public record Limits(Duration executionTime, int places) {}

  /**
   * A provider whose jobs wait in a lane.
   *
   * @param renders lane that {@link RenderShot} works off
   */
  public SandboxProvider(
      Db db, JobLane renders, Storage storage, Limits limits, InstantSource clock) {
    this.db = db;
    this.store = new RenderStore(db);
    this.renders = renders;
    this.storage = storage;
    this.limits = limits;
    this.clock = clock;
  }

  /** Those of the files that are clips which are kept for instant runs. */
  public Set<String> needed(Set<String> sha256s) {
    Set<String> needed = new HashSet<>();
    for (Clip clip : store.clips()) {
      needed.add(clip.sha256());
      needed.add(clip.posterSha256());
    }
    needed.retainAll(sha256s);
    return needed;
  }

  @Override
  public String name() {
    return "sandbox";
  }

  @Override
  public List<FieldError> check(ProviderRequest request) {
    return Direction.problems(request.metadata());
  }

  @Override
  public Terms terms() {
    return Terms.within(limits.executionTime()).submittingOnce().cancellingForFree(true);
  }

  @Override
  public List<String> ignored(ProviderRequest request) {
    List<String> ignored = new ArrayList<>();
    if (request.input().path("auto_fix").asBoolean(false)) {
      ignored.add("`auto_fix` had no effect: the sandbox refuses no prompt and rewrites none");
    }
    if (request.input().hasNonNull("safety_tolerance")) {
      ignored.add("`safety_tolerance` had no effect: the sandbox checks no content");
    }
    if (Direction.read(request.metadata()).instant()) {
      ignored.add(
          "the prompt had no effect: `metadata.sandbox.instant` answers with a clip that is kept");
    }
    return ignored;
  }

  @Override
  public Optional<String> verify(CallLog calls) {
    return Optional.empty();
  }

  @Override
  public String lane(ProviderRequest request) {
    return Direction.read(request.metadata()).needsNoEngine() ? INSTANT : request.model();
  }

  @Override
  public OptionalInt places(String lane) {
    return OptionalInt.of(lane.equals(INSTANT) ? INSTANT_PLACES : limits.places());
  }

  @Override
  public ProviderResult.OfSubmit submit(ProviderRequest request, CallLog calls) {
    Direction direction = Direction.read(request.metadata());
    Shot shot = Shot.of(request.input(), direction);
    long seed = seed(request.input().path("seed"));
    if (direction.delay().isZero()) {
      if (direction.fail().isPresent()) {
        return rejected(direction.fail().get());
      }
      Optional<Clip> kept =
          direction.instant() ? kept(shot.clipName(portrait(shot, request))) : Optional.empty();
      if (kept.isPresent()) {
        return succeeded(kept.get(), shot, seed);
      }
    }
    var render =
        new RenderStore.Render(
            request.run(),
            shot,
            request.media().stream().findFirst().map(MediaInput::bytes),
            seed,
            RenderStore.State.WAITING,
            0,
            null);
    db.useTx(
        tx -> {
          if (store.insert(tx, render, clock.instant())) {
            renders.enqueue(
                tx, List.of(request.run().value()), clock.instant().plus(direction.delay()));
          }
        });
    return new ProviderResult.Accepted(request.run().toString(), POLL);
  }

  @Override
  public ProviderResult.OfPoll poll(String ref, CallLog calls) {
    Optional<RenderStore.Render> found = RunId.parse(ref).flatMap(store::status);
    if (found.isEmpty()) {
      return new ProviderResult.Lost("the sandbox does not know the run");
    }
    RenderStore.Render render = found.get();
    return switch (render.state()) {
      case WAITING, RENDERING ->
          new ProviderResult.Running(OptionalInt.of(render.progress()), POLL);
      case DONE -> succeeded(render.clip(), render.shot(), render.seed());
      case FAILED ->
          new ProviderResult.Rejected(render.trouble().code(), render.trouble().message());
      case CANCELED -> new ProviderResult.Lost("the render was cancelled");
    };
  }

  @Override
  public boolean cancel(String ref, CallLog calls) {
    RunId.parse(ref).ifPresent(run -> store.cancel(run, clock.instant()));
    return true;
  }

  /** A kept clip stays as it is, so it is looked up once. */
  private Optional<Clip> kept(String name) {
    Clip known = clips.get(name);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Clip> found = store.clip(name);
    found.ifPresent(clip -> clips.put(name, clip));
    return found;
  }

  /** A file of the sandbox lies in the server's storage from the start. */
  private record StoredContent(Storage storage, String name) implements Artifact.Content {
    @Override
    public InputStream open() throws IOException {
      return storage.read(name);
    }

    @Override
    public Optional<String> storedName() {
      return Optional.of(name);
    }
  }

  static ProviderResult.Rejected rejected(FailureCode code) {
    return new ProviderResult.Rejected(
        code, "the run was scripted to fail so (`metadata.sandbox.fail`)");
  }

  private ProviderResult.Succeeded succeeded(Clip clip, Shot shot, long seed) {
    var artifact =
        new Artifact(
            new StoredContent(storage, clip.sha256()),
            Optional.of(
                new Artifact.Measures(
                    clip.width(),
                    clip.height(),
                    clip.seconds(),
                    runflow.engine.Format.FPS,
                    clip.audio())),
            Optional.of(new StoredContent(storage, clip.posterSha256())));
    return new ProviderResult.Succeeded(
        List.of(artifact),
        Optional.ofNullable(shot.nsfw()),
        OptionalLong.of(seed),
        Optional.of(Duration.ofMillis(clip.inferenceMs())),
        clip.notes());
  }

  /** The caller's seed, or one drawn from 32 bits as providers do. */
  private static long seed(JsonNode given) {
    return given.isIntegralNumber()
        ? given.longValue()
        : ThreadLocalRandom.current().nextLong(1L << 32);
  }

  private static boolean portrait(Shot shot, ProviderRequest request) {
    return RenderShot.portrait(shot, request.media().stream().findFirst().map(MediaInput::bytes));
  }
}
