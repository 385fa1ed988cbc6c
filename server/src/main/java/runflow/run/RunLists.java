package runflow.run;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runflow.billing.Account;
import runflow.db.Db;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.error.FailureCode;
import runflow.error.FieldError;
import runflow.http.Access;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.list.Field;
import runflow.list.ListRequest;
import runflow.list.Listing;
import runflow.list.MemoryList;
import runflow.list.Order;
import runflow.list.Page;
import runflow.list.Projection;
import runflow.list.Row;
import runflow.list.Select;
import tools.jackson.databind.node.ObjectNode;

/** The runs of an account in pages, and the states that they can be in. */
final class RunLists {
  /** A log takes statements of its own. */
  private static final int MOST_LOGS = 50;

  static final String LOGS = "logs";
  private static final Set<Object> OPEN = Set.of("queued", "dispatching", "running");
  private static final Set<Object> UNSUCCESSFUL = Set.of("failed", "canceled");

  /** Two halves, each of which an index holds. */
  static final String IS_OPEN =
      "(admitted and completed_at is null or not admitted and completed_at is null)";

  private static final Field ID = Field.uuid("id").found().sortsAfterAnother();
  private static final Field CREATED = Field.time("created_at").foundInRanges().sorts();

  static final Listing LISTING =
      new Listing(
          "runs",
          List.of(
              ID,
              Field.choice("status_code", Status.ALL.stream().map(Status::code).toList())
                  .from("state")
                  .narrows(OPEN, IS_OPEN)
                  .narrows(UNSUCCESSFUL, "completed_at is not null and output is null"),
              Field.flag("terminal")
                  .from("(completed_at is not null)")
                  .narrows(Set.of(false), IS_OPEN),
              Field.text("model"),
              Field.text("client_ref").found(),
              Field.uuid("batch_id").found(),
              CREATED,
              Field.time("started_at").from("date_trunc('milliseconds', started_at)"),
              Field.time("completed_at"),
              Field.money("cost").from("coalesce(billed, price)"),
              Field.text("provider"),
              Field.choice(
                  "failure_code", Arrays.stream(FailureCode.values()).map(Enum::name).toList())),
          List.of(Order.descending(CREATED), Order.descending(ID)),
          Projection.of(RunView.Body.class),
          List.of(LOGS));

  static final Select.Source SOURCE =
      new Select.Source(
          "run", "run.*, " + LaneStore.POSITION, "org_id = :org and livemode = :live");

  private static final Field LOG_ID = Field.uuid("id");
  private static final Field LOG_TIME = Field.time("timestamp").sorts();
  private static final Listing LOG =
      new Listing(
          "logs",
          List.of(LOG_ID, Field.choice("level_code", List.of("info", "warning")), LOG_TIME),
          List.of(Order.ascending(LOG_TIME), Order.ascending(LOG_ID)),
          Projection.of("id", "run_id", "level_code", "message", "timestamp", "meta"),
          List.of());

  private final Db db;
  private final RunView view;
  private final RunLog log;

  RunLists(Runs.Shared shared) {
    this.db = shared.needs().db();
    this.view = shared.view();
    this.log = shared.log();
  }

  /** A state as the list of states shows it. */
  private record Status(String code, boolean terminal, String description) {
    private static final List<Status> ALL =
        List.of(
            new Status("queued", false, "Accepted, waiting for its turn."),
            new Status("dispatching", false, "Being handed to the provider."),
            new Status("running", false, "The provider is working on it."),
            new Status("succeeded", true, "`output` holds the result."),
            new Status(
                "failed",
                true,
                "`failure_code`, `failure_stage_code` and `failure_message` say why."),
            new Status("canceled", true, "Cancelled by a request."));
  }

  /** To be mounted before the paths of single runs. */
  List<Route> routes() {
    return List.of(
        Route.get("/v1/runs", Access.with(Scope.RUNS_READ), this::list),
        Route.get(
            "/v1/runs/statuses",
            Access.with(Scope.RUNS_READ),
            call -> Reply.json(200, Page.whole(Status.ALL))));
  }

  private Reply list(Call call) {
    var account = new Account(call.caller().org(), call.caller().livemode());
    ListRequest request = ListRequest.read(LISTING, account.toString(), call::query);
    boolean logs = request.embeds().contains(LOGS);
    if (logs && request.limit() > MOST_LOGS) {
      throw tooManyLogs(request.limit());
    }
    Page<Run> page = page(account, request);
    return Reply.json(200, page.map(run -> shown(run, request, logs)));
  }

  /** A page of a run's log. */
  static Reply log(Call call, Run run, RunLog log) {
    ListRequest request = ListRequest.read(LOG, run.id().toString(), call::query);
    return Reply.json(200, MemoryList.page(request, lines(run, log)).map(request::shown));
  }

  /** A run with more properties behind its own. */
  static Object with(RunView.Body body, Map<String, ?> embedded) {
    return embedded.isEmpty() ? body : ListRequest.whole(body, LISTING.projection(), embedded);
  }

  static List<ObjectNode> lines(Run run, RunLog log) {
    return log.view(run).path("items").valueStream().map(ObjectNode.class::cast).toList();
  }

  /** The run objects behind one that has these values in the order of the list. */
  Page<ObjectNode> behind(Account account, Optional<List<Object>> values, RunObjects.Slice slice) {
    ListRequest request = ListRequest.behind(LISTING, values, slice.oldestFirst(), slice.most());
    return page(account, request, SOURCE.where(slice.condition())).map(view::json);
  }

  /** The runs of one page. */
  Page<Run> page(Account account, ListRequest request) {
    return page(account, request, SOURCE);
  }

  private Page<Run> page(Account account, ListRequest request, Select.Source source) {
    Select select = Select.of(request, source);
    List<Row<Run>> rows =
        db.query(
            sql ->
                sql.createQuery(select.sql())
                    .bindMap(select.bindings())
                    .bind("org", account.org().value())
                    .bind("live", account.livemode())
                    .map((row, context) -> select.row(row, RunRow.read(row, context)))
                    .list());
    return Page.of(request, rows);
  }

  private Object shown(Run run, ListRequest request, boolean logs) {
    RunView.Body body = view.of(run);
    if (!logs) {
      return request.shown(body);
    }
    List<ObjectNode> lines = MemoryList.whole(LOG, lines(run, log));
    return request.shown(body, LISTING.projection(), Map.of(LOGS, lines));
  }

  private static ApiException tooManyLogs(int limit) {
    String message =
        "`limit` may be %d at most with `embed=logs`, but was %d".formatted(MOST_LOGS, limit);
    return new ApiException(
        ErrorCode.BAD_REQUEST,
        message,
        List.of(new FieldError(List.of("query", "limit"), message, "invalid")));
  }
}
