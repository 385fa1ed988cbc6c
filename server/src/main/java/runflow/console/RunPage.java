package runflow.console;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.json.Json;
import runflow.page.Frame;
import runflow.page.Pages;
import runflow.page.Section;
import tools.jackson.databind.JsonNode;

/** One run: what it was given, what became of it, and who was told. */
final class RunPage {
  private static final int MOST_DELIVERIES = 20;

  /** The last calls to a provider are written after the run that they end. */
  private static final Duration AFTER_THE_END = Duration.ofSeconds(10);

  private final Door door;
  private final Pages pages;
  private final InstantSource clock;

  RunPage(Door door, Pages pages, InstantSource clock) {
    this.door = door;
    this.pages = pages;
    this.clock = clock;
  }

  List<Route> routes() {
    return List.of(
        door.page("/runs/{id}", this::show),
        door.page("/runs/{id}/record", this::record),
        door.form("/runs/{id}/callback-redeliveries", this::redeliver));
  }

  private Reply show(Visit visit) throws Exception {
    JsonNode tree = read(visit);
    RunDetail run = Json.MAPPER.treeToValue(tree, RunDetail.class);
    Map<String, Object> content = content(visit, run);
    content.put("input", RunInput.of(visit, run.input()));
    Frame frame = visit.frame(run.title(), Section.RUNS);
    content.put("panel", RunPanel.of(visit, tree));
    return pages.page("runs/run.jte", frame, content);
  }

  /** What changes on the page while the run is on its way, beside its panel. */
  private Reply record(Visit visit) throws Exception {
    RunDetail run = Json.MAPPER.treeToValue(read(visit), RunDetail.class);
    Map<String, Object> content = content(visit, run);
    content.put("csrf", visit.session().csrf());
    return pages.fragment("runs/record.jte", content);
  }

  private Reply redeliver(Visit visit) throws Exception {
    String run = Targets.part(visit.call().part("id"));
    visit.send("POST", "/v1/runs/" + run + "/callback-redeliveries", null);
    return Door.seeOther("/runs/" + run + "#callbacks");
  }

  private static JsonNode read(Visit visit) throws Exception {
    return visit.get("/v1/runs/" + Targets.part(visit.call().part("id")) + "?embed=events,logs");
  }

  private Map<String, Object> content(Visit visit, RunDetail run) throws Exception {
    List<CallbackDelivery> deliveries = deliveries(visit, run);
    String level = visit.call().query("level").orElse("");
    Map<String, Object> content = new HashMap<>();
    content.put("run", run);
    content.put("deliveries", deliveries);
    content.put("timeline", Timeline.of(run, ledger(visit, run), deliveries));
    content.put("level", level);
    content.put("base", visit.baseUrl());
    content.put(
        "lines",
        run.logs().stream()
            .filter(line -> level.isEmpty() || line.levelCode().equals(level))
            .toList());
    content.put("poll", poll(run, deliveries, level));
    return content;
  }

  /** Where the page asks again; empty if nothing more will happen. */
  private Optional<String> poll(RunDetail run, List<CallbackDelivery> deliveries, String level) {
    boolean more =
        !run.terminal() || late(run) || deliveries.stream().anyMatch(CallbackDelivery::pending);
    String filter = level.isEmpty() ? "" : "?level=" + Targets.part(level);
    return more ? Optional.of("/runs/" + run.id() + "/record" + filter) : Optional.empty();
  }

  /** Whether calls to a provider may still be missing; the sandbox makes none. */
  private boolean late(RunDetail run) {
    return run.livemode()
        && run.completedAt()
            .filter(end -> clock.instant().isBefore(end.plus(AFTER_THE_END)))
            .isPresent();
  }

  /** The newest deliveries; none for a run that calls nobody back. */
  private static List<CallbackDelivery> deliveries(Visit visit, RunDetail run) throws Exception {
    return run.callbackUrl().isEmpty()
        ? List.of()
        : List.of(visit.get("/v1/runs/" + run.id() + "/callback", CallbackDelivery[].class))
            .stream()
            .limit(MOST_DELIVERIES)
            .toList();
  }

  /** What the run's money did; nothing for a key that may not see it. */
  private static List<RunDetail.Entry> ledger(Visit visit, RunDetail run) throws Exception {
    try {
      String target = "/v1/billing/transactions?q=run_id:" + run.id();
      return visit.get(target, RunDetail.Ledger.class).items();
    } catch (ApiException e) {
      if (e.code() != ErrorCode.PERMISSION_DENIED) {
        throw e;
      }
      return List.of();
    }
  }
}
