package runflow.run;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import runflow.config.ProviderConfig;
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

  private final ProviderConfig config;

  ProviderPace(ProviderConfig config) {
    this.config = config;
  }

  boolean bounds(String provider) {
    ProviderConfig.Caps caps = config.capsOf(provider);
    return caps.running() > 0 || caps.perMinute() > 0;
  }

  /**
   * Takes a place for one job, for the transaction that records its handover.
   *
   * @return empty if the job may be handed over; else when to ask again
   */
  Optional<Instant> take(Tx tx, String provider, Instant now) {
    ProviderConfig.Caps caps = config.capsOf(provider);
    Instant next = lock(tx, provider, now);
    if (caps.perMinute() > 0 && next.isAfter(now)) {
      return Optional.of(next);
    }
    if (caps.running() > 0 && running(tx, provider, caps.running()) >= caps.running()) {
      return Optional.of(now.plus(LOOK_AGAIN));
    }
    if (caps.perMinute() > 0) {
      advance(tx, provider, now.plus(MINUTE.dividedBy(caps.perMinute())));
    }
    return Optional.empty();
  }

  private static Instant lock(Tx tx, String provider, Instant now) {
    return tx.sql()
        .createQuery(
            """
            insert into provider_pace (provider, next_at) values (:provider, :now)
            on conflict (provider) do update set next_at = provider_pace.next_at
            returning next_at
            """)
        .bind("provider", provider)
        .bind("now", time(now))
        .mapTo(OffsetDateTime.class)
        .one()
        .toInstant();
  }

  private static int running(Tx tx, String provider, int limit) {
    return tx.sql()
        .createQuery(
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

  private static void advance(Tx tx, String provider, Instant next) {
    tx.sql()
        .createUpdate("update provider_pace set next_at = :next where provider = :provider")
        .bind("provider", provider)
        .bind("next", time(next))
        .execute();
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
