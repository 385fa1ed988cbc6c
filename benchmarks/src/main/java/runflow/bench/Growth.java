package runflow.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import runflow.db.DatabaseAddress;

/**
 * What a full table costs: the same work with few and with very many finished runs, seen from
 * outside and statement by statement, as PostgreSQL itself times and explains what the server
 * sends.
 */
final class Growth {
  private static final int FEW = 10_000;
  private static final double MOST = 1.5;

  /** Fewer executions have no median worth comparing. */
  private static final int FEWEST = 3;

  private static final List<String> EXPLAIN =
      List.of(
          "session_preload_libraries = 'auto_explain'",
          "auto_explain.log_min_duration = 0",
          "auto_explain.log_analyze = on",
          "auto_explain.log_buffers = on",
          "auto_explain.log_timing = off",
          "auto_explain.log_nested_statements = off",
          "auto_explain.log_parameter_max_length = 0");

  private final Lab lab;
  private final Report report;

  private Growth(Lab lab, Report report) {
    this.lab = lab;
    this.report = report;
  }

  static void measure(Lab lab, Report report) throws Exception {
    var growth = new Growth(lab, report);
    report.heading(
        "growth: the table of runs at %d and at %d".formatted(FEW, lab.options().finished()));
    Map<String, StatementTimes.Timed> few = growth.at(FEW);
    Map<String, StatementTimes.Timed> many = growth.at(lab.options().finished());
    growth.compare(few, many);
  }

  private Map<String, StatementTimes.Timed> at(int finished) throws Exception {
    Lab.Running server = lab.server();
    FinishedRuns.copy(server.database(), Runs.finishOne(server).id(), finished);
    traffic(server, "growth: %d finished, ".formatted(finished), finished, lab.options().clients());
    lab.stopServers();

    explain(server.database());
    Path log = lab.options().lab().resolve("database/postgres.log");
    Lab.Running explained = lab.server(server.database());
    long from = Files.size(log);
    traffic(explained, "growth: %d finished, explained, ".formatted(finished), finished, 1);
    lab.stopServers();
    var times = StatementTimes.read(log, from);
    Path plans = lab.options().lab().resolve("plans-%d.txt".formatted(finished));
    Files.writeString(plans, StatementTimes.text(times));
    Lab.say("plans of all statements: " + plans);
    return times;
  }

  private void traffic(Lab.Running server, String name, int finished, int clients)
      throws Exception {
    Options options = lab.options();
    Load.Work read = Reads.random(server, finished);
    var reads = new Rounds(name + "reads");
    var lifecycles = new Rounds(name + "lifecycles");
    try (var receiver = Receiver.open(clients)) {
      Load.Work run = Lifecycle.work(server.testKey(), receiver, clients);
      Load.run(server.child().url(), clients, options.warmup(), run);
      Load.run(server.child().url(), clients, options.warmup(), read);
      for (int i = 0; i < options.rounds(); i++) {
        lifecycles.measure(lab, server.child(), clients, run);
        reads.measure(lab, server.child(), clients, read);
      }
    }
    lifecycles.report(report);
    reads.report(report);
  }

  private void compare(
      Map<String, StatementTimes.Timed> few, Map<String, StatementTimes.Timed> many) {
    many.forEach(
        (sql, after) -> {
          StatementTimes.Timed before = few.get(sql);
          if (before != null && before.count() >= FEWEST && after.count() >= FEWEST) {
            report.add(
                "growth: " + (sql.length() > 60 ? sql.substring(0, 60) : sql),
                "ratio",
                Report.Aim.atMost(MOST),
                after.median() / before.median());
          }
        });
  }

  private static void explain(DatabaseAddress database) throws SQLException {
    String name = database.jdbcUrl().replaceFirst(".*/", "");
    try (Connection connection = Lab.connect(database);
        Statement statement = connection.createStatement()) {
      for (String setting : EXPLAIN) {
        statement.execute("alter database %s set %s".formatted(name, setting));
      }
    }
  }
}
