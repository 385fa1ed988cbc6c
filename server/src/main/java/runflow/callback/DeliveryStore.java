package runflow.callback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.BatchId;
import runflow.id.DeliveryId;
import runflow.id.OrgId;
import runflow.id.RunId;

/** All SQL about deliveries and attempts. */
final class DeliveryStore {
  private static final String COLUMNS =
      """
      id, run_id, batch_id, org_id, url, request_id, payload, is_automatic, status, signing_secret_id,
      failure_reason_code, failure_detail, attempt_count, next_attempt_at, created_at, updated_at,
      completed_at
      """;

  private final Db db;

  DeliveryStore(Db db) {
    this.db = db;
  }

  /** Writes deliveries; those whose subject has one in flight are left out. */
  Set<DeliveryId> insert(Tx tx, List<NewDelivery> deliveries, Instant now) {
    return Columns.bind(
            tx.sql()
                .createQuery(
                    """
                    insert into callback_delivery
                      (id, run_id, batch_id, org_id, url, request_id, payload, is_automatic, status,
                       max_attempts, next_attempt_at, created_at, updated_at)
                    select id, run_id, batch_id, org_id, url, request_id, payload, is_automatic,
                      'pending', :max, :now, :now, :now
                    from unnest(:ids, :runs, :batches, :orgs, :urls, :requests, :payloads, :automatic)
                      as delivery (id, run_id, batch_id, org_id, url, request_id, payload, is_automatic)
                    on conflict do nothing
                    returning id
                    """)
                .bind("max", RetrySchedule.MAX_ATTEMPTS)
                .bind("now", time(now)),
            deliveries)
        .uuid("ids", delivery -> delivery.id().value())
        .optionalUuid("runs", delivery -> delivery.subject().run())
        .optionalUuid("batches", delivery -> delivery.subject().batch())
        .uuid("orgs", delivery -> delivery.org().value())
        .text("urls", NewDelivery::url)
        .text("requests", NewDelivery::requestId)
        .bytes("payloads", NewDelivery::payload)
        .flag("automatic", NewDelivery::automatic)
        .done()
        .mapTo(UUID.class)
        .map(DeliveryId::new)
        .set();
  }

  /** The deliveries among those that are still to be attempted. */
  List<Delivery> pending(List<DeliveryId> ids) {
    return db.query(
        sql ->
            Columns.bind(
                    sql.createQuery(
                        "select "
                            + COLUMNS
                            + " from callback_delivery where id = any(:ids) and completed_at is null"),
                    ids)
                .uuid("ids", DeliveryId::value)
                .done()
                .map((row, context) -> delivery(row))
                .list());
  }

  Optional<Delivery> find(DeliveryId id) {
    return db.query(
        sql ->
            sql.createQuery("select " + COLUMNS + " from callback_delivery where id = :id")
                .bind("id", id.value())
                .map((row, context) -> delivery(row))
                .findOne());
  }

  /** Newest first. */
  List<Delivery> of(CallbackSubject subject) {
    String column = subject.run().isPresent() ? "run_id" : "batch_id";
    UUID id = subject.run().or(subject::batch).orElseThrow();
    return db.query(
        sql ->
            sql.createQuery(
                    "select "
                        + COLUMNS
                        + " from callback_delivery where "
                        + column
                        + " = :id order by id desc")
                .bind("id", id)
                .map((row, context) -> delivery(row))
                .list());
  }

