package runflow.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import runflow.callback.Event;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.DeliveryId;
import runflow.id.OrgId;
import runflow.id.RunId;
import runflow.id.SecretId;
import runflow.id.WebhookId;
import runflow.list.Field;
import runflow.list.ListRequest;
import runflow.list.Listing;
import runflow.list.Order;
import runflow.list.Page;
import runflow.list.Row;
import runflow.list.Select;

/** All SQL about deliveries. */
final class DeliveryStore {
  private static final String COLUMNS =
      """
      id, webhook_id, org_id, livemode, event_type, run_id, request_id, payload, is_automatic,
      status, signing_secret_id, failure_reason_code, failure_detail, attempt_count,
      next_attempt_at, created_at, updated_at, completed_at
      """;

  private static final Field ID = Field.uuid("id").found().sortsAfterAnother();
  private static final Field CREATED = Field.time("created_at").foundInRanges().sorts();

  static final Listing LISTING =
      new Listing(
          "webhook-deliveries",
          List.of(
              ID,
              Field.uuid("webhook_id"),
              Field.choice(
                      "event_type_code", List.of(WebhookStore.codes(Set.of(Event.Type.values()))))
                  .from("event_type"),
              Field.uuid("run_id"),
              Field.choice("status_code", List.of("pending", "succeeded", "failed")).from("status"),
              Field.flag("is_automatic"),
              Field.integer("attempt_count"),
              CREATED,
              Field.time("next_attempt_at").from("date_trunc('milliseconds', next_attempt_at)"),
              Field.time("completed_at").from("date_trunc('milliseconds', completed_at)")),
          List.of(Order.descending(CREATED), Order.descending(ID)),
          DeliveryView.DELIVERY,
          List.of(DeliveryView.ATTEMPTS, DeliveryView.WEBHOOK));

  private static final String OF_OWNER = "org_id = :org and livemode = :live";
  private static final Select.Source ALL = new Select.Source("webhook_delivery", COLUMNS, OF_OWNER);

  /** Whose endpoint it is was asked before; asked again, the index of all might be chosen. */
  private static final Select.Source OF_ONE =
      new Select.Source("webhook_delivery", COLUMNS, "webhook_id = :webhook");

  private final Db db;

  DeliveryStore(Db db) {
    this.db = db;
  }

