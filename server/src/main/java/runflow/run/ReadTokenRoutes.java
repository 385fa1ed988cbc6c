package runflow.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import runflow.account.ReadTokens;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.json.Json;
import runflow.json.Timestamp;
import tools.jackson.databind.JsonNode;

/** Tokens with which a browser reads one run. */
final class ReadTokenRoutes {
  private static final String SECONDS = "expires_in_seconds";
  private static final int SHORTEST = 60;
  private static final int LONGEST = 86_400;
  private static final int USUAL = 3_600;

  private final OwnRuns runs;
  private final ReadTokens tokens;

  ReadTokenRoutes(Runs.Shared shared) {
    this.runs = new OwnRuns(shared.store());
    this.tokens = shared.needs().readTokens();
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/runs/{id}/read-tokens", Access.with(Scope.RUNS_READ), this::make));
  }

  private Reply make(Call call) throws InterruptedException {
    Run run = runs.require(call);
    Duration valid = valid(call.json());
    ReadTokens.Token token = tokens.make(call.caller().key(), run.id(), valid);
    return Reply.json(
            201,
            Json.object()
                .put("token", token.text())
                .put("run_id", run.id().toString())
                .put("expires_at", Timestamp.text(token.expires())))
        .with("Cache-Control", "no-store");
  }

  private static Duration valid(byte[] bytes) {
    JsonNode body = bytes.length == 0 ? Json.object() : Json.tree(bytes);
    if (!body.isObject()) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "the body must be a JSON object");
    }
    List<FieldError> problems = new ArrayList<>();
    for (String name : body.propertyNames()) {
      if (!name.equals(SECONDS)) {
        String shown = name.length() > 40 ? name.substring(0, 40) + "…" : name;
        problems.add(
            new FieldError(
                List.of(shown),
                "unknown field `%s`; known is %s".formatted(shown, SECONDS),
                "additional_properties"));
      }
    }
    JsonNode seconds = body.path(SECONDS);
    boolean given = !seconds.isMissingNode() && !seconds.isNull();
    if (given && !isInRange(seconds)) {
      String shown = seconds.toString();
      problems.add(
          new FieldError(
              List.of(SECONDS),
              "`%s` must be a whole number from %d to %d, but was %s"
                  .formatted(
                      SECONDS,
                      SHORTEST,
                      LONGEST,
                      shown.length() > 40 ? shown.substring(0, 40) + "…" : shown),
              "range"));
    }
    if (!problems.isEmpty()) {
      throw ApiException.invalid(problems);
    }
    return Duration.ofSeconds(given ? seconds.intValue() : USUAL);
  }

  private static boolean isInRange(JsonNode seconds) {
    return seconds.isIntegralNumber()
        && seconds.canConvertToInt()
        && seconds.intValue() >= SHORTEST
        && seconds.intValue() <= LONGEST;
  }
}
