package runflow.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.security.auth.module.UnixSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The disk of the data folder fills up under load, and space returns. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class FullDiskTest {
  private static final int MEGABYTES = 240;
  private static final int BURST = 40;
  private static final int MOST_TRIES = 2000;
  private static final Duration FULL = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(90);
  private static final Map<String, String> SHORT_DRAIN = Map.of("RUNFLOW_RUNS_DRAIN", "2s");

  @TempDir private Path folder;

  /** What happens while the disk is full, and after space has returned. */
  private interface Scenario {
    void whileFull(Node node, Load load) throws Exception;

    void afterwards(Node node) throws Exception;
  }

  @Test
  void aFullDiskIsToldClearlyAndTheServerGoesOnWhenSpaceReturns() throws Exception {
    play(
        "full disk",
        "disk is full",
        new Scenario() {
          @Override
          public void whileFull(Node node, Load load) throws Exception {
            offerUntilRefused(load);
            node.survive(FULL);
          }

          @Override
          public void afterwards(Node node) throws Exception {
            assertThat(Sql.pidFile(node.data())).exists();
          }
        });
  }

  @Test
  @Tag("long")
  void aDatabaseThatGaveUpForWantOfSpaceIsBackAfterARestart() throws Exception {
    play(
        "full disk without room for the write-ahead log",
        "database does not answer",
        new Scenario() {
          @Override
          public void whileFull(Node node, Load load) throws Exception {
            exhaustTheLog(node.sql());
            Path pidFile = Sql.pidFile(node.data());
            Patience.until(LONGEST, "PostgreSQL has given up", () -> !Files.exists(pidFile));
            offerUntilRefused(load);
          }

          @Override
          public void afterwards(Node node) throws Exception {
            node.stop(LONGEST);
            node.start();
          }
        });
  }

  private void play(String name, String told, Scenario scenario) throws Exception {
    Workshop workshop = Workshop.shared();
    try (SmallDisk disk = mounted();
        var receiver = Receiver.start(workshop.secret());
        var node = node(workshop, disk)) {
      node.start();
      try (Load load = Load.start(new Load.Target(List.of(node), workshop.key(), receiver), 1)) {
        load.awaitMore(BURST);
        disk.fill();
        scenario.whileFull(node, load);
        disk.free();
        scenario.afterwards(node);
        load.finish(LONGEST);
        assertThat(load.refusals())
            .allMatch(Load.Refusal::isClear)
            .anyMatch(refusal -> refusal.body().contains(told));
        new CrashAudit(node.sql(), receiver).require(name, load.accepted());
      }
    }
  }

  /** Who is root on Linux can mount, or could not even start the database. Others may not. */
  private SmallDisk mounted() throws Exception {
    Optional<SmallDisk> mounted = SmallDisk.mount(folder, MEGABYTES);
    String refused = "neither `unshare -Urm` nor `unshare -m` may mount a tmpfs here";
    if (OS.LINUX.isCurrentOs() && new UnixSystem().getUid() == 0) {
      assertThat(mounted).as(refused).isPresent();
    }
    assumeTrue(mounted.isPresent(), "NOT TESTED: " + refused);
    return mounted.orElseThrow();
  }

  private Node node(Workshop workshop, SmallDisk disk) throws Exception {
    Path seen = disk.seen().resolve("data");
    Folders.copy(workshop.template(), seen);
    Path log = workshop.folder().resolve("full-disk-" + disk.hashCode() + ".log");
    var place = new Program.Place(folder.resolve("data"), seen, log, disk.prefix());
    return new Node(workshop.program(), place, SHORT_DRAIN);
  }

  /** The clients wait for runs that cannot end; what they do not send is sent here. */
  private static void offerUntilRefused(Load load) throws InterruptedException {
    for (int i = 0; i < MOST_TRIES; i++) {
      boolean taken = load.offer(Order.once("offer-" + i)).isPresent();
      if (!taken && !load.refusals().isEmpty()) {
        return;
      }
    }
    throw new AssertionError("a full disk refused none of %d runs".formatted(MOST_TRIES));
  }

  /** Writes to the log alone until it needs another file, which there is no room for. */
  private static void exhaustTheLog(Sql sql) {
    try {
      for (int i = 0; i < MOST_TRIES; i++) {
        sql.rows("select pg_logical_emit_message(false, 'crash', repeat('x', 1000000))");
      }
    } catch (SQLException noRoom) {
      return;
    }
    throw new AssertionError("the log found room on a full disk");
  }
}
