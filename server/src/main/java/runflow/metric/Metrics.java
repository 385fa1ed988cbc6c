package runflow.metric;

import com.zaxxer.hikari.metrics.MetricsTrackerFactory;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/**
 * The one registry of this process, and where its recorders come from. Each recorder is made once
 * and handed to the feature that reports to it. Safe for use by many threads.
 */
public final class Metrics implements AutoCloseable {
  /** The type of {@link #text}. */
  public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /** Labels are bounded by what they name; this bounds a mistake. */
  private static final int MOST_METERS = 10_000;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics collections = new JvmGcMetrics();
  private final RequestMetrics requests;
  private final RunMetrics runs;
  private final ProviderMetrics providers;
  private final CallbackMetrics callbacks;

  /**
   * Starts to watch the JVM and the process.
   *
   * @param version of the server, for {@code runflow_build_info}
   */
  public Metrics(String version) {
    registry.config().meterFilter(MeterFilter.maximumAllowableMetrics(MOST_METERS));
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    collections.bindTo(registry);
    Gauge.builder("runflow.build.info", () -> 1)
        .description("The version that runs; always 1.")
        .tag("version", version)
        .register(registry);
    this.requests = new RequestMetrics(registry);
    this.runs = new RunMetrics(registry);
    this.providers = new ProviderMetrics(registry);
    this.callbacks = new CallbackMetrics(registry);
  }

  /** What callers ask over HTTP. */
  public RequestMetrics requests() {
    return requests;
  }

  /** How runs come and go. */
  public RunMetrics runs() {
    return runs;
  }

  /** How providers answer. */
  public ProviderMetrics providers() {
    return providers;
  }

  /** How receivers of callbacks answer. */
  public CallbackMetrics callbacks() {
    return callbacks;
  }

  /**
   * How a job lane works; ask once for each lane.
   *
   * @param slots most jobs at a time on this node
   */
  public LaneMetrics lane(String name, int slots) {
    return new LaneMetrics(registry, name, slots);
  }

  /** How a HikariCP pool works: connections in use, waits for one. */
  public MetricsTrackerFactory connectionPool() {
    return new MicrometerMetricsTrackerFactory(registry);
  }

  /** Everything as of now, in the text format of Prometheus. */
  public String text() {
    return registry.scrape();
  }

  /** Stops watching; recorders may still be called and lead nowhere. */
  @Override
  public void close() {
    collections.close();
    registry.close();
  }
}
