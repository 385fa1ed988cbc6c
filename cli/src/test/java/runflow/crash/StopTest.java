package runflow.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import runflow.db.EmbeddedDatabase;

/** SIGTERM under load: what can end ends, the rest is put back, and nothing is done twice. */
@Timeout(600)
@Execution(ExecutionMode.CONCURRENT)
class StopTest {
  private static final int STOPPED_BY_SIGTERM = 143;
  private static final int BURST = 60;
  private static final int CONNECTIONS = 20;
  private static final Duration LONGEST = Duration.ofMinutes(3);
  private static final Map<String, String> LONG_DRAIN = Map.of("RUNFLOW_RUNS_DRAIN", "150s");

  private static final String RENDER =
      "select state, progress, completed_at from sandbox_render where run_id = ?::uuid";
  private static final String DRAWING =
      "select count(*) from sandbox_render where run_id = ?::uuid and progress > 0";
  private static final String PICKED =
      """
      select (select count(*) from job_run where picked) + (select count(*) from job_render
        where picked) + (select count(*) from job_delivery where picked)
      """;

  @Test
  void aStopUnderLoadRepeatsNothing() throws Exception {
    try (Site site = Site.open(Workshop.shared(), LONG_DRAIN, 1)) {
      site.load().awaitMore(BURST);
      String rendered = drawing(site);

      assertThat(site.node().stop(LONGEST)).isEqualTo(STOPPED_BY_SIGTERM);

      List<Map<String, Object>> done;
      try (var database = EmbeddedDatabase.start(site.node().data(), CONNECTIONS, notice -> {})) {
        var sql = new Sql(database.address());
        assertThat(new CrashAudit(sql, site.receiver()).repeated()).isEmpty();
        assertThat(sql.count(PICKED)).isZero();
        done = sql.rows(RENDER, rendered);
        assertThat(done.getFirst()).containsEntry("state", "done");
      }
      site.node().start();
      site.load().finish(LONGEST);
      var audit = new CrashAudit(site.node().sql(), site.receiver());
      audit.require("stop under load", site.load().accepted());
      assertThat(audit.repeated()).isEmpty();
      assertThat(site.node().sql().rows(RENDER, rendered)).isEqualTo(done);
    }
  }

  /** A run whose video is being drawn. */
  private static String drawing(Site site) throws Exception {
    String run = site.load().create(Order.rendered("rendered", site.receiver().url()));
    Sql sql = site.node().sql();
    Patience.until(LONGEST, "the video is being drawn", () -> sql.count(DRAWING, run) == 1);
    return run;
  }
}
