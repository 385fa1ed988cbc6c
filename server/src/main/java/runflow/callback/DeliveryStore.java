package runflow.callback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.DeliveryId;
import runflow.id.OrgId;
import runflow.id.RunId;

/** All SQL about deliveries and attempts. */
final class DeliveryStore {
  private static final String COLUMNS =
      """
      id, run_id, org_id, url, request_id, payload, is_automatic, status, signing_secret_id,
      failure_reason_code, failure_detail, attempt_count, next_attempt_at, created_at, updated_at,
      completed_at
      """;

  private final Db db;

  DeliveryStore(Db db) {
    this.db = db;
  }

  /** Whether the delivery was written; false if the run has one in flight. */
  boolean insert(Tx tx, NewDelivery delivery, DeliveryId id, Instant now) {
    return tx.sql()
            .createUpdate(
                """
                insert into callback_delivery
                  (id, run_id, org_id, url, request_id, payload, is_automatic, status, max_attempts,
                   next_attempt_at, created_at, updated_at)
                values (:id, :run, :org, :url, :request, :payload, :automatic, 'pending', :max,
                        :now, :now, :now)
                on conflict do nothing
                """)
            .bind("id", id.value())
            .bind("run", delivery.run().value())
            .bind("org", delivery.org().value())
            .bind("url", delivery.url())
            .bind("request", delivery.requestId())
            .bind("payload", delivery.payload())
            .bind("automatic", delivery.automatic())
            .bind("max", RetrySchedule.MAX_ATTEMPTS)
            .bind("now", time(now))
            .execute()
        == 1;
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
  List<Delivery> ofRun(RunId run) {
    return db.query(
        sql ->
            sql.createQuery(
                    "select "
                        + COLUMNS
                        + " from callback_delivery where run_id = :run order by id desc")
                .bind("run", run.value())
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

  void insertAttempt(Tx tx, DeliveryId delivery, Attempt attempt) {
    tx.sql()
        .createUpdate(
            """
            insert into callback_attempt
              (id, delivery_id, attempt_number, status_code, response_body, response_time_ms,
               error_message, created_at)
            values (:id, :delivery, :number, :status, :body, :took, :error, :at)
            """)
        .bind("id", DeliveryId.create().value())
        .bind("delivery", delivery.value())
        .bind("number", attempt.number())
        .bind("status", attempt.statusCode().isPresent() ? attempt.statusCode().getAsInt() : null)
        .bind("body", attempt.responseBody().orElse(null))
        .bind("took", attempt.took().toMillis())
        .bind("error", attempt.error().orElse(null))
        .bind("at", time(attempt.at()))
        .execute();
  }

  /** Moves a pending delivery on; false if another attempt was recorded meanwhile. */
  boolean update(Tx tx, Delivery after, int attemptsBefore) {
    return tx.sql()
            .createUpdate(
                """
                update callback_delivery set status = :status, signing_secret_id = cast(:secret as uuid),
                  failure_reason_code = :code, failure_detail = :detail, attempt_count = :attempts,
                  next_attempt_at = :next, updated_at = :updated, completed_at = :completed
                where id = :id and status = 'pending' and attempt_count = :before
                """)
            .bind("status", after.status().name().toLowerCase(Locale.ROOT))
            .bind("secret", after.signingSecret().orElse(null))
            .bind("code", after.failure().map(Delivery.Failure::code).orElse(null))
            .bind("detail", after.failure().map(Delivery.Failure::detail).orElse(null))
            .bind("attempts", after.attempts())
            .bind("next", after.nextAttemptAt().map(DeliveryStore::time).orElse(null))
            .bind("updated", time(after.updatedAt()))
            .bind("completed", after.completedAt().map(DeliveryStore::time).orElse(null))
            .bind("id", after.id().value())
            .bind("before", attemptsBefore)
            .execute()
        == 1;
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
        new RunId(row.getObject("run_id", UUID.class)),
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
