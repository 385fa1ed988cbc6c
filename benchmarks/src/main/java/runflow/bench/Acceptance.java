package runflow.bench;

import java.time.Duration;

/**
 * Accepted runs a second, each durable before its answer: while they are executed as well, and
 * while they only queue because every place at the provider is taken.
 */
final class Acceptance {
  private static final Duration LONGEST_REST = Duration.ofSeconds(90);

  private final Lab lab;
  private final Report report;
  private final Rounds limit = new Rounds("accept: limit, bare echo POST");
  private final Rounds executing = new Rounds("accept: while executing");
  private final Rounds queueing = new Rounds("accept: queueing only");

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
    Load.Work run = create(server, Requests.Fate.SUCCEED);
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

    Load.Work queue = create(server, Requests.Fate.BLOCK);
    Load.run(server.child().url(), options.clients(), 1, queue);
    for (int i = 0; i < options.rounds(); i++) {
      limit.measure(lab, echo, options.clients(), queue);
      queueing.measure(lab, server.child(), options.clients(), queue);
    }
    report.heading("(a) accepted runs, every one durable");
    limit.report(report);
    queueing.report(report);
    report.add(
        "accept: queueing only / limit",
        "ratio",
        Report.Aim.atLeast(0.25),
        queueing.ratioTo(limit));
    executing.report(report);
    report.add("accept: finished meanwhile", "1/s", finished);
    report.add("accept: while executing / limit", "ratio", executing.ratioTo(limit));
  }

  private static Load.Work create(Lab.Running server, Requests.Fate fate) {
    byte[] request = Requests.create(server.key(), fate);
    return client -> client.expect(201, request);
  }
}
