package runflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * The real program under load, killed and started again on the same data folder: everything that
 * was accepted ends once, is billed once and is told with the same bytes.
 *
 * <p>The random part is repeated with {@code -Drunflow.crash.seed=…} in {@code -Dtest.jvm.flags}.
 */
@Execution(ExecutionMode.CONCURRENT)
class CrashCampaignTest {
  private static final Duration LONGEST_RETRY = Duration.ofSeconds(60);

  @Test
  @Timeout(600)
  void whateverWasAcceptedEndsOnceAfterThirtyKills() throws Exception {
    campaign(30, 2, 1);
  }

  @Test
  @Tag("long")
  @Timeout(7200)
  void whateverWasAcceptedEndsOnceAfterFiveHundredKills() throws Exception {
    campaign(500, 30, 8);
  }

  private static void campaign(int kills, int timesEachSeam, int renders) throws Exception {
    long seed = Long.getLong("runflow.crash.seed", System.nanoTime());
    System.out.printf("crash campaign of %d kills, -Drunflow.crash.seed=%d%n", kills, seed);
    List<Seam> seams = seams(kills, timesEachSeam, renders, new SplittableRandom(seed));
    try (Site site = Site.open(Workshop.shared(), Map.of(), seed)) {
      for (Seam seam : seams) {
        long begun = System.nanoTime();
        seam.strike(site);
        Duration reached = Duration.ofNanos(System.nanoTime() - begun);
        Duration restart = site.node().start().took();
        System.out.printf(
            "  killed: %s (reached in %d ms), serves again after %d ms%n",
            seam, reached.toMillis(), restart.toMillis());
      }
      site.load().finish(LONGEST_RETRY);
      var audit = new CrashAudit(site.node().sql(), site.receiver());
      audit.require("%d kills, seed %d".formatted(kills, seed), site.load().accepted());
      assertThat(site.load().replayed()).isGreaterThanOrEqualTo(timesEachSeam);
      assertThat(audit.repeated()).hasSizeGreaterThanOrEqualTo(timesEachSeam);
      System.out.printf(
          "  %d connections broke, %d creations were replayed, %d deliveries had an attempt twice%n",
          site.load().broken(), site.load().replayed(), audit.repeated().size());
    }
  }

  private static List<Seam> seams(int kills, int times, int renders, SplittableRandom random) {
    List<Seam> seams = new ArrayList<>();
    for (int i = 0; i < times; i++) {
      seams.add(Seam.CommitUnheard.BEFORE_THE_ANSWER);
      seams.add(Seam.CommitUnheard.SUBMITTED);
      seams.add(Seam.CommitUnheard.FINISHED);
      seams.add(new Seam.MidCallback());
    }
    while (seams.stream().mapToInt(Seam::kills).sum() < kills - renders) {
      seams.add(Seam.draw(random));
    }
    // A render takes the sandbox's one place for seconds, so nothing waits behind these.
    for (int i = 0; i < renders; i++) {
      seams.add(new Seam.MidRender(i));
    }
    return seams;
  }
}
