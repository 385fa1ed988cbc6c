package runflow.run;

import java.time.Duration;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import runflow.config.ProviderConfig;
import runflow.db.Db;
import runflow.db.Tx;

/**
 * Holds the caps of providers, exactly and over all nodes: who wants to hand a job over locks the
 * provider's row, counts, and moves the time of the next submission on. Submissions are spread
 * evenly over the minute. A provider without a cap costs no statement.
 */
final class ProviderPace {
  private static final Duration MINUTE = Duration.ofMinutes(1);

  /** How soon to look again for a place that another run holds. */
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

  private final Db db;
  private final ProviderConfig config;
  private final ProviderTurns turns;

  ProviderPace(Db db, ProviderConfig config, ProviderTurns turns) {
    this.db = db;
    this.config = config;
    this.turns = turns;
  }

  boolean bounds(String provider) {
    ProviderConfig.Caps caps = config.capsOf(provider);
    return caps.running() > 0 || caps.perMinute() > 0;
  }

  /**
   * Whether there is room, and whose turn it is, without taking it: spares a run that must wait the
   * fetching of its pictures.
   *
   * @return empty if there is; else how long to wait
   */
  Optional<Duration> look(Run run) {
    String provider = run.pinned().provider();
    if (!bounds(provider)) {
      return Optional.empty();
    }
    Optional<Duration> wait =
        db.query(sql -> wait(sql, config.capsOf(provider), provider, untilNext(sql, provider)));
    return wait.isEmpty() && turns.isAnothers(run, LOOK_AGAIN) ? Optional.of(LOOK_AGAIN) : wait;
  }

  /**
   * Takes a place for one job, for the transaction that records its handover. Time is the
   * database's, which all nodes have in common.
   *
   * @return empty if the job may be handed over; else how long to wait
   */
  Optional<Duration> take(Tx tx, Run run) {
    String provider = run.pinned().provider();
    ProviderConfig.Caps caps = config.capsOf(provider);
    Optional<Duration> wait = wait(tx.sql(), caps, provider, lock(tx.sql(), provider));
    if (wait.isEmpty() && caps.perMinute() > 0) {
      advance(tx.sql(), provider, MINUTE.dividedBy(caps.perMinute()));
    }
    if (wait.isEmpty()) {
      turns.taken(tx, run);
    }
    return wait;
  }

  private static Optional<Duration> wait(
      Handle sql, ProviderConfig.Caps caps, String provider, Duration untilNext) {
    if (caps.perMinute() > 0 && untilNext.isPositive()) {
      return Optional.of(untilNext);
    }
    return caps.running() > 0 && running(sql, provider, caps.running()) >= caps.running()
        ? Optional.of(LOOK_AGAIN)
        : Optional.empty();
  }

  private static Duration untilNext(Handle sql, String provider) {
    return sql.createQuery(
            """
            select (extract(epoch from next_at - clock_timestamp()) * 1000)::bigint
            from provider_pace where provider = :provider
            """)
        .bind("provider", provider)
        .mapTo(Long.class)
        .findOne()
        .map(Duration::ofMillis)
        .orElse(Duration.ZERO);
  }

  private static Duration lock(Handle sql, String provider) {
    long millis =
        sql.createQuery(
                """
                insert into provider_pace (provider, next_at) values (:provider, clock_timestamp())
                on conflict (provider) do update set next_at = provider_pace.next_at
                returning (extract(epoch from next_at - clock_timestamp()) * 1000)::bigint
                """)
            .bind("provider", provider)
            .mapTo(Long.class)
            .one();
    return Duration.ofMillis(millis);
  }

  private static int running(Handle sql, String provider, int limit) {
    return sql.createQuery(
            """
            select count(*) from (select from run where admitted and completed_at is null
              and provider = :provider and state in ('dispatching', 'running')
              limit :limit) counted
            """)
        .bind("provider", provider)
        .bind("limit", limit)
        .mapTo(Integer.class)
        .one();
  }

  private static void advance(Handle sql, String provider, Duration gap) {
    sql.createUpdate(
            """
            update provider_pace
            set next_at = clock_timestamp() + :millis * interval '1 millisecond'
            where provider = :provider
            """)
        .bind("provider", provider)
        .bind("millis", gap.toMillis())
        .execute();
  }
}
