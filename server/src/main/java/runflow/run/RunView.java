package runflow.run;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import runflow.asset.SignedLinks;
import runflow.http.PublicUrl;
import runflow.json.Json;
import runflow.json.RawJson;
import runflow.json.Timestamp;
import tools.jackson.databind.node.ObjectNode;

/**
 * The run object of the API (contract, section 3): every field always present, links freshly
 * signed.
 */
final class RunView {
  private final PublicUrl publicUrl;
  private final SignedLinks links;

  RunView(PublicUrl publicUrl, SignedLinks links) {
    this.publicUrl = publicUrl;
    this.links = links;
  }

  ObjectNode of(Run run) {
    Optional<RunState.Failure> failure =
        run.state() instanceof RunState.Failed failed
            ? Optional.of(failed.failure())
            : Optional.empty();
    ObjectNode view =
        Json.object()
            .put("id", run.id().toString())
            .put("status_code", run.state().code())
            .put("terminal", run.closed())
            .put("model", run.order().model())
            .put("target_type", "model")
            .put("org_id", run.account().org().toString())
            .put("livemode", run.account().livemode())
            .put("provider", run.pinned().provider())
            .putPOJO("input", new RawJson(run.order().input()));
    view.set(
        "output",
        output(run)
            .<tools.jackson.databind.JsonNode>map(node -> node)
            .orElseGet(Json.MAPPER::nullNode));
    view.putPOJO("metadata", run.order().metadata().map(RawJson::new).orElse(null))
        .put("client_ref", run.order().clientRef().orElse(null))
        .put("callback_url", run.order().callbackUrl().orElse(null))
        .putNull("batch_id")
        .put("cost", run.cost().decimal())
        .putPOJO("cost_breakdown", new RawJson(run.pinned().costBreakdown()));
    number(view, "progress", progress(run.state()));
    number(
            view,
            "queue_position",
            run.state() instanceof RunState.Queued queued ? queued.position() : OptionalInt.empty())
        .put("duration_ms", durationMs(run).orElse(null))
        .put("created_at", Timestamp.text(run.timeline().createdAt()))
        .put("started_at", run.timeline().startedAt().map(Timestamp::text).orElse(null))
        .put("completed_at", run.timeline().completedAt().map(Timestamp::text).orElse(null))
        .put("failure_code", failure.map(f -> f.code().name()).orElse(null))
        .put("failure_message", message(run.state()).orElse(null))
        .put("failure_stage_code", failure.map(f -> RunRow.code(f.stage())).orElse(null));
    failure.ifPresentOrElse(
        f -> view.putObject("error").put("code", f.code().name()).put("message", f.message()),
        () -> view.putNull("error"));
    view.put("request_id", run.order().requestId()).put("source_code", run.order().source());
    String self = "/v1/runs/" + run.id();
    view.putObject("links")
        .put("self", publicUrl.of(self))
        .putNull("events")
        .put(
            "callback",
            run.order().callbackUrl().map(url -> publicUrl.of(self + "/callback")).orElse(null))
        .put("cancellation", run.closed() ? null : publicUrl.of(self + "/cancellation"));
    return view;
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

  /** The output object of the seeds; empty unless the run succeeded. */
  Optional<ObjectNode> output(Run run) {
    if (!(run.state() instanceof RunState.Succeeded(RunOutput output))) {
      return Optional.empty();
    }
    ObjectNode view = Json.object();
    var outputs = view.putArray("outputs");
    output.outputs().forEach(file -> outputs.add(view(file)));
    view.put("nsfw_detected", output.nsfwDetected()).put("seed", output.seed());
    if (output.inferenceMs() == null) {
      view.putNull("timing");
    } else {
      view.putObject("timing").put("inference_ms", output.inferenceMs());
    }
    return Optional.of(view);
  }

  /** From creation to the end. */
  static Optional<Long> durationMs(Run run) {
    Instant created = run.timeline().createdAt();
    return run.timeline().completedAt().map(end -> Duration.between(created, end).toMillis());
  }

  private ObjectNode view(RunOutput.File file) {
    String thumbnail = file.thumbnailSha256();
    ObjectNode view =
        Json.object()
            .put("url", links.to(file.sha256(), "mp4"))
            .put("type", "video")
            .put("mime_type", file.mimeType())
            .put("width", file.width())
            .put("height", file.height());
    return number(number(view, "duration", file.duration()), "fps", file.fps())
        .put("has_audio", file.hasAudio())
        .put("size_bytes", file.sizeBytes())
        .put("sha256", file.sha256())
        .put("thumbnail_url", thumbnail == null ? null : links.to(thumbnail, "jpg"));
  }

  private static ObjectNode number(ObjectNode view, String name, OptionalInt value) {
    return value.isPresent() ? view.put(name, value.getAsInt()) : view.putNull(name);
  }

  /** Whole numbers leave without a fraction. */
  private static ObjectNode number(ObjectNode view, String name, double value) {
    return value == Math.rint(value) ? view.put(name, (long) value) : view.put(name, value);
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
