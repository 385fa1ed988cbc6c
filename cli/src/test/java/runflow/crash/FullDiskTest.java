package runflow.crash;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** The disk of the data folder fills up under load, and space returns. */
@Timeout(300)
@Execution(ExecutionMode.CONCURRENT)
class FullDiskTest {
  private static final int MEGABYTES = 240;
  private static final int BURST = 40;
  private static final int MOST_OFFERS = 2000;
  private static final Duration FULL = Duration.ofSeconds(2);
  private static final Duration LONGEST = Duration.ofSeconds(90);

  @TempDir private Path folder;

  @Test
  void aFullDiskIsToldClearlyAndNothingIsLost() throws Exception {
    Workshop workshop = Workshop.shared();
    Optional<SmallDisk> mounted = SmallDisk.mount(folder, MEGABYTES);
    assumeTrue(
        mounted.isPresent(),
        "NOT TESTED: neither `unshare -Urm` nor `unshare -m` may mount a tmpfs here");
    try (SmallDisk disk = mounted.get();
        var receiver = Receiver.start(workshop.secret())) {
      Folders.copy(workshop.template(), disk.seen().resolve("data"));
      var place =
          new Program.Place(
              folder.resolve("data"),
              disk.seen().resolve("data"),
              workshop.folder().resolve("full-disk.log"),
              disk.prefix());
      try (var node = new Node(workshop.program(), place, Map.of())) {
        node.start();
        fillAndFree(disk, new Load.Target(List.of(node), workshop.key(), receiver), node);
      }
    }
  }

  /** The clients wait for runs that cannot end; what they do not send is sent here. */
  private static int offerUntilRefused(Load load, String url) throws InterruptedException {
    for (int i = 0; i < MOST_OFFERS; i++) {
      if (load.offer(Order.once("offer-" + i, url)).isEmpty() && !load.refusals().isEmpty()) {
        return i;
      }
    }
    throw new AssertionError("a full disk refused none of %d runs".formatted(MOST_OFFERS));
  }

  private static void fillAndFree(SmallDisk disk, Load.Target target, Node node) throws Exception {
    try (Load load = Load.start(target, 1)) {
      load.awaitMore(BURST);
      disk.fill();
      int taken = offerUntilRefused(load, target.receiver().url());
      System.out.printf("  %d runs were taken on a full disk, then: %s%n", taken, load.refusals());
      node.survive(FULL);
      disk.free();
      if (!Files.exists(Sql.pidFile(node.data()))) {
        System.out.println("  PostgreSQL gave up on the full disk: the server is started again");
        node.stop(LONGEST);
        node.start();
      }
      load.finish(LONGEST);
      assertThat(load.refusals())
          .allMatch(Load.Refusal::isClear)
          .anyMatch(refusal -> refusal.body().contains("disk is full"));
      new CrashAudit(node.sql(), target.receiver()).require("full disk", load.accepted());
    }
  }
}
