package runflow.run;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import runflow.asset.SignedLinks;
import runflow.http.Caller;
import runflow.http.PublicUrl;
import runflow.json.Json;
import runflow.json.RawJson;
import runflow.json.Timestamp;
import tools.jackson.databind.node.ObjectNode;

/**
 * The run object of the API (contract, section 3): every field always present, links freshly
 * signed.
 */
public final class RunView {
  private final PublicUrl publicUrl;
  private final SignedLinks links;
  private final boolean whole;

  RunView(PublicUrl publicUrl, SignedLinks links) {
    this(publicUrl, links, true);
  }

  private RunView(PublicUrl publicUrl, SignedLinks links, boolean whole) {
    this.publicUrl = publicUrl;
    this.links = links;
    this.whole = whole;
  }

  /**
   * Runs as a caller sees them. Who has only a read token is a browser: where the run calls back
   * and what its maker noted with it are not for that, and what the token does not open is no link.
   */
  RunView to(Caller caller) {
    return caller.grant().run().isEmpty() ? this : new RunView(publicUrl, links, false);
  }

  /** The run object, in the order of its fields. */
  public record Body(
      String id,
      String statusCode,
      boolean terminal,
      String model,
      String targetType,
      String orgId,
      boolean livemode,
      String provider,
      RawJson input,
      @Nullable Output output,
      @Nullable RawJson metadata,
      @Nullable String clientRef,
      @Nullable String callbackUrl,
      @Nullable String batchId,
      String cost,
      RawJson costBreakdown,
      @Nullable Integer progress,
      @Nullable Integer queuePosition,
      @Nullable Long durationMs,
      String createdAt,
      @Nullable String startedAt,
      @Nullable String completedAt,
      @Nullable String failureCode,
      @Nullable String failureMessage,
      @Nullable String failureStageCode,
      @Nullable Problem error,
      String requestId,
      String sourceCode,
      Links links) {}

  /** Why a run failed. */
  public record Problem(String code, String message) {}

  /** Where a run and what belongs to it can be asked for. */
  public record Links(
      String self, String events, @Nullable String callback, @Nullable String cancellation) {}

  /** The output object of the seeds. */
  public record Output(
      List<File> outputs,
      @Nullable Boolean nsfwDetected,
      @Nullable Long seed,
      @Nullable Timing timing) {}

  /** How long the provider says it took. */
  public record Timing(long inferenceMs) {}

  /**
   * One artifact.
   *
   * @param duration in seconds; whole numbers leave without a fraction, as {@code fps}
   */
  public record File(
      String url,
      String type,
      String mimeType,
      int width,
      int height,
      Number duration,
      Number fps,
      boolean hasAudio,
      long sizeBytes,
      String sha256,
      @Nullable String thumbnailUrl) {}

  Body of(Run run) {
    Run.Order order = run.order();
    Optional<RunState.Failure> failure = failure(run.state());
    return new Body(
        run.id().toString(),
        run.state().code(),
        run.closed(),
        order.model(),
        "model",
        run.account().org().toString(),
        run.account().livemode(),
        run.pinned().provider(),
        new RawJson(order.input()),
        output(run).orElse(null),
        order.metadata().filter(_ -> whole).map(RawJson::new).orElse(null),
        order.clientRef().orElse(null),
        order.callbackUrl().filter(_ -> whole).orElse(null),
        order.membership().map(place -> place.batch().toString()).orElse(null),
        run.cost().decimal(),
        new RawJson(run.pinned().costBreakdown()),
        orNull(progress(run.state())),
        orNull(position(run.state())),
        durationMs(run).orElse(null),
        Timestamp.text(run.timeline().createdAt()),
        run.timeline().startedAt().map(Timestamp::text).orElse(null),
        run.timeline().completedAt().map(Timestamp::text).orElse(null),
        failure.map(f -> f.code().name()).orElse(null),
        message(run.state()).orElse(null),
        failure.map(f -> RunRow.code(f.stage())).orElse(null),
        failure.map(f -> new Problem(f.code().name(), f.message())).orElse(null),
        order.requestId(),
        order.source(),
        links(run));
  }

  /** The run object as a tree. */
  ObjectNode json(Run run) {
    return (ObjectNode) Json.tree(Json.bytes(of(run)));
  }

  private Links links(Run run) {
    String self = publicUrl.of("/v1/runs/" + run.id());
    return new Links(
        self,
        self + "/events",
        whole && run.order().callbackUrl().isPresent() ? self + "/callback" : null,
        whole && !run.closed() ? self + "/cancellation" : null);
  }

  private static Optional<RunState.Failure> failure(RunState state) {
    return state instanceof RunState.Failed failed
        ? Optional.of(failed.failure())
        : Optional.empty();
  }

  /** Why a run failed, or why a cancelled one had to be paid. */
  private static Optional<String> message(RunState state) {
    return switch (state) {
      case RunState.Failed failed -> Optional.of(failed.failure().message());
      case RunState.Canceled canceled -> canceled.owing();
      case RunState.Open open -> Optional.empty();
      case RunState.Succeeded succeeded -> Optional.empty();
    };
  }

  /** Empty unless the run succeeded. */
  Optional<Output> output(Run run) {
    if (!(run.state() instanceof RunState.Succeeded(RunOutput output))) {
      return Optional.empty();
    }
    Long took = output.inferenceMs();
    return Optional.of(
        new Output(
            output.outputs().stream().map(this::file).toList(),
            output.nsfwDetected(),
            output.seed(),
            took == null ? null : new Timing(took)));
  }

  /** From creation to the end. */
  static Optional<Long> durationMs(Run run) {
    Instant created = run.timeline().createdAt();
    return run.timeline().completedAt().map(end -> Duration.between(created, end).toMillis());
  }

  private File file(RunOutput.File file) {
    String thumbnail = file.thumbnailSha256();
    return new File(
        links.to(file.sha256(), "mp4"),
        "video",
        file.mimeType(),
        file.width(),
        file.height(),
        number(file.duration()),
        number(file.fps()),
        file.hasAudio(),
        file.sizeBytes(),
        file.sha256(),
        thumbnail == null ? null : links.to(thumbnail, "jpg"));
  }

  private static @Nullable Integer orNull(OptionalInt value) {
    return value.isPresent() ? value.getAsInt() : null;
  }

  private static Number number(double value) {
    return value == Math.rint(value) ? (Number) (long) value : (Number) value;
  }

  private static OptionalInt position(RunState state) {
    return state instanceof RunState.Queued queued ? queued.position() : OptionalInt.empty();
  }

  private static OptionalInt progress(RunState state) {
    return switch (state) {
      case RunState.Running running -> running.progress();
      case RunState.Succeeded succeeded -> OptionalInt.of(100);
      case RunState.Queued queued -> OptionalInt.empty();
      case RunState.Dispatching dispatching -> OptionalInt.empty();
      case RunState.Failed failed -> OptionalInt.empty();
      case RunState.Canceled canceled -> OptionalInt.empty();
    };
  }
}