  List<Attempt> attempts(DeliveryId id) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    select attempt_number, status_code, response_body, response_time_ms,
                      error_message, created_at
                    from callback_attempt where delivery_id = :id order by attempt_number
                    """)
                .bind("id", id.value())
                .map((row, context) -> attempt(row))
                .list());
  }

  /**
   * Moves pending deliveries on by one attempt each.
   *
   * @return those that moved, with the attempt that they stand at; another may have been recorded
   *     for the rest meanwhile
   */
  Map<DeliveryId, Integer> update(Tx tx, List<Delivery> after) {
    return Columns.bind(
            tx.sql()
                .createQuery(
                    """
                    update callback_delivery set status = after.status,
                      signing_secret_id = after.secret, failure_reason_code = after.code,
                      failure_detail = after.detail, attempt_count = after.attempts,
                      next_attempt_at = after.next, updated_at = after.updated,
                      completed_at = after.completed
                    from unnest(:ids, :statuses, :secrets, :codes, :details, :attempts, :nexts,
                        :updated, :completed)
                      as after (id, status, secret, code, detail, attempts, next, updated, completed)
                    where callback_delivery.id = after.id
                      and callback_delivery.completed_at is null
                      and attempt_count = after.attempts - 1
                    returning callback_delivery.id, attempt_count
                    """),
            after)
        .uuid("ids", delivery -> delivery.id().value())
        .text("statuses", delivery -> delivery.status().name().toLowerCase(Locale.ROOT))
        .optionalUuid("secrets", Delivery::signingSecret)
        .optionalText("codes", delivery -> delivery.failure().map(Delivery.Failure::code))
        .optionalText("details", delivery -> delivery.failure().map(Delivery.Failure::detail))
        .number("attempts", Delivery::attempts)
        .optionalTime("nexts", Delivery::nextAttemptAt)
        .time("updated", Delivery::updatedAt)
        .optionalTime("completed", Delivery::completedAt)
        .done()
        .map(
            (row, context) ->
                Map.entry(
                    new DeliveryId(row.getObject("id", UUID.class)), row.getInt("attempt_count")))
        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
  }

  void insertAttempts(Tx tx, List<RecordAttempts.Made> attempts) {
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into callback_attempt
                      (id, delivery_id, attempt_number, status_code, response_body,
                       response_time_ms, error_message, created_at)
                    select * from unnest(:ids, :deliveries, :numbers::int[], :statuses::int[],
                      :bodies, :took::int[], :errors, :times)
                    """),
            attempts)
        .uuid("ids", made -> DeliveryId.create().value())
        .uuid("deliveries", made -> made.delivery().id().value())
        .number("numbers", made -> made.attempt().number())
        .optionalNumber("statuses", made -> made.attempt().statusCode())
        .optionalText("bodies", made -> made.attempt().responseBody())
        .number("took", made -> made.attempt().took().toMillis())
        .optionalText("errors", made -> made.attempt().error())
        .time("times", made -> made.attempt().at())
        .done()
        .execute();
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static Delivery delivery(ResultSet row) throws SQLException {
    String code = row.getString("failure_reason_code");
    return new Delivery(
        new DeliveryId(row.getObject("id", UUID.class)),
        subject(row),
        new OrgId(row.getObject("org_id", UUID.class)),
        row.getString("url"),
        row.getString("request_id"),
        row.getBytes("payload"),
        row.getBoolean("is_automatic"),
        Delivery.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        Optional.ofNullable(row.getObject("signing_secret_id", UUID.class)),
        Optional.ofNullable(
            code == null ? null : new Delivery.Failure(code, row.getString("failure_detail"))),
        row.getInt("attempt_count"),
        instant(row, "next_attempt_at"),
        instant(row, "created_at").orElseThrow(),
        instant(row, "updated_at").orElseThrow(),
        instant(row, "completed_at"));
  }

  private static CallbackSubject subject(ResultSet row) throws SQLException {
    UUID run = row.getObject("run_id", UUID.class);
    return run != null
        ? new CallbackSubject.OfRun(new RunId(run))
        : new CallbackSubject.OfBatch(new BatchId(row.getObject("batch_id", UUID.class)));
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    int status = row.getInt("status_code");
    return new Attempt(
        row.getInt("attempt_number"),
        status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
        Optional.ofNullable(row.getString("response_body")),
        Duration.ofMillis(row.getLong("response_time_ms")),
        Optional.ofNullable(row.getString("error_message")),
        instant(row, "created_at").orElseThrow());
  }
}
