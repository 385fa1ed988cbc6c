package runflow.webhook;

import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.db.Db;
import runflow.id.Uuids;
import runflow.id.WebhookId;

/**
 * Ends listeners that are not heard of any more, and forgets events: all of a listener that is
 * gone, and what a listener has left waiting for a day or behind ten thousand newer ones.
 */
final class SweepListeners {
  private static final Logger log = LoggerFactory.getLogger(SweepListeners.class);

  /** Events that wait for one listener. */
  private static final int MOST_WAITING = 10_000;

  private static final Duration LONGEST_WAITING = Duration.ofDays(1);
  private static final int AT_ONCE = 1_000;
  private static final int MOST_ROUNDS = 200;
  private static final UUID BEHIND_ALL = new UUID(-1, -1);

  private final Db db;
  private final Listeners listeners;
  private final Secrets secrets;
  private final InstantSource clock;

  SweepListeners(Db db, Listeners listeners, Secrets secrets, InstantSource clock) {
    this.db = db;
    this.listeners = listeners;
    this.secrets = secrets;
    this.clock = clock;
  }

  void endExpired() {
    db.useTx(tx -> listeners.deleteExpired(tx).forEach(id -> secrets.delete(tx, id)));
  }

  /**
   * Whoever has events waiting, registered or not. Steps from one to the next in the index, since
   * there are few of them and many events.
   */
  List<WebhookId> withEvents() {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    with recursive heard (id) as (
                      (select listener_id from listener_event order by listener_id limit 1)
                      union all
                      select (select listener_id from listener_event where listener_id > heard.id
                        order by listener_id limit 1)
                      from heard where heard.id is not null)
                    select id from heard where id is not null
                    """)
                .mapTo(UUID.class)
                .map(WebhookId::new)
                .list());
  }

  /** Forgets what is not kept for a listener, in pages: there may be very much of it. */
  void forgetEvents(WebhookId listener) {
    UUID kept = oldestKept(listener);
    int forgotten = 0;
    int page = AT_ONCE;
    for (int round = 0; round < MOST_ROUNDS && page == AT_ONCE; round++) {
      page = forgetPage(listener, kept);
      forgotten += page;
    }
    if (forgotten > 0 && !kept.equals(BEHIND_ALL)) {
      log.warn(
          "listener {} does not keep up: {} of its oldest events were dropped",
          listener,
          forgotten);
    }
  }

  private UUID oldestKept(WebhookId listener) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    select case when exists (select from event_listener where id = :listener)
                      then greatest(:oldest, (
                        select id from listener_event where listener_id = :listener
                        order by id desc offset :newer limit 1))
                      else :none end
                    """)
                .bind("listener", listener.value())
                .bind("oldest", Uuids.first(clock.instant().minus(LONGEST_WAITING)))
                .bind("newer", MOST_WAITING - 1)
                .bind("none", BEHIND_ALL)
                .mapTo(UUID.class)
                .one());
  }

  private int forgetPage(WebhookId listener, UUID kept) {
    return db.query(
        sql ->
            sql.createUpdate(
                    """
                    delete from listener_event where listener_id = :listener and id in (
                      select id from listener_event where listener_id = :listener and id < :kept
                      order by id limit :most)
                    """)
                .bind("listener", listener.value())
                .bind("kept", kept)
                .bind("most", AT_ONCE)
                .execute());
  }
}
