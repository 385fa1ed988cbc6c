package runflow.videos;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import runflow.catalog.Catalog;
import runflow.id.RunId;
import tools.jackson.databind.JsonNode;

/** A run as a video of the OpenAI-shaped protocol. */
final class VideoView {
  private static final String PREFIX = "video_";

  private final Catalog catalog;

  VideoView(Catalog catalog) {
    this.catalog = catalog;
  }

  /**
   * The video object, in the order of its fields.
   *
   * @param createdAt seconds since 1970, as the other times
   * @param size null as long as the picture decides it
   */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record Video(
      String id,
      String object,
      String model,
      String status,
      int progress,
      long createdAt,
      @Nullable Long completedAt,
      @Nullable Long expiresAt,
      @Nullable String size,
      @Nullable String seconds,
      @Nullable String prompt,
      @Nullable String remixedFromVideoId,
      @Nullable Problem error) {}

  /** Why there is no video. */
  record Problem(String code, String message) {}

  /** What a deletion answers. */
  record Deleted(String id, boolean deleted, String object) {}

  /** A page of videos. */
  @JsonInclude(JsonInclude.Include.ALWAYS)
  record VideoList(
      String object,
      List<Video> data,
      @Nullable String firstId,
      @Nullable String lastId,
      boolean hasMore) {}

  /** The run of a video's id, which is that of the run with or without a prefix. */
  static Optional<RunId> run(String id) {
    return RunId.parse(id.startsWith(PREFIX) ? id.substring(PREFIX.length()) : id);
  }

  static String id(JsonNode run) {
    return PREFIX + run.path("id").stringValue();
  }

  Video of(JsonNode run) {
    JsonNode input = run.path("input");
    JsonNode progress = run.path("progress");
    return new Video(
        id(run),
        "video",
        run.path("model").stringValue(),
        status(run),
        progress.isNumber() ? progress.intValue() : 0,
        seconds(run.path("created_at")).orElseThrow(),
        seconds(run.path("completed_at")).orElse(null),
        null,
        size(run).orElse(null),
        length(run).orElse(null),
        input.path("prompt").asString(null),
        null,
        problem(run).orElse(null));
  }

  /** This protocol has no state for what was cancelled: it is a failure that says so. */
  private static String status(JsonNode run) {
    return switch (run.path("status_code").stringValue()) {
      case "queued" -> "queued";
      case "succeeded" -> "completed";
      case "failed", "canceled" -> "failed";
      default -> "in_progress";
    };
  }

  private static Optional<Problem> problem(JsonNode run) {
    return switch (run.path("status_code").stringValue()) {
      case "failed" ->
          Optional.of(
              new Problem(
                  run.path("failure_code").stringValue().toLowerCase(Locale.ROOT),
                  run.path("failure_message").asString("")));
      case "canceled" -> Optional.of(new Problem("canceled", "the video was cancelled"));
      default -> Optional.empty();
    };
  }

  private static Optional<String> size(JsonNode run) {
    JsonNode file = run.at("/output/outputs/0");
    return file.isMissingNode()
        ? VideoSizes.ofInput(run.path("input"))
        : Optional.of(file.path("width").asInt() + "x" + file.path("height").asInt());
  }

  private Optional<String> length(JsonNode run) {
    String field =
        catalog
            .find(run.path("model").stringValue())
            .map(model -> model.price().quantity())
            .orElse("duration");
    return Optional.ofNullable(run.path("input").path(field).asString(null))
        .map(text -> text.endsWith("s") ? text.substring(0, text.length() - 1) : text);
  }

  private static Optional<Long> seconds(JsonNode time) {
    return time.isString()
        ? Optional.of(OffsetDateTime.parse(time.stringValue()).toEpochSecond())
        : Optional.empty();
  }

  /** The name in links of a finished run's file. */
  static Optional<String> file(JsonNode run, String field) {
    String url = run.at("/output/outputs/0").path(field).asString("");
    int query = url.indexOf('?');
    String path = query < 0 ? url : url.substring(0, query);
    return path.isEmpty()
        ? Optional.empty()
        : Optional.of(path.substring(path.lastIndexOf('/') + 1));
  }
}
