package runflow.console;

import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
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
      AspectRatio input,
      Optional<RunOutput> output,
      String cost,
      Optional<Integer> progress,
      Optional<Integer> queuePosition,
      Optional<Long> durationMs,
      OffsetDateTime createdAt,
      Optional<String> failureMessage) {}

  /** The shape that was asked for, so that nothing moves when the video is there. */
  public record AspectRatio(Optional<String> aspectRatio) {}

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
  public List<RunOutput.File> videos() {
    return run.output().map(RunOutput::outputs).orElse(List.of());
  }

  /** What a video is called where it is saved; several of one run are numbered. */
  public String fileName(RunOutput.File video) {
    String number = videos().size() > 1 ? "-" + (videos().indexOf(video) + 1) : "";
    return run.id() + number + ".mp4";
  }

  /** Whether the video will be, or is, higher than wide. */
  public boolean portrait() {
    return videos().isEmpty()
        ? run.input().aspectRatio().filter("9:16"::equals).isPresent()
        : videos().getFirst().height() > videos().getFirst().width();
  }

  /** What happens now, or how it ended, in a few words. */
  public String line() {
    return switch (run.statusCode()) {
      case "queued" ->
          run.queuePosition()
              .map(position -> "Place " + position + " in the queue")
              .orElse("Waiting for its turn");
      case "dispatching" -> "Handing it to its provider";
      case "running" -> "Working";
      case "succeeded" -> "Done in " + took();
      case "failed" -> "Failed after " + took();
      default -> "Cancelled after " + took();
    };
  }

  private String took() {
    return run.durationMs().map(Amounts::time).orElse("no time");
  }
}
