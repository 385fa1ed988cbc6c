package runflow.batch;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import runflow.billing.Account;
import runflow.callback.CallbackSubject;
import runflow.callback.Deliveries;
import runflow.callback.NewDelivery;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FieldError;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.PublicUrl;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.id.BatchId;
import runflow.list.Field;
import runflow.list.ListRequest;
import runflow.list.Listing;
import runflow.list.Order;
import runflow.list.Projection;
import runflow.outbound.UrlPolicy;
import runflow.run.BatchRuns;
import runflow.run.Runs;
import runflow.run.SubmitTogether;

/** Batches over HTTP: create, read, list, cancel, and the history of their callbacks. */
public final class BatchRoutes {
  private static final String POLL_HINT_SECONDS = "2";

  private static final Field INDEX = Field.integer("sequence_index").from("batch_index").sorts();
  private static final Listing ITEMS =
      new Listing(
          "batch items",
          List.of(
              INDEX,
              Field.uuid("run_id").from("id"),
              Field.text("status_code").from("state"),
              Field.text("client_ref")),
          List.of(Order.ascending(INDEX)),
          Projection.of(BatchView.Item.class),
          List.of());

  private final Db db;
  private final BatchStore store;
  private final BatchRuns runs;
  private final BatchView view;
  private final SubmitBatch submit;
  private final CancelBatch cancel;
  private final Deliveries deliveries;

  /** What batches need from the rest of the server. */
  public record Needs(
      Db db,
      Runs runs,
      BatchRuns batchRuns,
      Deliveries deliveries,
      UrlPolicy urls,
      PublicUrl url) {}

  public BatchRoutes(Needs needs) {
    this.db = needs.db();
    this.store = new BatchStore(db);
    this.runs = needs.batchRuns();
    this.view = new BatchView(needs.url());
    this.submit = new SubmitBatch(db, runs, view, needs.runs().together(), needs.urls());
    this.cancel = new CancelBatch(needs.runs());
    this.deliveries = needs.deliveries();
  }

  /** To be mounted before the paths of single models. */
  public List<Route> routes() {
    Access read = Access.with(Scope.RUNS_READ);
    Access write = Access.with(Scope.RUNS_CREATE);
    return List.of(
        Route.post("/v1/models/{model...}/batches", write, this::create).withRateLimit(),
        Route.get("/v1/batches", read, this::list),
        Route.get("/v1/batches/{id}", read, this::read),
        Route.get("/v1/batches/{id}/items", read, this::items),
        Route.post("/v1/batches/{id}/cancellation", write, this::cancel),
        Route.get("/v1/batches/{id}/callback", read, this::callbackHistory),
        Route.post("/v1/batches/{id}/callback-redeliveries", write, this::redeliver));
  }

  private Reply create(Call call) throws IOException, InterruptedException {
    var command =
        new SubmitTogether.Command(
            call.caller(),
            call.requestId(),
            call.part("model"),
            call.json(),
            call.header("Idempotency-Key"));
    if (call.flag("dry_run")) {
      return Reply.json(200, submit.dryRun(command));
    }
    SubmitTogether.Submitted submitted = submit.submit(command, call.charge());
    Reply answer =
        new Reply.Bytes(201, Map.of(), "application/json", submitted.answer())
            .with("Location", "/v1/batches/" + submitted.batch());
    return submitted.replayed() ? answer.with("Idempotent-Replayed", "true") : answer;
  }

  private Reply list(Call call) {
    Account account = account(call);
    ListRequest request = ListRequest.read(BatchStore.LISTING, account.toString(), call::query);
    return Reply.json(
        200, store.page(account, request).map(batch -> request.shown(view.of(batch))));
  }

  private Reply read(Call call) {
    Batch batch = require(call);
    Reply answer = Reply.json(200, view.of(batch, members(batch)));
    return batch.terminal() ? answer : answer.with("Retry-After", POLL_HINT_SECONDS);
  }

  private Reply items(Call call) {
    Batch batch = require(call);
    ListRequest request = ListRequest.read(ITEMS, batch.id().toString(), call::query);
    return Reply.json(
        200, runs.page(batch.id(), request).map(member -> request.shown(BatchView.item(member))));
  }

  private Reply cancel(Call call) throws InterruptedException {
    Batch batch = require(call);
    int ended = batch.terminal() ? 0 : cancel.cancel(ends(batch));
    Batch after = require(call);
    return Reply.json(ended > 0 ? 201 : 200, view.of(after, members(after)));
  }

  private Reply callbackHistory(Call call) {
    return Reply.json(200, deliveries.history(new CallbackSubject.OfBatch(require(call).id())));
  }

  private Reply redeliver(Call call) {
    Batch batch = require(call);
    String url =
        batch
            .order()
            .callbackUrl()
            .orElseThrow(() -> conflict("the batch was created without a `callback_url`"));
    if (!batch.terminal()) {
      throw conflict(
          "the batch is %s; it is called back when its last run ends"
              .formatted(BatchStore.code(batch.status())));
    }
    NewDelivery delivery =
        BatchCallback.delivery(batch, BatchCallback.payload(batch, ends(batch)), url, false);
    if (db.inTx(tx -> deliveries.schedule(tx, List.of(delivery))).isEmpty()) {
      throw conflict("a delivery is in flight; wait until its attempts have ended");
    }
    return Reply.json(201, deliveries.view(delivery.id()));
  }

  private List<BatchRuns.Member> members(Batch batch) {
    return db.query(sql -> runs.of(sql, List.of(batch.id())));
  }

  private List<BatchRuns.Member> ends(Batch batch) {
    return db.query(sql -> runs.ends(sql, List.of(batch.id())));
  }

  /** Another account's batch is as good as none. */
  private Batch require(Call call) {
    String id = call.part("id");
    return BatchId.parse(id)
        .flatMap(known -> store.find(account(call), known))
        .orElseThrow(
            () ->
                new ApiException(
                    ErrorCode.NOT_FOUND,
                    "there is no batch `%s` for this key"
                        .formatted(id.length() > 64 ? id.substring(0, 64) : id)));
  }

  private static Account account(Call call) {
    return new Account(call.caller().org(), call.caller().livemode());
  }

  private static ApiException conflict(String message) {
    return ApiException.invalid(
        List.of(new FieldError(List.of("callback_url"), message, "conflict")));
  }
}
