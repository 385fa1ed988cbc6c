package runflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two servers on one PostgreSQL, of which one is killed under load. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class TwoNodesTest {
  private static final int BURST = 80;
  private static final int MOST_TRIES = 5;
  private static final Duration LONGEST = Duration.ofSeconds(90);

  /** Twenty seconds without a heartbeat, the look for that, and room for a machine that is busy. */
  private static final Duration ON_THE_OTHER = Duration.ofSeconds(75);

  /**
   * Two seconds, and room for a machine that is busy; without its name it would take far longer.
   */
  private static final Duration ON_THE_SAME = Duration.ofSeconds(10);

  private static final String PICKED =
      """
      select r.id from job_run j join run r on r.id::text = j.task_instance
      where j.picked and j.picked_by = ? and r.completed_at is null
      """;
  private static final String LAST_END =
      """
      select (extract(epoch from max(completed_at)) * 1000)::bigint from run
      where id = any (?::uuid[])
      """;

  @Test
  void workOfAKilledNodeResumesOnTheOtherOrOnItself() throws Exception {
    Workshop workshop = Workshop.shared();
    try (var database = OwnPostgres.start(workshop);
        var receiver = Receiver.start(workshop.secret());
        var killed = database.node();
        var other = database.node()) {
      killed.start();
      other.start();
      var target = new Load.Target(List.of(killed, other), workshop.key(), receiver);
      var audit = new CrashAudit(database.sql(), receiver);
      try (Load load = Load.start(target, 1)) {
        load.awaitMore(BURST);
        Set<String> picked = killAtWork(database.sql(), killed);
        Instant at = Instant.now();
        load.finish(LONGEST);
        audit.require("kill of one of two nodes", load.accepted());
        requireEnded("on the other node", database.sql(), picked, at, ON_THE_OTHER);
      }
      killed.start();
      try (Load load = Load.start(target, 2)) {
        load.awaitMore(BURST);
        Set<String> picked = killAtWork(database.sql(), killed);
        Instant at = killed.start().at();
        load.finish(LONGEST);
        audit.require("kill and restart of one of two nodes", load.accepted());
        requireEnded("on the restarted node", database.sql(), picked, at, ON_THE_SAME);
      }
    }
  }

  /** Kills a node while it has open runs in hand, and says which. */
  private static Set<String> killAtWork(Sql sql, Node node) throws Exception {
    String name = Files.readString(node.data().resolve("node.name")).strip();
    for (int i = 0; i < MOST_TRIES; i++) {
      try (var commits = HeldCommits.of(sql)) {
        commits.await("work of " + name, () -> !sql.rows(PICKED, name).isEmpty());
        node.kill();
        commits.release();
      }
      // Some had ended when their node was held up, and only their job had not.
      Set<String> open =
          sql.rows(PICKED, name).stream()
              .map(row -> String.valueOf(row.get("id")))
              .collect(Collectors.toSet());
      if (!open.isEmpty()) {
        return open;
      }
      node.start();
    }
    throw new AssertionError("the node had nothing in hand in %d kills".formatted(MOST_TRIES));
  }

  private static void requireEnded(
      String where, Sql sql, Set<String> runs, Instant from, Duration bound) throws SQLException {
    assertThat(runs).isNotEmpty();
    Duration took = Duration.ofMillis(sql.count(LAST_END, runs) - from.toEpochMilli());
    System.out.printf(
        "  %d runs that the killed node had in hand ended %s after %d ms%n",
        runs.size(), where, took.toMillis());
    assertThat(took).isLessThan(bound);
  }
}
