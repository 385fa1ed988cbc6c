package runflow.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.asset.Asset;
import runflow.billing.Account;
import runflow.catalog.Catalog;
import runflow.catalog.CheckedInput;
import runflow.catalog.Model;
import runflow.catalog.Quote;
import runflow.catalog.RouteState;
import runflow.catalog.RouteState.Status;
import runflow.catalog.UnknownModel;
import runflow.error.ApiException;
import runflow.error.FieldError;
import runflow.http.Caller;
import runflow.id.AssetId;
import runflow.id.RunId;
import runflow.json.Json;
import runflow.outbound.UrlPolicy;
import runflow.provider.ProviderRequest;
import tools.jackson.databind.node.ObjectNode;

/** Checks a create request and prices it; stores nothing. Every problem is reported at once. */
final class PlanRun {
  private final Catalog catalog;
  private final Providers providers;
  private final UrlPolicy urls;
  private final InputMedia media;

  PlanRun(Runs.Needs needs, InputMedia media) {
    this.catalog = needs.catalog();
    this.providers = needs.providers();
    this.urls = needs.urls();
    this.media = media;
  }

  /** One create request. */
  record Command(
      Caller caller, String requestId, String model, byte[] body, Optional<String> idempotencyKey) {
    Account account() {
      return new Account(caller.org(), caller.livemode());
    }

    Optional<Idempotency.Key> replayKey() {
      return idempotencyKey.map(text -> Idempotency.Key.of(account(), text, model, body));
    }
  }

  /** A request that has passed every check of its content. */
  record Plan(Model model, RunRequest request, ObjectNode input, Quote quote) {}

  /**
   * Where a run goes.
   *
   * @param route the provider's own name of the model
   * @param lane the provider's name of what shares its places
   * @param routes all that were looked at, in their order
   */
  record Routed(String provider, String route, String lane, List<RouteState> routes) {
    Routed {
      routes = List.copyOf(routes);
    }
  }

  /**
   * Checks the content.
   *
   * @throws ApiException {@code BAD_REQUEST}, {@code MODEL_NOT_FOUND} or {@code VALIDATION_FAILED},
   *     in this order
   */
  Plan plan(Command command) {
    BodyScan scan = BodyScan.of(command.body());
    List<FieldError> problems = new ArrayList<>(scan.problems());
    RunRequest request = RunRequest.read(new RunFields(scan, urls, problems));
    Model model = model(command.model());
    Map<AssetId, Asset> stored = stored(model, List.of(request), command.caller());
    return plan(model, request, command.caller(), stored, problems)
        .orElseThrow(() -> ApiException.invalid(problems));
  }

  /**
   * The model of an id.
   *
   * @throws ApiException {@code MODEL_NOT_FOUND}
   */
  Model model(String id) {
    return catalog.find(id).orElseThrow(() -> UnknownModel.of(id, catalog));
  }

  /** The stored assets that requests refer to, as far as their caller has them. */
  Map<AssetId, Asset> stored(Model model, List<RunRequest> requests, Caller caller) {
    var account = new Account(caller.org(), caller.livemode());
    return media.stored(model, requests.stream().map(RunRequest::input).toList(), account);
  }

  /**
   * Checks one request to a model.
   *
   * @param stored the assets that it refers to, and perhaps others
   * @return empty if it has problems, which are added to those known
   */
  Optional<Plan> plan(
      Model model,
      RunRequest request,
      Caller caller,
      Map<AssetId, Asset> stored,
      List<FieldError> problems) {
    ObjectNode input =
        switch (model.check(request.input())) {
          case CheckedInput.Accepted accepted -> {
            problems.addAll(media.check(model, accepted.input(), stored));
            yield accepted.input();
          }
          case CheckedInput.Refused refused -> {
            refused.errors().stream()
                .filter(error -> isNew(error, problems))
                .forEach(problems::add);
            yield request.input();
          }
        };
    if (!caller.livemode()) {
      problems.addAll(providers.sandbox().check(request(model, request, input)));
    }
    return problems.isEmpty()
        ? Optional.of(new Plan(model, request, input, model.price().quote(input)))
        : Optional.empty();
  }

  /**
   * Finds the provider that takes the run.
   *
   * @throws ApiException {@code MODEL_UNAVAILABLE} if none is configured, {@code VALIDATION_FAILED}
   *     if none can honour this input
   */
  Routed route(Plan plan, Caller caller) {
    Model model = plan.model();
    ProviderRequest request = request(model, plan.request(), plan.input());
    if (!caller.livemode()) {
      Providers.Choice sandbox = providers.sandbox(model);
      var state = new RouteState(sandbox.route(), Status.READY, Optional.empty());
      return routed(sandbox, request, List.of(state));
    }
    List<Providers.Candidate> candidates = providers.candidates(model, request);
    return routed(
        Providers.choose(model, candidates),
        request,
        candidates.stream().map(Providers.Candidate::state).toList());
  }

  private static Routed routed(
      Providers.Choice choice, ProviderRequest request, List<RouteState> routes) {
    String name = choice.route().model();
    return new Routed(
        choice.provider().name(), name, choice.provider().lane(request.at(name)), routes);
  }

  private static ProviderRequest request(Model model, RunRequest request, ObjectNode input) {
    return new ProviderRequest(
        RunId.create(),
        model.id(),
        model.id(),
        input,
        List.of(),
        request.metadata().map(Json::tree),
        Optional.empty());
  }

  private static boolean isNew(FieldError error, List<FieldError> problems) {
    return problems.stream().noneMatch(known -> known.loc().equals(error.loc()));
  }
}
