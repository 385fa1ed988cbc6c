package runflow.observe;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import runflow.http.Access;
import runflow.http.Reply;
import runflow.http.Route;
import runflow.http.Scope;
import runflow.metric.Metrics;

/** The metrics over HTTP, for Prometheus. */
public final class MetricsRoutes {
  private final Metrics metrics;
  private final Access access;

  /**
   * Serves the registry.
   *
   * @param open whether anyone may read it; else it takes a service key
   */
  public MetricsRoutes(Metrics metrics, boolean open) {
    this.metrics = metrics;
    this.access = open ? Access.OPEN : Access.with(Scope.ADMIN);
  }

  public List<Route> routes() {
    return List.of(Route.get("/metrics", access, call -> text()));
  }

  private Reply text() {
    byte[] body = metrics.text().getBytes(StandardCharsets.UTF_8);
    return new Reply.Bytes(200, Map.of(), Metrics.CONTENT_TYPE, body);
  }
}
