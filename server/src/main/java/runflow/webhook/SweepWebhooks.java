package runflow.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import runflow.db.Db;
import runflow.id.WebhookId;

/** Forgets deliveries that are older than the retention, and listeners that nobody asks for. */
final class SweepWebhooks implements Runnable {
  private static final int AT_ONCE = 1_000;
  private static final int MOST_ROUNDS = 50;

  private final Db db;
  private final Listeners listeners;
  private final Secrets secrets;
  private final Duration retention;
  private final InstantSource clock;

  SweepWebhooks(Webhooks.Needs needs, Listeners listeners, Secrets secrets) {
    this.db = needs.db();
    this.listeners = listeners;
    this.secrets = secrets;
    this.retention = needs.settings().retention();
    this.clock = needs.clock();
  }

  @Override
  public void run() {
    for (WebhookId id : listeners.expired()) {
      db.useTx(
          tx -> {
            listeners.delete(tx, id);
            secrets.delete(tx, id);
          });
    }
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
                .bind("oldest", oldest())
                .bind("most", AT_ONCE)
                .mapTo(Integer.class)
                .one());
  }

  /** An id that is less than all that are to be kept: UUIDv7 begin with their time. */
  private UUID oldest() {
    return new UUID(clock.instant().minus(retention).toEpochMilli() << 16, 0);
  }
}
