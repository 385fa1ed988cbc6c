package runflow.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * How long the server leaves a run lying: from the arrival of the answer to its creation to the
 * call of the provider, and from the provider's result (its call, as it answers at once) to the
 * arrival of the callback. With one client, and at a fixed rate whatever the server does.
 */
final class Latency {
  private static final int PER_SECOND = 100;
  private static final int CLIENTS = 32;
  private static final long TOO_LATE = TimeUnit.MILLISECONDS.toNanos(5);
  private static final double MOST_TO_PROVIDER = 5;
  private static final double MOST_TO_CALLBACK = 10;

  private final Lab lab;
  private final Report report;
  private final Lab.Running server;
  private final Receiver receiver;

  private Latency(Lab lab, Report report, Lab.Running server, Receiver receiver) {
    this.lab = lab;
    this.report = report;
    this.server = server;
    this.receiver = receiver;
  }

  /** What one measurement gathers, in nanoseconds. */
  private record Gathered(
      Histogram toAnswer, Histogram toProvider, Histogram toCallback, AtomicLong late) {
    static Gathered none() {
      return new Gathered(concurrent(), concurrent(), concurrent(), new AtomicLong());
    }

    private static Histogram concurrent() {
      return new ConcurrentHistogram(TimeUnit.MINUTES.toNanos(2), 3);
    }
  }

  static void measure(Lab lab, Report report) throws Exception {
    Lab.Running server = lab.server();
    try (var receiver = Receiver.open(CLIENTS)) {
      new Latency(lab, report, server, receiver).measure();
    }
  }

  private void measure() throws Exception {
    Options options = lab.options();
    atRate(options.warmup());
    report.heading("(d) how long a run lies");
    List<Gathered> alone = new ArrayList<>();
    List<Gathered> steady = new ArrayList<>();
    for (int i = 0; i < options.rounds(); i++) {
      alone.add(oneByOne(options.seconds()));
      steady.add(atRate(options.seconds()));
    }
    report("latency, one client", alone);
    report("latency, %d runs/s".formatted(PER_SECOND), steady);
    report.add(
        "latency, %d runs/s: sent over 5 ms late".formatted(PER_SECOND),
        "runs",
        steady.stream().mapToDouble(gathered -> (double) gathered.late().get()).toArray());
  }

  private Gathered oneByOne(int seconds) throws Exception {
    Gathered gathered = Gathered.none();
    List<byte[]> requests = requests();
    Load.run(server.child().url(), 1, seconds, client -> follow(client, requests, gathered));
    return gathered;
  }

  private Gathered atRate(int seconds) throws Exception {
    Gathered gathered = Gathered.none();
    List<byte[]> requests = requests();
    var next = new AtomicLong();
    long start = System.nanoTime();
    Load.run(
        server.child().url(),
        CLIENTS,
        seconds,
        client -> {
          long due = start + next.getAndIncrement() * TimeUnit.SECONDS.toNanos(1) / PER_SECOND;
          for (long left = due - System.nanoTime(); left > 0; left = due - System.nanoTime()) {
            LockSupport.parkNanos(left);
          }
          if (System.nanoTime() - due > TOO_LATE) {
            gathered.late().incrementAndGet();
          }
          follow(client, requests, gathered);
        });
    return gathered;
  }

  private List<byte[]> requests() {
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i < CLIENTS; i++) {
      requests.add(Requests.create(server.key(), Requests.Fate.SUCCEED, receiver.url(i)));
    }
    return requests;
  }

  private void follow(Load.Client client, List<byte[]> requests, Gathered gathered)
      throws IOException, InterruptedException {
    long sent = System.nanoTime();
    client.expect(201, requests.get(client.number()));
    long answered = System.nanoTime();
    String run = Runs.id(client.connection().body());
    Receiver.Arrival arrival = receiver.await(client.number(), run, Lifecycle.LONGEST);
    gathered.toAnswer().recordValue(answered - sent);
    // The provider may be called before the answer has come through.
    gathered.toProvider().recordValue(Math.max(0, arrival.seed() - answered));
    gathered.toCallback().recordValue(Math.max(0, arrival.at() - arrival.seed()));
  }

  private void report(String name, List<Gathered> rounds) {
    report.add(name + ": creation, median", "ms", at(rounds, Gathered::toAnswer, 50));
    report.add(
        name + ": to the provider, median",
        "ms",
        Report.Aim.atMost(MOST_TO_PROVIDER),
        at(rounds, Gathered::toProvider, 50));
    report.add(name + ": to the provider, p99", "ms", at(rounds, Gathered::toProvider, 99));
    report.add(
        name + ": to the callback, median",
        "ms",
        Report.Aim.atMost(MOST_TO_CALLBACK),
        at(rounds, Gathered::toCallback, 50));
    report.add(name + ": to the callback, p99", "ms", at(rounds, Gathered::toCallback, 99));
  }

  private static double[] at(
      List<Gathered> rounds,
      java.util.function.Function<Gathered, Histogram> which,
      double percentile) {
    return rounds.stream()
        .mapToDouble(gathered -> which.apply(gathered).getValueAtPercentile(percentile) / 1e6)
        .toArray();
  }
}
