package runflow.run;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import runflow.callback.CallbackSubject;
import runflow.callback.Deliveries;
import runflow.callback.NewDelivery;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.RunId;
import runflow.list.ListRequest;
import tools.jackson.databind.node.ObjectNode;

/** Runs over HTTP: create, read, cancel, and the history of their callbacks. */
final class RunRoutes {
  private static final Pattern WAIT =
      Pattern.compile("(?:^|[,;\\s])wait\\s*=\\s*([^,;\\s]*)", Pattern.CASE_INSENSITIVE);
  private static final Pattern SECONDS = Pattern.compile("[1-9]|[1-5]\\d|60");
  private static final String EVENTS = "events";
  private static final String POLL_HINT_SECONDS = "2";

  private final Db db;
  private final RunStore store;
  private final OwnRuns runs;
  private final RunView view;
  private final Deliveries deliveries;
  private final SubmitRun submit;
  private final CancelRun cancel;
  private final FinishRun finish;
  private final RunSignals signals;
  private final RunLog log;
  private final EventFeed feed;

  RunRoutes(Runs.Shared shared, SubmitRun submit, CancelRun cancel, FinishRun finish) {
    this.db = shared.needs().db();
    this.store = shared.store();
    this.runs = new OwnRuns(shared.store());
    this.view = shared.view();
    this.deliveries = shared.needs().deliveries();
    this.signals = shared.signals();
    this.log = shared.log();
    this.feed = new EventFeed(shared, shared.view());
    this.submit = submit;
    this.cancel = cancel;
    this.finish = finish;
  }

  List<Route> routes() {
    return List.of(
        Route.post("/v1/models/{model...}/runs", Access.with(Scope.RUNS_CREATE), this::create)
            .withRateLimit(),
        Route.get("/v1/runs/{id}", Access.withOrReadToken(Scope.RUNS_READ), this::read),
        Route.post("/v1/runs/{id}/cancellation", Access.with(Scope.RUNS_CREATE), this::cancel),
        Route.post(
            "/v1/admin/runs/{id}/cancellation", Access.with(Scope.ADMIN), this::cancelAsOperator),
        Route.get("/v1/runs/{id}/logs", Access.withOrReadToken(Scope.RUNS_READ), this::logs),
        Route.get("/v1/runs/{id}/callback", Access.with(Scope.RUNS_READ), this::callbackHistory),
        Route.post(
            "/v1/runs/{id}/callback-redeliveries",
            Access.with(Scope.RUNS_CREATE),
            this::redeliver));
  }

  private Reply create(Call call) throws IOException, InterruptedException {
    var command =
        new PlanRun.Command(
            call.caller(),
            call.requestId(),
            call.part("model"),
            call.json(),
            call.header("Idempotency-Key"));
    Optional<Duration> wait = wait(call);
    if (call.flag("dry_run")) {
      return Reply.json(200, submit.dryRun(command));
    }
    SubmitRun.Submitted submitted = submit.submit(command);
    Reply answer =
        wait.isPresent() ? waited(submitted.run(), wait.get()) : created(submitted.answer());
    answer = answer.with("Location", "/v1/runs/" + submitted.run());
    return submitted.replayed() ? answer.with("Idempotent-Replayed", "true") : answer;
  }

  private static Reply created(byte[] answer) {
    return new Reply.Bytes(201, Map.of(), "application/json", answer);
  }

  private Reply waited(RunId id, Duration longest) throws InterruptedException {
    signals.await(id, longest, () -> store.find(id).orElseThrow().closed());
    Run run = store.find(id).orElseThrow();
    Reply answer = Reply.json(run.closed() ? 200 : 202, view.of(run));
    return answer.with("Preference-Applied", "wait=" + longest.toSeconds());
  }

  private Reply read(Call call) throws InterruptedException {
    Run run = runs.require(call);
    Set<String> embeds = ListRequest.embeds(call::query, List.of(RunLists.LOGS, EVENTS));
    Map<String, List<ObjectNode>> embedded = new LinkedHashMap<>();
    if (embeds.contains(RunLists.LOGS)) {
      embedded.put(RunLists.LOGS, RunLists.lines(run, log));
    }
    if (embeds.contains(EVENTS)) {
      embedded.put(EVENTS, feed.list(run));
    }
    Reply answer = Reply.json(200, RunLists.with(view.to(call.caller()).of(run), embedded));
    return run.closed() ? answer : answer.with("Retry-After", POLL_HINT_SECONDS);
  }

  private Reply logs(Call call) throws InterruptedException {
    return RunLists.log(call, runs.require(call), log);
  }

  private Reply cancel(Call call) throws InterruptedException {
    return cancel(runs.require(call).id());
  }

  private Reply cancelAsOperator(Call call) throws InterruptedException {
    return cancel(runs.requireOfOrganisation(call).id());
  }

  private Reply cancel(RunId id) throws InterruptedException {
    CancelRun.Outcome outcome = cancel.cancel(id);
    return Reply.json(outcome.cancelledNow() ? 201 : 200, view.of(outcome.run()));
  }

  private Reply callbackHistory(Call call) throws InterruptedException {
    return Reply.json(200, deliveries.history(new CallbackSubject.OfRun(runs.require(call).id())));
  }

  private Reply redeliver(Call call) throws InterruptedException {
    Run run = runs.require(call);
    String url =
        run.order()
            .callbackUrl()
            .orElseThrow(() -> conflict("the run was created without a `callback_url`"));
    if (!(run.state() instanceof RunState.Closed closed)) {
      throw conflict("the run is %s; it is called back when it ends".formatted(run.state().code()));
    }
    NewDelivery delivery = finish.delivery(run, closed, url, false);
    if (db.inTx(tx -> deliveries.schedule(tx, List.of(delivery))).isEmpty()) {
      throw conflict("a delivery is in flight; wait until its attempts have ended");
    }
    return Reply.json(201, deliveries.view(delivery.id()));
  }

  private static Optional<Duration> wait(Call call) {
    Optional<String> prefer = call.header("Prefer");
    Matcher matcher = WAIT.matcher(prefer.orElse(""));
    if (!matcher.find()) {
      return Optional.empty();
    }
    String seconds = matcher.group(1);
    if (!SECONDS.matcher(seconds).matches()) {
      throw new ApiException(
          ErrorCode.BAD_REQUEST,
          "`Prefer: wait` takes whole seconds from 1 to 60, but was "
              + (seconds.length() > 20 ? seconds.substring(0, 20) + "…" : seconds));
    }
    return Optional.of(Duration.ofSeconds(Long.parseLong(seconds)));
  }

  private static ApiException conflict(String message) {
    return ApiException.invalid(
        List.of(new FieldError(List.of("callback_url"), message, "conflict")));
  }
}
