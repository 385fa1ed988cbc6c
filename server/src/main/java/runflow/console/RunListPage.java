package runflow.console;

import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Call;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import runflow.page.Pages;
import runflow.page.Section;
import tools.jackson.databind.JsonNode;

/** The runs of an account in pages, with filters in the address and rows that follow their runs. */
final class RunListPage {
  static final String PATH = "/runs";
  static final String LIVE = PATH + "/live";

  private static final int ROWS = 25;
  private static final Pattern IDS = Pattern.compile("[0-9a-f-]{36}(,[0-9a-f-]{36}){0,49}");

  private final Door door;
  private final Pages pages;
  private final InstantSource clock;

  RunListPage(Door door, Pages pages, InstantSource clock) {
    this.door = door;
    this.pages = pages;
    this.clock = clock;
  }

  /** To be mounted before the pages of single runs. */
  List<Route> routes() {
    return List.of(door.page(PATH, this::list), door.page(LIVE, this::live));
  }

  private Reply list(Visit visit) throws Exception {
    RunFilter filter = RunFilter.of(visit.call());
    Optional<BatchSummary> batch = batch(visit, filter.batch());
    Map<String, Object> content = new HashMap<>();
    String problem = "";
    RunList runs = RunList.NONE;
    try {
      runs = visit.get(target(visit.call(), filter), RunList.class);
    } catch (ApiException e) {
      if (e.code() != ErrorCode.BAD_REQUEST) {
        throw e;
      }
      problem = String.valueOf(e.getMessage());
    }
    content.put("filter", filter);
    content.put("runs", runs);
    content.put("problem", problem);
    content.put("batch", batch);
    content.put("models", models(visit));
    content.put("batches", batches(visit));
    content.put("now", clock.instant());
    content.put("base", visit.baseUrl());
    return pages
        .page(
            problem.isEmpty() ? 200 : 422,
            "runs/list.jte",
            visit.frame("Runs", Section.RUNS),
            content)
        .with("HX-Push-Url", pushed(visit.call(), filter));
  }

  /**
   * What a script puts into the address: the filter without its empty parts, and nothing where that
   * is there already.
   */
  private static String pushed(Call call, RunFilter filter) {
    String address = address(call, filter);
    boolean there =
        call.header("HX-Current-URL").filter(current -> current.endsWith(address)).isPresent();
    return there ? "false" : address;
  }

  private static String address(Call call, RunFilter filter) {
    for (String direction : List.of("after", "before")) {
      Optional<String> cursor = call.query(direction).filter(text -> !text.isEmpty());
      if (cursor.isPresent()) {
        return filter.address(direction, cursor.get());
      }
    }
    return filter.address("", "");
  }

  /** The open rows of a page again, and the batch that the page is about. */
  private Reply live(Visit visit) throws Exception {
    String ids = visit.call().query("ids").orElse("");
    if (!ids.isEmpty() && !IDS.matcher(ids).matches()) {
      throw new ApiException(ErrorCode.BAD_REQUEST, "`ids` must be the ids of at most 50 runs");
    }
    Optional<BatchSummary> batch = batch(visit, visit.call().query("batch").orElse(""));
    return pages.fragment(
        "runs/live.jte",
        Map.of(
            "runs", again(visit, ids),
            "batch", batch,
            "now", clock.instant(),
            "base", visit.baseUrl()));
  }

  private static RunList again(Visit visit, String ids) throws Exception {
    return ids.isEmpty()
        ? RunList.NONE
        : visit.get(
            "/v1/runs?limit=50&fields=%s&q=%s"
                .formatted(ListedRun.FIELDS, Targets.part("id.IN:(" + ids + ")")),
            RunList.class);
  }

  private static String target(Call call, RunFilter filter) {
    String target = "/v1/runs?limit=%d&fields=%s".formatted(ROWS, ListedRun.FIELDS);
    if (!filter.everything()) {
      target += "&q=" + Targets.part(filter.expression());
    }
    Optional<String> after = call.query("after").filter(text -> !text.isEmpty());
    Optional<String> before = call.query("before").filter(text -> !text.isEmpty());
    if (after.isPresent()) {
      target += "&pq=" + Targets.part(after.get());
    } else if (before.isPresent()) {
      target += "&from_prev=true&pq=" + Targets.part(before.get());
    }
    return target;
  }

  private static Optional<BatchSummary> batch(Visit visit, String id) throws Exception {
    return id.isEmpty()
        ? Optional.empty()
        : Optional.of(visit.get("/v1/batches/" + Targets.part(id), BatchSummary.class));
  }

  private static List<String> models(Visit visit) throws Exception {
    return visit
        .peek("/v1/models?limit=500&fields=id")
        .map(page -> page.path("items").valueStream().map(RunListPage::id).toList())
        .orElse(List.of());
  }

  private static List<BatchSummary> batches(Visit visit) throws Exception {
    Optional<JsonNode> page = visit.peek("/v1/batches?limit=20");
    return page.isEmpty()
        ? List.of()
        : Json.MAPPER.treeToValue(page.get(), BatchSummary.Page.class).items();
  }

  private static String id(JsonNode item) {
    return item.path("id").asString("");
  }
}
