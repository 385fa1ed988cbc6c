package runflow.run;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.job.JobLane;

/**
 * Lets organisations take turns where they share what a provider takes: next is the one that was
 * last given a place the longest ago, however many runs another one has waiting.
 */
final class ProviderTurns {
  private static final int MOST_AHEAD = 20;

  private final Db db;
  private final JobLane jobs;

  ProviderTurns(Db db, JobLane jobs) {
    this.db = db;
    this.jobs = jobs;
  }

  /**
   * Whether a run has to leave a free place to another organisation, which then looks at once.
   *
   * @param within how soon whoever waits for a place looks for one by itself; who waits longer
   *     waits for something else
   */
  boolean isAnothers(Run run, Duration within) {
    List<UUID> ahead = db.query(sql -> ahead(sql, run));
    return !ahead.isEmpty() && jobs.hasten(ahead, within);
  }

  private static List<UUID> ahead(Handle sql, Run run) {
    return sql.createQuery(
            """
            select waiting.id from run as waiting
              left join provider_turn as its
                on its.provider = waiting.provider and its.org_id = waiting.org_id
            where waiting.admitted and waiting.completed_at is null
              and waiting.provider = :provider and waiting.state = 'queued'
              and waiting.org_id <> :org
              and coalesce(its.at, '-infinity') < coalesce((select at from provider_turn
                where provider = :provider and org_id = :org), '-infinity')
            order by coalesce(its.at, '-infinity'), waiting.id limit :most
            """)
        .bind("provider", run.pinned().provider())
        .bind("org", run.account().org().value())
        .bind("most", MOST_AHEAD)
        .mapTo(UUID.class)
        .list();
  }

  /** Notes that a run was given a place, in the transaction that gives it. */
  void taken(Tx tx, Run run) {
    tx.sql()
        .createUpdate(
            """
            insert into provider_turn (provider, org_id, at)
            values (:provider, :org, clock_timestamp())
            on conflict (provider, org_id) do update set at = excluded.at
            """)
        .bind("provider", run.pinned().provider())
        .bind("org", run.account().org().value())
        .execute();
  }
}
