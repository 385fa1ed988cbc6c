package runflow.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import runflow.callback.Event;
import runflow.callback.SignedMessage;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.DeliveryId;
import runflow.id.OrgId;
import runflow.id.WebhookId;

/**
 * Programs that fetch events instead of having them sent. What happens while one is registered
 * waits for it, however often it connects anew, until it says that an event is done. One that has
 * neither asked nor said so for a quarter of an hour expires. Whoever waits is woken by what
 * happens on this node and reads again each second for what happens on others. Safe for use by many
 * threads.
 */
final class Listeners {
  static final Duration LIFE = Duration.ofMinutes(15);
  private static final Duration RENEWAL = Duration.ofMinutes(12);
  private static final Duration REREAD = Duration.ofSeconds(1);

  private final Db db;
  private final InstantSource clock;
  private final ConcurrentHashMap<WebhookId, CountDownLatch> waiting = new ConcurrentHashMap<>();
  private volatile boolean ending;

  Listeners(Db db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  /**
   * A registered program.
   *
   * @param events that it wants; empty for all
   */
  record Listener(
      WebhookId id, Owner owner, Set<Event.Type> events, Instant createdAt, Instant expiresAt) {}

  /** An event that a listener wants. */
  record Heard(WebhookId listener, Event event, byte[] payload) {}

  /** An event that waits for its listener. */
  record Waiting(SignedMessage message, String eventType, Instant createdAt) {}

  void insert(Tx tx, Listener listener) {
    tx.sql()
        .createUpdate(
            """
            insert into event_listener (id, org_id, livemode, events, created_at, expires_at)
            values (:id, :org, :live, :events, :created, :expires)
            """)
        .bind("id", listener.id().value())
        .bind("org", listener.owner().org().value())
        .bind("live", listener.owner().livemode())
        .bind("events", WebhookStore.codes(listener.events()))
        .bind("created", Times.sql(listener.createdAt()))
        .bind("expires", Times.sql(listener.expiresAt()))
        .execute();
  }

  int count(Tx tx, Owner owner) {
    return tx.sql()
        .createQuery(
            """
            select count(*) from event_listener
            where org_id = :org and livemode = :live and expires_at > :now
            """)
        .bind("org", owner.org().value())
        .bind("live", owner.livemode())
        .bind("now", Times.sql(clock.instant()))
        .mapTo(Integer.class)
        .one();
  }

  /** Finds a listener that has not expired. */
  Optional<Listener> find(Owner owner, WebhookId id) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    select id, org_id, livemode, events, created_at, expires_at from event_listener
                    where id = :id and org_id = :org and livemode = :live and expires_at > :now
                    """)
                .bind("id", id.value())
                .bind("org", owner.org().value())
                .bind("live", owner.livemode())
                .bind("now", Times.sql(clock.instant()))
                .map((row, context) -> listener(row))
                .findOne());
  }

  /**
   * Removes a listener. The caller removes its secret, and the sweep its events: they may be many,
   * and what happens just now may add to them.
   */
  void delete(Tx tx, WebhookId id) {
    tx.sql()
        .createUpdate("delete from event_listener where id = :id")
        .bind("id", id.value())
        .execute();
  }

  /** As {@link #delete}, all that were not heard of for too long. */
  List<WebhookId> deleteExpired(Tx tx) {
    return tx.sql()
        .createQuery("delete from event_listener where expires_at <= :now returning id")
        .bind("now", Times.sql(clock.instant()))
        .mapTo(UUID.class)
        .map(WebhookId::new)
        .list();
  }

  /** Keeps events for their listeners. */
  void add(Tx tx, List<Heard> heard, Instant now) {
    if (heard.isEmpty()) {
      return;
    }
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into listener_event
                      (listener_id, id, event_type, request_id, payload, created_at)
                    select *, :now from unnest(:listeners, :ids, :types, :requests, :payloads)
                    """)
                .bind("now", Times.sql(now)),
            heard)
        .uuid("listeners", one -> one.listener().value())
        .uuid("ids", one -> DeliveryId.create().value())
        .text("types", one -> one.event().type().code())
        .text("requests", one -> one.event().requestId())
        .bytes("payloads", Heard::payload)
        .done()
        .execute();
    Set<WebhookId> told = heard.stream().map(Heard::listener).collect(Collectors.toSet());
    tx.afterCommit(() -> told.forEach(this::wake));
  }

  /** Drops an event that its listener has dealt with; again is as good as once. */
  void done(Listener listener, DeliveryId event) {
    renew(listener);
    db.query(
        sql ->
            sql.createUpdate(
                    "delete from listener_event where listener_id = :listener and id = :id")
                .bind("listener", listener.id().value())
                .bind("id", event.value())
                .execute());
  }

  /**
   * What waits for a listener, the oldest first; empty if nothing comes within a time.
   *
   * @param most at least 1
   */
  List<Waiting> await(Listener listener, int most, Duration longest) throws InterruptedException {
    renew(listener);
    Instant end = clock.instant().plus(longest);
    while (true) {
      CountDownLatch latch = waiting.computeIfAbsent(listener.id(), id -> new CountDownLatch(1));
      List<Waiting> found = read(listener.id(), most);
      Duration left = Duration.between(clock.instant(), end);
      if (!found.isEmpty() || ending || !left.isPositive()) {
        waiting.remove(listener.id(), latch);
        return found;
      }
      Duration pause = left.compareTo(REREAD) < 0 ? left : REREAD;
      latch.await(pause.toMillis() + 1, TimeUnit.MILLISECONDS);
    }
  }

  /** Lets nobody wait any more. */
  void end() {
    ending = true;
    waiting.keySet().forEach(this::wake);
  }

  private void wake(WebhookId id) {
    CountDownLatch latch = waiting.remove(id);
    if (latch != null) {
      latch.countDown();
    }
  }

  private void renew(Listener listener) {
    Instant now = clock.instant();
    if (listener.expiresAt().isBefore(now.plus(RENEWAL))) {
      db.query(
          sql ->
              sql.createUpdate("update event_listener set expires_at = :expires where id = :id")
                  .bind("expires", Times.sql(now.plus(LIFE)))
                  .bind("id", listener.id().value())
                  .execute());
    }
  }

  private List<Waiting> read(WebhookId listener, int most) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    select id, event_type, request_id, payload, created_at from listener_event
                    where listener_id = :listener order by id limit :most
                    """)
                .bind("listener", listener.value())
                .bind("most", most)
                .map(
                    (row, context) ->
                        new Waiting(
                            new SignedMessage(
                                row.getString("id"),
                                row.getString("request_id"),
                                row.getBytes("payload")),
                            row.getString("event_type"),
                            Times.required(row, "created_at")))
                .list());
  }

  private static Listener listener(ResultSet row) throws SQLException {
    return new Listener(
        new WebhookId(row.getObject("id", UUID.class)),
        new Owner(new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
        WebhookStore.types(row),
        Times.required(row, "created_at"),
        Times.required(row, "expires_at"));
  }
}
