package runflow.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.Db;
import runflow.id.Uuids;
import runflow.id.WebhookId;

/**
 * Forgets deliveries that are older than the retention, listeners that nobody asks for, and their
 * events.
 */
final class SweepWebhooks implements Runnable {
  private static final Logger log = LoggerFactory.getLogger(SweepWebhooks.class);
  private static final int AT_ONCE = 1_000;
  private static final int MOST_ROUNDS = 50;

  private final Db db;
  private final SweepListeners listeners;
  private final Duration retention;
  private final InstantSource clock;

  SweepWebhooks(Webhooks.Needs needs, Listeners listeners, Secrets secrets) {
    this.db = needs.db();
    this.listeners = new SweepListeners(db, listeners, secrets, needs.clock());
    this.retention = needs.settings().retention();
    this.clock = needs.clock();
  }

  @Override
  public void run() {
    part("deliveries", this::forgetDeliveries);
    part("expired listeners", listeners::endExpired);
    part("listeners' events", () -> forgetEvents(listeners.withEvents()));
  }

  private void forgetEvents(List<WebhookId> of) {
    for (WebhookId id : of) {
      part("events of listener " + id, () -> listeners.forgetEvents(id));
    }
  }

  /** Does a part of the sweep; if it breaks, the others have their turn all the same. */
  private static void part(String what, Runnable work) {
    try {
      work.run();
    } catch (RuntimeException e) {
      log.error("the sweep of {} broke; the next one is in a minute", what, e);
    }
  }

  private void forgetDeliveries() {
    int rounds = 0;
    while (rounds < MOST_ROUNDS && forgetSome() == AT_ONCE) {
      rounds++;
    }
  }

  private int forgetSome() {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    with old as (
                      delete from webhook_delivery where id in (
                        select id from webhook_delivery
                        where id < :oldest and status <> 'pending' order by id limit :most)
                      returning id),
                    attempts as (
                      delete from webhook_attempt using old where delivery_id = old.id)
                    select count(*) from old
                    """)
                .bind("oldest", Uuids.first(clock.instant().minus(retention)))
                .bind("most", AT_ONCE)
                .mapTo(Integer.class)
                .one());
  }
}
