package runflow.fake;

import java.time.Instant;
import java.util.Optional;
import runflow.fake.Job.Progress;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A job of {@code /v1/videos} as each dialect writes it. */
final class VideoJson {
  private VideoJson() {}

  static ObjectNode of(Dialect dialect, Job job, Progress progress, Optional<VideoFailure> failed) {
    boolean completed = progress == Progress.DONE && failed.isEmpty();
    JsonNode request = job.request;
    ObjectNode answer =
        Json.object("id", job.id)
            .put("object", "video")
            .put("model", job.model)
            .put("status", status(dialect, progress, failed.isPresent()))
            .put("progress", progress(dialect, progress))
            .put("created_at", job.created.getEpochSecond())
            .put("size", request.path("size").asString("1280x720"))
            .put("seconds", request.path("seconds").asString("4"))
            .put("prompt", request.path("prompt").asString(""));
    answer.putNull("completed_at").putNull("error");
    if (completed) {
      answer.put("completed_at", Instant.now().getEpochSecond());
    }
    failed.ifPresent(f -> answer.set("error", error(dialect, f)));
    addOwnFields(dialect, answer, completed);
    return answer;
  }

  private static ObjectNode error(Dialect dialect, VideoFailure failed) {
    ObjectNode error = Json.object("message", failed.message());
    return switch (dialect) {
      case OPENAI ->
          error.put(
              "code", failed.code() == 400 ? "moderation_blocked" : "video_generation_failed");
      case VLLM_OMNI -> error.put("code", failed.code());
      case SGLANG -> error;
    };
  }

  private static void addOwnFields(Dialect dialect, ObjectNode answer, boolean completed) {
    String file = answer.get("id").stringValue() + ".mp4";
    switch (dialect) {
      case OPENAI -> answer.putNull("expires_at").putNull("remixed_from_video_id");
      case VLLM_OMNI -> {
        answer.put("quality", "default").put("media_type", "video/mp4");
        if (completed) {
          answer.put("file_name", file).put("inference_time_s", 41.5);
          answer.put("peak_memory_mb", 61440).putObject("stage_durations");
        }
      }
      case SGLANG -> {
        answer.put("quality", "standard").putNull("url").putNull("file_path");
        if (completed) {
          answer.put("file_path", "/outputs/" + file);
        }
      }
    }
  }

  private static String status(Dialect dialect, Progress progress, boolean failed) {
    return switch (progress) {
      case QUEUED -> "queued";
      case RUNNING -> dialect == Dialect.SGLANG ? "queued" : "in_progress";
      case UNKNOWN -> "hibernating";
      case DONE -> failed ? "failed" : "completed";
      case CANCELLED -> "deleted";
    };
  }

  private static int progress(Dialect dialect, Progress progress) {
    return switch (progress) {
      case DONE -> 100;
      case RUNNING -> dialect == Dialect.OPENAI ? 50 : 0;
      case QUEUED, UNKNOWN, CANCELLED -> 0;
    };
  }
}
