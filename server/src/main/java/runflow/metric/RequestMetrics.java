package runflow.metric;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What callers ask over HTTP, and how it is answered. Safe for use by many threads. */
public final class RequestMetrics {
  private final MeterRegistry registry;
  private final Counter rateLimited;

  RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
    this.rateLimited =
        Counter.builder("runflow.http.rate.limited")
            .description("Requests that were refused because their key sends too many.")
            .register(registry);
  }

  /**
   * The recorder of one route, to be kept with it.
   *
   * @param template the path with its named parts, never one that a caller sent
   */
  public Route route(String method, String template) {
    return new Route(registry, method, template);
  }

  /** The recorder of requests for which there is no route. */
  public Route unmatched() {
    return new Route(registry, "other", "none");
  }

  /** Counts a request that was refused because its key sends too many. */
  public void rateLimited() {
    rateLimited.increment();
  }

  /** Counts and times the answers of one route. */
  public static final class Route {
    private final MeterRegistry registry;
    private final String method;
    private final String template;
    private final Map<Integer, Timer> byStatus = new ConcurrentHashMap<>();

    private Route(MeterRegistry registry, String method, String template) {
      this.registry = registry;
      this.method = method;
      this.template = template;
    }

    /** Counts an answer with its HTTP status. */
    public void answered(int status, Duration took) {
      Timer timer = byStatus.get(status);
      if (timer == null) {
        timer = byStatus.computeIfAbsent(status, this::timer);
      }
      timer.record(took);
    }

    private Timer timer(int status) {
      return Timers.ofCall(
              "runflow.http.request.duration", "Requests by route and status, until answered.")
          .tags("method", method, "route", template, "status", Integer.toString(status))
          .register(registry);
    }
  }
}
