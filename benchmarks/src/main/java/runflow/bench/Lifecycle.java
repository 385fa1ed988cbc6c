package runflow.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * Whole runs a second, from the creation to the callback's arrival, so many at a time: the next one
 * begins when the callback of the last has come.
 */
final class Lifecycle {
  static final Duration LONGEST = Duration.ofSeconds(90);

  private Lifecycle() {}

  static void measure(Lab lab, Report report) throws Exception {
    Options options = lab.options();
    Lab.Running server = lab.server();
    var rounds = new Rounds("lifecycle: runs with their callback");
    try (var receiver = Receiver.open(options.inFlight())) {
      Load.Work run = work(server.testKey(), receiver, options.inFlight());
      Load.run(server.child().url(), options.inFlight(), options.warmup(), run);
      for (int i = 0; i < options.rounds(); i++) {
        rounds.measure(lab, server.child(), options.inFlight(), run);
      }
      report.heading("(c) whole lifecycles, %d at a time".formatted(options.inFlight()));
      rounds.report(report);
      report.add("lifecycle: rate", "1/s", Report.Aim.atLeast(2000), rounds.perSecond());
      report.add("lifecycle: repeated callbacks", "in all", (double) receiver.strays());
    }
  }

  /** One whole run of a client, its callback received. */
  static Load.Work work(String key, Receiver receiver, int clients) {
    List<byte[]> requests = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      requests.add(Requests.create(key, Requests.Fate.INSTANT, receiver.url(i)));
    }
    return client -> {
      client.expect(201, requests.get(client.number()));
      receiver.await(client.number(), Runs.id(client.connection().body()), LONGEST);
    };
  }
}
