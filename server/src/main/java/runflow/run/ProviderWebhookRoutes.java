package runflow.run;

import java.util.List;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.id.RunId;
import runflow.job.JobLane;
import runflow.json.Json;
import runflow.provider.Provider;
import runflow.provider.WebhookMessage;

/**
 * Where providers say that a job has moved on. A message that its provider did sign makes the run
 * be looked at now; what it says is not read, because a poll tells the truth.
 */
final class ProviderWebhookRoutes {
  private final Providers providers;
  private final JobLane lane;
  private final RunStore store;

  ProviderWebhookRoutes(Runs.Shared shared) {
    this.providers = shared.needs().providers();
    this.lane = shared.needs().lane();
    this.store = shared.store();
  }

  List<Route> routes() {
    return List.of(Route.post("/v1/provider-webhooks/{provider}/{run}", Access.OPEN, this::told));
  }

  private Reply told(Call call) throws Exception {
    Optional<Provider> provider = providers.named(call.part("provider"));
    Optional<RunId> run = RunId.parse(call.part("run"));
    if (provider.isEmpty() || run.isEmpty()) {
      throw new ApiException(ErrorCode.NOT_FOUND, "nobody waits here for a provider's message");
    }
    if (!provider.get().sent(new WebhookMessage(call.headers(), call.json()))) {
      throw new ApiException(
          ErrorCode.UNAUTHORIZED,
          "the message has no signature of provider `%s` that holds"
              .formatted(call.part("provider")));
    }
    boolean theirs =
        store
            .find(run.get())
            .filter(found -> found.pinned().provider().equals(provider.get().name()))
            .isPresent();
    if (theirs) {
      lane.wake(run.get().value());
    }
    return Reply.json(200, Json.object().put("ok", true));
  }
}
