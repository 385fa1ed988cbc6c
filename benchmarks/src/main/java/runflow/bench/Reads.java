package runflow.bench;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Reads of random runs, all of them finished or one in five still open. */
final class Reads {
  private static final int FINISHED = 10_000;
  private static final int OPEN = 500;
  private static final int OPEN_IN = 5;

  private Reads() {}

  static void measure(Lab lab, Report report) throws Exception {
    Options options = lab.options();
    Lab.Running server = lab.server();
    Runs.Sample sample = Runs.finishOne(server);
    FinishedRuns.copy(server.database(), sample.id(), FINISHED);
    Runs.createMany(server, OPEN, Requests.Fate.RUN);
    List<byte[]> finished = requests(server, "run where completed_at is not null");
    List<byte[]> open = requests(server, "run where completed_at is null");
    Child echo = lab.echo(sample.finished(), sample.created());

    Load.Work readFinished = random(finished);
    Load.Work readMixed =
        client -> {
          List<byte[]> from = client.random().nextInt(OPEN_IN) == 0 ? open : finished;
          client.expect(200, from.get(client.random().nextInt(from.size())));
        };
    Load.run(echo.url(), options.clients(), options.warmup(), readFinished);
    Load.run(server.child().url(), options.clients(), options.warmup(), readMixed);

    var limit = new Rounds("read: limit, bare echo GET");
    var ended = new Rounds("read: finished runs");
    var mixed = new Rounds("read: one in five open");
    for (int i = 0; i < options.rounds(); i++) {
      limit.measure(lab, echo, options.clients(), readFinished);
      ended.measure(lab, server.child(), options.clients(), readFinished);
      mixed.measure(lab, server.child(), options.clients(), readMixed);
    }
    report.heading("(b) GET /v1/runs/{id}");
    limit.report(report);
    ended.report(report);
    report.add(
        "read: finished runs / limit", "ratio", Report.Aim.atLeast(0.5), ended.ratioTo(limit));
    mixed.report(report);
    report.add(
        "read: one in five open / limit", "ratio", Report.Aim.atLeast(0.5), mixed.ratioTo(limit));
  }

  /** Reads of some 10,000 runs from all over a table that has so many. */
  static Load.Work random(Lab.Running server, int rows) throws SQLException {
    double percent = Math.min(100, 100.0 * FINISHED / rows);
    return random(
        requests(
            server,
            "run tablesample bernoulli (%s) where completed_at is not null".formatted(percent)));
  }

  private static Load.Work random(List<byte[]> requests) {
    return client -> client.expect(200, requests.get(client.random().nextInt(requests.size())));
  }

  private static List<byte[]> requests(Lab.Running server, String rows) throws SQLException {
    List<byte[]> all = new ArrayList<>();
    try (Connection connection = Lab.connect(server.database());
        Statement statement = connection.createStatement();
        ResultSet ids = statement.executeQuery("select id from " + rows + " and livemode")) {
      while (ids.next()) {
        all.add(Requests.get("/v1/runs/" + ids.getString(1), server.key()));
      }
    }
    return all;
  }
}
