package runflow.bench;

import java.time.Duration;
import java.util.List;

/**
 * Accepted runs a second, each durable before its answer: while they are executed as well, and
 * while they only queue because every place at the provider is taken.
 */
final class Acceptance {
  private static final Duration LONGEST_REST = Duration.ofSeconds(90);
  private static final int SEVERAL = 8;

  private final Lab lab;
  private final Report report;
  private final Rounds limit = new Rounds("accept: limit, bare echo POST");
  private final Rounds executing = new Rounds("accept: while executing");
  private final Rounds queueing = new Rounds("accept: queueing only");
  private final Rounds severally = new Rounds("accept: queueing only, 8 organisations");

  private Acceptance(Lab lab, Report report) {
    this.lab = lab;
    this.report = report;
  }

  static void measure(Lab lab, Report report) throws Exception {
    new Acceptance(lab, report).measure();
  }

  private void measure() throws Exception {
    Options options = lab.options();
    Lab.Running server = lab.server();
    Runs.Sample sample = Runs.finishOne(server);
    Child echo = lab.echo(sample.finished(), sample.created());
    List<String> one = List.of(server.key());
    Load.Work run = create(one, Requests.Fate.SUCCEED);
    Load.run(echo.url(), options.clients(), options.warmup(), run);
    Load.run(server.child().url(), options.clients(), options.warmup(), run);

    double[] finished = new double[options.rounds()];
    for (int i = 0; i < options.rounds(); i++) {
      Runs.awaitIdle(server, LONGEST_REST);
      long before = Runs.count(server.database(), "completed_at is not null");
      long start = System.nanoTime();
      executing.measure(lab, server.child(), options.clients(), run);
      long after = Runs.count(server.database(), "completed_at is not null");
      finished[i] = (after - before) * 1e9 / (System.nanoTime() - start);
    }
    Runs.awaitIdle(server, LONGEST_REST);

    Load.Work queue = create(one, Requests.Fate.BLOCK);
    Load.Work queues = create(Organisations.keys(server, SEVERAL), Requests.Fate.BLOCK);
    Load.run(server.child().url(), options.clients(), 1, queues);
    for (int i = 0; i < options.rounds(); i++) {
      limit.measure(lab, echo, options.clients(), queue);
      queueing.measure(lab, server.child(), options.clients(), queue);
      severally.measure(lab, server.child(), options.clients(), queues);
    }
    report.heading("(a) accepted runs, every one durable");
    limit.report(report);
    queueing.report(report);
    report.add(
        "accept: queueing only / limit",
        "ratio",
        Report.Aim.atLeast(0.25),
        queueing.ratioTo(limit));
    severally.report(report);
    report.add(
        "accept: queueing only, 8 organisations / limit",
        "ratio",
        Report.Aim.atLeast(0.25),
        severally.ratioTo(limit));
    executing.report(report);
    report.add("accept: finished meanwhile", "1/s", finished);
    report.add("accept: while executing / limit", "ratio", executing.ratioTo(limit));
  }

  private static Load.Work create(List<String> keys, Requests.Fate fate) {
    List<byte[]> requests = keys.stream().map(key -> Requests.create(key, fate)).toList();
    return client -> client.expect(201, requests.get(client.number() % requests.size()));
  }
}
