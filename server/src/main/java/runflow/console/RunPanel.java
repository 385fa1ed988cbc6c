package runflow.console;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import runflow.error.ApiException;
import runflow.http.Scope;
import runflow.json.Json;
import tools.jackson.databind.JsonNode;

/**
 * A run as its live panel shows it, see {@code tag/runPanel.jte}.
 *
 * @param stream where a script reads the run's events; empty once it has ended
 * @param base our own base URL
 * @param csrf what the panel's form sends along
 */
public record RunPanel(Run run, Optional<String> stream, String base, String csrf) {
  private static final int STREAM_SECONDS = 3_600;

  /** The fields of a run that the panel shows. */
  public record Run(
      String id,
      String statusCode,
      boolean terminal,
      String model,
      @Nullable AspectRatio input,
      @Nullable Output output,
      String cost,
      @Nullable Integer progress,
      @Nullable Integer queuePosition,
      @Nullable Long durationMs,
      OffsetDateTime createdAt,
      @Nullable String failureMessage) {}

  /** The shape that was asked for, so that nothing moves when the video is there. */
  public record AspectRatio(@Nullable String aspectRatio) {}

  /** What a run has made. */
  public record Output(List<Video> outputs) {}

  /**
   * One video.
   *
   * @param url signed, absolute
   * @param duration seconds
   */
  public record Video(
      String url, int width, int height, double duration, @Nullable String thumbnailUrl) {}

  /**
   * The panel of a run.
   *
   * @throws ApiException {@code RUN_NOT_FOUND} if the visitor has no such run
   */
  static RunPanel of(Visit visit, String id) throws Exception {
    return of(visit, visit.get("/v1/runs/" + Targets.part(id)));
  }

  /** The panel of a run as the API gave it. */
  static RunPanel of(Visit visit, JsonNode json) throws Exception {
    Run run = Json.MAPPER.treeToValue(json, Run.class);
    Optional<String> stream = run.terminal() ? Optional.empty() : stream(visit, run.id());
    return new RunPanel(run, stream, visit.baseUrl(), visit.session().csrf());
  }

  /** A browser cannot send the key of the session, so it gets a token that reads this run alone. */
  private static Optional<String> stream(Visit visit, String id) throws Exception {
    if (!visit.session().anyone().grant().scopes().contains(Scope.RUNS_READ)) {
      return Optional.empty();
    }
    String token =
        visit
            .send(
                "POST",
                "/v1/runs/" + id + "/read-tokens",
                Json.object().put("expires_in_seconds", STREAM_SECONDS))
            .path("token")
            .stringValue();
    return Optional.of("/v1/runs/" + id + "/events?token=" + token);
  }

  /** The videos; none unless the run succeeded. */
  public List<Video> videos() {
    Output output = run.output();
    return output == null ? List.of() : output.outputs();
  }

  /**
   * A link as the page uses it: one to this server goes to the name that the browser knows it by.
   */
  public @Nullable String source(@Nullable String url) {
    return url == null ? null : Targets.here(base, url);
  }

  /** Whether the video will be, or is, higher than wide. */
  public boolean portrait() {
    AspectRatio asked = run.input();
    return videos().isEmpty()
        ? asked != null && "9:16".equals(asked.aspectRatio())
        : videos().getFirst().height() > videos().getFirst().width();
  }

  /** What happens now, or how it ended, in a few words. */
  public String line() {
    return switch (run.statusCode()) {
      case "queued" -> {
        Integer position = run.queuePosition();
        yield position == null ? "Waiting for its turn" : "Place " + position + " in the queue";
      }
      case "dispatching" -> "Handing it to its provider";
      case "running" -> "Working";
      case "succeeded" -> "Done in " + took();
      case "failed" -> "Failed after " + took();
      default -> "Cancelled after " + took();
    };
  }

  private String took() {
    Long millis = run.durationMs();
    return millis == null ? "no time" : Amounts.time(millis);
  }
}
