package runflow.batch;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import runflow.billing.Account;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.BatchId;
import runflow.id.KeyId;
import runflow.id.OrgId;
import runflow.list.Field;
import runflow.list.ListRequest;
import runflow.list.Listing;
import runflow.list.Order;
import runflow.list.Page;
import runflow.list.Row;
import runflow.list.Select;
import runflow.money.Money;

/** All SQL about batches. Whoever changes a batch holds the lock of its account. */
final class BatchStore {
  /** When the first run was handed over. */
  private static final String STARTED =
      "(select min(started_at) from run where run.batch_id = batch.id)";

  private static final String STATUS =
      """
      coalesce(outcome, case
        when items_succeeded + items_failed + items_canceled > 0
          or exists (select from run where run.batch_id = batch.id and run.started_at is not null)
        then 'running' else 'queued' end)""";

  private static final String COLUMNS =
      """
      batch.*, %s as status, case when completed_at is null then price else billed end as cost,
        %s as started_at"""
          .formatted(STATUS, STARTED);

  private static final Field ID = Field.uuid("id").found().sortsAfterAnother();
  private static final Field CREATED = Field.time("created_at").foundInRanges().sorts();

  static final Listing LISTING =
      new Listing(
          "batches",
          List.of(
              ID,
              Field.choice(
                      "status_code",
                      Arrays.stream(Batch.Status.values()).map(BatchStore::code).toList())
                  .from(STATUS),
              Field.flag("terminal").from("(completed_at is not null)"),
              Field.text("model"),
              CREATED,
              Field.time("completed_at"),
              Field.integer("items_total"),
              Field.integer("items_succeeded"),
              Field.integer("items_failed"),
              Field.integer("items_cancelled").from("items_canceled")),
          List.of(Order.descending(CREATED), Order.descending(ID)),
          BatchView.LISTED,
          List.of());

  private static final Select.Source SOURCE =
      new Select.Source("batch", COLUMNS, "org_id = :org and livemode = :live");

  private final Db db;

  BatchStore(Db db) {
    this.db = db;
  }

  /** The name of a status in the API. */
  static String code(Batch.Status status) {
    return status.name().toLowerCase(Locale.ROOT);
  }

  void insert(Tx tx, Batch batch) {
    tx.sql()
        .createUpdate(
            """
            insert into batch (id, org_id, key_id, livemode, model, metadata, callback_url,
              request_id, source, price, items_total, created_at)
            values (:id, :org, :key, :live, :model, :metadata, :url, :request, :source, :price,
              :total, :now)
            """)
        .bind("id", batch.id().value())
        .bind("org", batch.account().org().value())
        .bind("key", batch.key().value())
        .bind("live", batch.account().livemode())
        .bind("model", batch.order().model())
        .bind("metadata", batch.order().metadata())
        .bind("url", batch.order().callbackUrl())
        .bind("request", batch.order().requestId())
        .bind("source", batch.order().source())
        .bind("price", batch.cost().micros())
        .bind("total", batch.counts().total())
        .bind("now", time(batch.times().createdAt()))
        .execute();
  }

  /** How many runs of a batch ended at the same time, and when the last of them did. */
  record Growth(BatchId batch, int succeeded, int failed, int canceled, Money billed, Instant at) {}

  /**
   * Counts ended runs.
   *
   * @return the batches that ended with them
   */
  List<Batch> count(Tx tx, List<Growth> growths) {
    List<BatchId> ended =
        Columns.bind(
                tx.sql()
                    .createQuery(
                        """
                        with grown as (
                          update batch set items_succeeded = items_succeeded + growth.succeeded,
                            items_failed = items_failed + growth.failed,
                            items_canceled = items_canceled + growth.canceled,
                            billed = batch.billed + growth.billed,
                            completed_at = case
                              when items_succeeded + items_failed + items_canceled
                                + growth.succeeded + growth.failed + growth.canceled = items_total
                              then growth.at end
                          from unnest(:ids, :succeeded, :failed, :canceled, :billed, :ats)
                            as growth (id, succeeded, failed, canceled, billed, at)
                          where batch.id = growth.id
                          returning batch.id, completed_at
                        )
                        select id from grown where completed_at is not null
                        """),
                growths)
            .uuid("ids", growth -> growth.batch().value())
            .number("succeeded", Growth::succeeded)
            .number("failed", Growth::failed)
            .number("canceled", Growth::canceled)
            .number("billed", growth -> growth.billed().micros())
            .time("ats", Growth::at)
            .done()
            .mapTo(UUID.class)
            .map(BatchId::new)
            .list();
    return ended.isEmpty() ? List.of() : find(tx, ended);
  }

  private static List<Batch> find(Tx tx, List<BatchId> ids) {
    return Columns.bind(
            tx.sql().createQuery("select " + COLUMNS + " from batch where id = any(:ids)"), ids)
        .uuid("ids", BatchId::value)
        .done()
        .map((row, context) -> batch(row))
        .list();
  }

  Optional<Batch> find(Account account, BatchId id) {
    return db.query(
        sql ->
            sql.createQuery(
                    "select "
                        + COLUMNS
                        + " from batch where id = :id and org_id = :org and livemode = :live")
                .bind("id", id.value())
                .bind("org", account.org().value())
                .bind("live", account.livemode())
                .map((row, context) -> batch(row))
                .findOne());
  }

  Page<Batch> page(Account account, ListRequest request) {
    Select select = Select.of(request, SOURCE);
    List<Row<Batch>> rows =
        db.query(
            sql ->
                sql.createQuery(select.sql())
                    .bindMap(select.bindings())
                    .bind("org", account.org().value())
                    .bind("live", account.livemode())
                    .map((row, context) -> select.row(row, batch(row)))
                    .list());
    return Page.of(request, rows);
  }

  private static Batch batch(ResultSet row) throws SQLException {
    return new Batch(
        new BatchId(row.getObject("id", UUID.class)),
        new Account(new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
        new KeyId(row.getObject("key_id", UUID.class)),
        new Batch.Order(
            row.getString("model"),
            Optional.ofNullable(row.getString("metadata")),
            Optional.ofNullable(row.getString("callback_url")),
            row.getString("request_id"),
            row.getString("source")),
        new Batch.Counts(
            row.getInt("items_total"),
            row.getInt("items_succeeded"),
            row.getInt("items_failed"),
            row.getInt("items_canceled")),
        Batch.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
        new Money(row.getLong("cost")),
        new Batch.Times(
            instant(row, "created_at").orElseThrow(),
            instant(row, "started_at"),
            instant(row, "completed_at")));
  }

  private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
