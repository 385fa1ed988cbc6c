package runflow.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.DeliveryId;

/** All SQL about the attempts of deliveries. */
final class AttemptStore {
  private final Db db;

  AttemptStore(Db db) {
    this.db = db;
  }

  void insert(Tx tx, List<Attempt> attempts) {
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into webhook_attempt
                      (id, delivery_id, attempt_number, status_code, response_body,
                       response_time_ms, error_message, next_retry_at, created_at)
                    select * from unnest(:ids, :deliveries, :numbers::int[], :statuses::int[],
                      :bodies, :took::int[], :errors, :nexts, :times)
                    """),
            attempts)
        .uuid("ids", Attempt::id)
        .uuid("deliveries", attempt -> attempt.delivery().value())
        .number("numbers", Attempt::number)
        .optionalNumber("statuses", Attempt::statusCode)
        .optionalText("bodies", Attempt::responseBody)
        .number("took", attempt -> attempt.took().toMillis())
        .optionalText("errors", Attempt::error)
        .optionalTime("nexts", Attempt::nextRetryAt)
        .time("times", Attempt::at)
        .done()
        .execute();
  }

  /** The attempts of several deliveries, each delivery's in their order. */
  List<Attempt> of(List<DeliveryId> deliveries) {
    return db.query(
        sql ->
            Columns.bind(
                    sql.createQuery(
                        """
                        select id, delivery_id, attempt_number, status_code, response_body,
                          response_time_ms, error_message, next_retry_at, created_at
                        from webhook_attempt where delivery_id = any(:ids)
                        order by delivery_id, attempt_number
                        """),
                    deliveries)
                .uuid("ids", DeliveryId::value)
                .done()
                .map((row, context) -> attempt(row))
                .list());
  }

  private static Attempt attempt(ResultSet row) throws SQLException {
    int status = row.getInt("status_code");
    return new Attempt(
        row.getObject("id", UUID.class),
        new DeliveryId(row.getObject("delivery_id", UUID.class)),
        row.getInt("attempt_number"),
        status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
        Optional.ofNullable(row.getString("response_body")),
        Duration.ofMillis(row.getLong("response_time_ms")),
        Optional.ofNullable(row.getString("error_message")),
        Times.optional(row, "next_retry_at"),
        Times.required(row, "created_at"));
  }
}
