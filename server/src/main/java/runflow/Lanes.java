package runflow;

import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import runflow.config.Config;
import runflow.db.Db;
import runflow.job.JobLane;
import runflow.job.NodeName;
import runflow.signal.Signal;
import runflow.signal.SignalReceiver;
import runflow.signal.Signals;

/** The kinds of durable work. A node that does not run them tells those that do of new jobs. */
record Lanes(JobLane delivery, JobLane run, JobLane render)
    implements SignalReceiver, AutoCloseable {
  private static final int RUN_THREADS = 32;
  private static final int DELIVERY_THREADS = 32;

  /** What all lanes of a node have in common. */
  record Node(Db db, NodeName name, Signals signals, InstantSource clock) {}

  static Lanes of(Node node, Config config) {
    return new Lanes(
        lane(node, "delivery", DELIVERY_THREADS, config),
        lane(node, "run", RUN_THREADS, config),
        lane(node, "render", config.engine().slots(), config));
  }

  private static JobLane lane(Node node, String name, int threads, Config config) {
    return new JobLane(
        node.db(),
        node.name(),
        new JobLane.Settings(name, threads, config.runs().drain()),
        node.clock(),
        () -> node.signals().publish(new Signal.WorkWaits(name)));
  }

  List<JobLane> all() {
    return List.of(delivery, run, render);
  }

  @Override
  public void received(Signal signal) {
    switch (signal) {
      case Signal.RunClosed closed -> {}
      case Signal.WorkWaits work ->
          all().stream().filter(lane -> lane.name().equals(work.lane())).forEach(JobLane::lookNow);
    }
  }

  /** Lanes poll by themselves. */
  @Override
  public void reread() {}

  /** The lanes share the drain time. */
  @Override
  public void close() {
    try (var closing = Executors.newVirtualThreadPerTaskExecutor()) {
      all().forEach(lane -> closing.execute(lane::close));
    }
  }
}
