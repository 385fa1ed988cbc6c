package runflow;

import java.util.List;
import java.util.concurrent.Executors;
import runflow.config.Config;
import runflow.job.JobLane;
import runflow.signal.Signal;
import runflow.signal.SignalReceiver;
import runflow.signal.Signals;

/** The kinds of durable work. A node that does not run them tells those that do of new jobs. */
record JobLanes(JobLane delivery, JobLane webhook, JobLane run, JobLane render)
    implements SignalReceiver, AutoCloseable {
  /** A step that waits for somebody else's answer holds a virtual thread and nothing more. */
  private static final int RUN_THREADS = 256;

  private static final int DELIVERY_THREADS = 256;

  /** One for each endpoint that is being sent to. */
  private static final int WEBHOOK_THREADS = 1024;

  static JobLanes of(Config config, Platform platform) {
    JobLane.Workplace workplace = platform.workplace(config.runs());
    Signals signals = platform.signals();
    return new JobLanes(
        lane(workplace, signals, "delivery", DELIVERY_THREADS),
        lane(workplace, signals, "webhook", WEBHOOK_THREADS),
        lane(workplace, signals, "run", RUN_THREADS),
        lane(workplace, signals, "render", config.engine().slots()));
  }

  private static JobLane lane(
      JobLane.Workplace workplace, Signals signals, String name, int threads) {
    return new JobLane(workplace, name, threads, () -> signals.publish(new Signal.WorkWaits(name)));
  }

  List<JobLane> all() {
    return List.of(delivery, webhook, run, render);
  }

  @Override
  public void received(Signal signal) {
    switch (signal) {
      case Signal.RunClosed closed -> {}
      case Signal.KeyChanged changed -> {}
      case Signal.RunMoved moved -> {}
      case Signal.RunFollowed followed -> {}
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
