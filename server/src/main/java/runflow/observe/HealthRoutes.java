package runflow.observe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.Db;
import runflow.http.Access;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.job.JobLane;
import runflow.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** Whether the server is there, and whether each of its components works. */
public final class HealthRoutes {
  private static final Logger log = LoggerFactory.getLogger(HealthRoutes.class);

  private final Map<String, BooleanSupplier> components = new LinkedHashMap<>();

  /**
   * Routes that look at what this node needs.
   *
   * @param storage whether files can be stored
   * @param lanes those that this node works off; none is fine
   */
  public HealthRoutes(Db db, BooleanSupplier storage, List<JobLane> lanes) {
    components.put(
        "database",
        () -> db.query(sql -> sql.createQuery("select 1").mapTo(Integer.class).one()) == 1);
    components.put("storage", storage);
    if (!lanes.isEmpty()) {
      components.put("jobs", () -> lanes.stream().allMatch(JobLane::running));
    }
  }

  public List<Route> routes() {
    return List.of(
        Route.get("/v1/health", Access.OPEN, call -> health()),
        Route.get("/v1/readiness", Access.OPEN, call -> readiness()));
  }

  /** Costs nothing but the answer, so it answers while everything else is busy. */
  private static Reply health() {
    return Reply.json(200, Json.object().put("status", "ok").put("ok", true));
  }

  private Reply readiness() {
    ObjectNode answer = Json.object();
    ObjectNode states = Json.object();
    boolean ready = true;
    for (Map.Entry<String, BooleanSupplier> component : components.entrySet()) {
      boolean works = works(component);
      ready &= works;
      states.put(component.getKey(), works ? "ok" : "failing");
    }
    answer.put("status", ready ? "ok" : "failing").put("ok", ready).set("components", states);
    return Reply.json(ready ? 200 : 503, answer);
  }

  private static boolean works(Map.Entry<String, BooleanSupplier> component) {
    try {
      return component.getValue().getAsBoolean();
    } catch (RuntimeException e) {
      log.warn("readiness: {} does not work: {}", component.getKey(), e.toString());
      return false;
    }
  }
}
