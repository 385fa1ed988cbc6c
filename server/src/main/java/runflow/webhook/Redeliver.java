package runflow.webhook;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import runflow.db.Columns;
import runflow.db.Tx;
import runflow.id.DeliveryId;
import runflow.id.WebhookId;
import runflow.job.JobLane;

/**
 * Sends again what was sent before: a new delivery of the same bytes. Many of them are an order,
 * which the endpoint's job works off in pages whenever nothing else is due.
 */
final class Redeliver {
  /** Deliveries of one order. */
  static final int MOST = 10_000;

  private static final int PAGE = 500;

  /** What an order is about: each event's latest delivery, if it has ended. */
  private static final String ORDERED =
      """
      webhook_id = :webhook and (created_at, id) > (:after, :afterId) and created_at <= :until
      and not superseded and status <> 'pending' and (status = 'failed' or not :failed)
      """;

  private final JobLane lane;
  private final InstantSource clock;

  Redeliver(JobLane lane, InstantSource clock) {
    this.lane = lane;
    this.clock = clock;
  }

  /**
   * An order to send again.
   *
   * @param failed whether only failed deliveries are meant
   * @param afterId the last one that was seen to, at the time {@code after}
   */
  record Order(
      UUID id,
      WebhookId webhook,
      boolean failed,
      Instant after,
      UUID afterId,
      Instant until,
      int remaining) {}

  /** Sends one delivery of an enabled endpoint again; empty if it is forgotten by now. */
  Optional<DeliveryId> one(Tx tx, Delivery delivery) {
    DeliveryId fresh = DeliveryId.create();
    if (copy(tx, List.of(new Copy(delivery.id(), fresh))) == 0) {
      return Optional.empty();
    }
    lane.enqueueDue(tx, List.of(delivery.webhook().value()));
    return Optional.of(fresh);
  }

  /**
   * Orders that everything since a time is sent to an enabled endpoint again.
   *
   * @return the order with the number of deliveries it is about; empty if one is under way
   */
  Optional<Order> since(Tx tx, WebhookId webhook, boolean failed, Instant since) {
    if (open(tx, webhook).isPresent()) {
      return Optional.empty();
    }
    var order =
        new Order(
            DeliveryId.create().value(),
            webhook,
            failed,
            since.truncatedTo(ChronoUnit.MILLIS),
            new UUID(0, 0),
            clock.instant(),
            0);
    int count =
        tx.sql()
            .createQuery(
                "select count(*) from (select from webhook_delivery where %s limit :most) as found"
                    .formatted(ORDERED))
            .bindMap(bindings(order))
            .bind("most", MOST)
            .mapTo(Integer.class)
            .one();
    var counted =
        new Order(
            order.id(), webhook, failed, order.after(), order.afterId(), order.until(), count);
    if (count > 0) {
      insert(tx, counted);
      lane.enqueueDue(tx, List.of(webhook.value()));
    }
    return Optional.of(counted);
  }

  /**
   * Turns the next page of an endpoint's order into deliveries that are due.
   *
   * @return whether it has an order
   */
  boolean addSome(Tx tx, WebhookId webhook) {
    Optional<Order> order = open(tx, webhook);
    if (order.isEmpty()) {
      return false;
    }
    int most = Math.min(PAGE, order.get().remaining());
    List<Seen> page = page(tx, order.get(), most);
    copy(tx, page.stream().map(seen -> new Copy(seen.id(), DeliveryId.create())).toList());
    if (page.size() < most || most == order.get().remaining()) {
      tx.sql()
          .createUpdate("delete from webhook_redelivery where id = :id")
          .bind("id", order.get().id())
          .execute();
    } else {
      tx.sql()
          .createUpdate(
              """
              update webhook_redelivery set after_time = :after, after_id = :afterId,
                remaining = remaining - :count
              where id = :id
              """)
          .bind("after", Times.sql(page.getLast().createdAt()))
          .bind("afterId", page.getLast().id().value())
          .bind("count", page.size())
          .bind("id", order.get().id())
          .execute();
    }
    return true;
  }

  /** Forgets the orders of an endpoint that gets nothing more. */
  void forget(Tx tx, WebhookId webhook) {
    tx.sql()
        .createUpdate("delete from webhook_redelivery where webhook_id = :webhook")
        .bind("webhook", webhook.value())
        .execute();
  }

  private record Seen(DeliveryId id, Instant createdAt) {}

  private record Copy(DeliveryId old, DeliveryId fresh) {}

  private static List<Seen> page(Tx tx, Order order, int most) {
    return tx.sql()
        .createQuery(
            """
            select id, created_at from webhook_delivery where %s
            order by created_at, id limit :most
            """
                .formatted(ORDERED))
        .bindMap(bindings(order))
        .bind("most", most)
        .map(
            (row, context) ->
                new Seen(
                    new DeliveryId(row.getObject("id", UUID.class)),
                    Times.required(row, "created_at")))
        .list();
  }

  private int copy(Tx tx, List<Copy> copies) {
    if (copies.isEmpty()) {
      return 0;
    }
    return Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    with old as (
                      update webhook_delivery set superseded = true
                      from unnest(:old, :fresh) as copy (old, fresh)
                      where id = copy.old
                      returning webhook_delivery.*, copy.fresh)
                    insert into webhook_delivery
                      (id, webhook_id, org_id, livemode, event_type, run_id, request_id, payload,
                       is_automatic, status, next_attempt_at, created_at, updated_at)
                    select fresh, webhook_id, org_id, livemode, event_type, run_id, request_id,
                      payload, false, 'pending', :now, :now, :now
                    from old
                    """)
                .bind("now", Times.sql(clock.instant().truncatedTo(ChronoUnit.MILLIS))),
            copies)
        .uuid("old", copy -> copy.old().value())
        .uuid("fresh", copy -> copy.fresh().value())
        .done()
        .execute();
  }

  private static void insert(Tx tx, Order order) {
    tx.sql()
        .createUpdate(
            """
            insert into webhook_redelivery
              (id, webhook_id, failed, after_time, after_id, until, remaining)
            values (:id, :webhook, :failed, :after, :afterId, :until, :remaining)
            """)
        .bind("id", order.id())
        .bindMap(bindings(order))
        .bind("remaining", order.remaining())
        .execute();
  }

  private static Map<String, Object> bindings(Order order) {
    return Map.of(
        "webhook", order.webhook().value(),
        "failed", order.failed(),
        "after", Times.sql(order.after()),
        "afterId", order.afterId(),
        "until", Times.sql(order.until()));
  }

  private static Optional<Order> open(Tx tx, WebhookId webhook) {
    return tx.sql()
        .createQuery(
            """
            select id, webhook_id, failed, after_time, after_id, until, remaining
            from webhook_redelivery where webhook_id = :webhook order by id limit 1
            """)
        .bind("webhook", webhook.value())
        .map(
            (row, context) ->
                new Order(
                    row.getObject("id", UUID.class),
                    new WebhookId(row.getObject("webhook_id", UUID.class)),
                    row.getBoolean("failed"),
                    Times.required(row, "after_time"),
                    row.getObject("after_id", UUID.class),
                    Times.required(row, "until"),
                    row.getInt("remaining")))
        .findOne();
  }
}