  void insert(Tx tx, List<Delivery> deliveries) {
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into webhook_delivery
                      (id, webhook_id, org_id, livemode, event_type, run_id, request_id, payload,
                       is_automatic, status, next_attempt_at, created_at, updated_at)
                    select id, webhook_id, org_id, livemode, event_type, run_id, request_id,
                      payload, is_automatic, 'pending', at, at, at
                    from unnest(:ids, :webhooks, :orgs, :lives, :types, :runs, :requests, :payloads,
                        :automatic, :times)
                      as made (id, webhook_id, org_id, livemode, event_type, run_id, request_id,
                        payload, is_automatic, at)
                    """),
            deliveries)
        .uuid("ids", delivery -> delivery.id().value())
        .uuid("webhooks", delivery -> delivery.webhook().value())
        .uuid("orgs", delivery -> delivery.owner().org().value())
        .flag("lives", delivery -> delivery.owner().livemode())
        .text("types", Delivery::eventType)
        .optionalUuid("runs", delivery -> delivery.run().map(RunId::value))
        .text("requests", Delivery::requestId)
        .bytes("payloads", Delivery::payload)
        .flag("automatic", Delivery::automatic)
        .time("times", Delivery::createdAt)
        .done()
        .execute();
  }

  /** What is due for an endpoint, the longest due first. */
  List<Delivery> due(WebhookId webhook, Instant now, int most) {
    return db.query(
        sql ->
            sql.createQuery(
                    "select "
                        + COLUMNS
                        + """
                        from webhook_delivery
                        where webhook_id = :webhook and status = 'pending'
                          and next_attempt_at <= :now
                        order by next_attempt_at, id limit :most
                        """)
                .bind("webhook", webhook.value())
                .bind("now", Times.sql(now))
                .bind("most", most)
                .map((row, context) -> delivery(row))
                .list());
  }

  /** When the next attempt at an endpoint is due; empty if none is planned. */
  Optional<Instant> nextDue(Tx tx, WebhookId webhook) {
    return tx.sql()
        .createQuery(
            """
            select next_attempt_at from webhook_delivery
            where webhook_id = :webhook and status = 'pending'
            order by next_attempt_at limit 1
            """)
        .bind("webhook", webhook.value())
        .map((row, context) -> Times.required(row, "next_attempt_at"))
        .findOne();
  }

  /**
   * Ends deliveries of an endpoint that gets nothing more.
   *
   * @return how many there were, {@code most} at most
   */
  int giveUp(WebhookId webhook, Delivery.Failure why, Instant now, int most) {
    return db.query(
        sql ->
            sql.createUpdate(
                    """
                    update webhook_delivery set status = 'failed', failure_reason_code = :code,
                      failure_detail = :detail, next_attempt_at = null, updated_at = :now,
                      completed_at = :now
                    where id in (
                      select id from webhook_delivery
                      where webhook_id = :webhook and status = 'pending' limit :most)
                    """)
                .bind("code", why.code())
                .bind("detail", why.detail())
                .bind("now", Times.sql(now))
                .bind("webhook", webhook.value())
                .bind("most", most)
                .execute());
  }

  /**
   * Moves pending deliveries on by one attempt each.
   *
   * @return those that moved; another attempt may have been recorded for the rest meanwhile
   */
  Set<DeliveryId> update(Tx tx, List<Delivery> after) {
    return Columns.bind(
            tx.sql()
                .createQuery(
                    """
                    update webhook_delivery set status = after.status,
                      signing_secret_id = after.secret, failure_reason_code = after.code,
                      failure_detail = after.detail, attempt_count = after.attempts,
                      next_attempt_at = after.next, updated_at = after.updated,
                      completed_at = after.completed
                    from unnest(:ids, :statuses, :secrets, :codes, :details, :attempts, :nexts,
                        :updated, :completed)
                      as after (id, status, secret, code, detail, attempts, next, updated, completed)
                    where webhook_delivery.id = after.id and webhook_delivery.completed_at is null
                      and attempt_count = after.attempts - 1
                    returning webhook_delivery.id
                    """),
            after)
        .uuid("ids", delivery -> delivery.id().value())
        .text("statuses", delivery -> WebhookStore.code(delivery.progress().status()))
        .optionalUuid("secrets", delivery -> delivery.progress().secret().map(SecretId::value))
        .optionalText(
            "codes", delivery -> delivery.progress().failure().map(Delivery.Failure::code))
        .optionalText(
            "details", delivery -> delivery.progress().failure().map(Delivery.Failure::detail))
        .number("attempts", delivery -> delivery.progress().attempts())
        .optionalTime("nexts", delivery -> delivery.progress().nextAttemptAt())
        .time("updated", delivery -> delivery.progress().updatedAt())
        .optionalTime("completed", delivery -> delivery.progress().completedAt())
        .done()
        .mapTo(UUID.class)
        .map(DeliveryId::new)
        .set();
  }

  Optional<Delivery> find(Owner owner, DeliveryId id) {
    return db.query(
        sql ->
            sql.createQuery(
                    "select " + COLUMNS + " from webhook_delivery where id = :id and " + OF_OWNER)
                .bind("id", id.value())
                .bind("org", owner.org().value())
                .bind("live", owner.livemode())
                .map((row, context) -> delivery(row))
                .findOne());
  }

  /** A page of an owner's deliveries, of all its endpoints. */
  Page<Delivery> page(Owner owner, ListRequest request) {
    return page(request, ALL, Map.of("org", owner.org().value(), "live", owner.livemode()));
  }

  /** A page of the deliveries of one endpoint. */
  Page<Delivery> page(WebhookId webhook, ListRequest request) {
    return page(request, OF_ONE, Map.of("webhook", webhook.value()));
  }

  private Page<Delivery> page(
      ListRequest request, Select.Source source, Map<String, Object> scope) {
    Select select = Select.of(request, source);
    List<Row<Delivery>> rows =
        db.query(
            sql ->
                sql.createQuery(select.sql())
                    .bindMap(select.bindings())
                    .bindMap(scope)
                    .map((row, context) -> select.row(row, delivery(row)))
                    .list());
    return Page.of(request, rows);
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    String code = row.getString("failure_reason_code");
    return new Delivery(
        new DeliveryId(row.getObject("id", UUID.class)),
        new WebhookId(row.getObject("webhook_id", UUID.class)),
        new Owner(new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
        row.getString("event_type"),
        Optional.ofNullable(row.getObject("run_id", UUID.class)).map(RunId::new),
        row.getString("request_id"),
        row.getBytes("payload"),
        row.getBoolean("is_automatic"),
        new Delivery.Progress(
            Delivery.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
            Optional.ofNullable(row.getObject("signing_secret_id", UUID.class)).map(SecretId::new),
            Optional.ofNullable(
                code == null ? null : new Delivery.Failure(code, row.getString("failure_detail"))),
            row.getInt("attempt_count"),
            Times.optional(row, "next_attempt_at"),
            Times.required(row, "updated_at"),
            Times.optional(row, "completed_at")),
        Times.required(row, "created_at"));
  }
}
