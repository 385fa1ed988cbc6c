package runflow.webhook;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.callback.Event;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.OrgId;
import runflow.id.WebhookId;

/** All SQL about endpoints. */
final class WebhookStore {
  private static final String COLUMNS =
      """
      id, org_id, livemode, url, label, description, events, disabled_at, disabled_reason,
      failing_since, last_triggered_at, created_at, updated_at
      """;

  private final Db db;

  WebhookStore(Db db) {
    this.db = db;
  }

  void insert(Tx tx, Webhook webhook) {
    tx.sql()
        .createUpdate(
            """
            insert into webhook
              (id, org_id, livemode, url, label, description, events, created_at, updated_at)
            values (:id, :org, :live, :url, :label, :description, :events, :now, :now)
            """)
        .bind("id", webhook.id().value())
        .bind("org", webhook.owner().org().value())
        .bind("live", webhook.owner().livemode())
        .bind("url", webhook.terms().url())
        .bind("label", webhook.terms().label())
        .bind("description", webhook.terms().description())
        .bind("events", codes(webhook.terms().events()))
        .bind("now", Times.sql(webhook.createdAt()))
        .execute();
  }

  /** Writes what the owner has decided anew; to enable an endpoint also forgets its failures. */
  void update(
      Tx tx, WebhookId id, Webhook.Terms terms, Optional<Webhook.Disabled> disabled, Instant now) {
    tx.sql()
        .createUpdate(
            """
            update webhook set url = :url, label = :label, description = :description,
              events = :events, disabled_at = :disabled, disabled_reason = :reason,
              failing_since = case when disabled_at is not null and :disabled::timestamptz is null
                then null else failing_since end,
              updated_at = :now
            where id = :id
            """)
        .bind("url", terms.url())
        .bind("label", terms.label())
        .bind("description", terms.description())
        .bind("events", codes(terms.events()))
        .bind("disabled", disabled.map(Webhook.Disabled::at).map(Times::sql).orElse(null))
        .bind("reason", disabled.map(one -> code(one.reason())).orElse(null))
        .bind("now", Times.sql(now))
        .bind("id", id.value())
        .execute();
  }

  void delete(Tx tx, WebhookId id) {
    tx.sql().createUpdate("delete from webhook where id = :id").bind("id", id.value()).execute();
  }

  Optional<Webhook> find(WebhookId id) {
    return db.query(
        sql ->
            sql.createQuery("select " + COLUMNS + " from webhook where id = :id")
                .bind("id", id.value())
                .map((row, context) -> webhook(row))
                .findOne());
  }

  /** Reads an endpoint and keeps others from changing it until the transaction ends. */
  Optional<Webhook> findForUpdate(Tx tx, WebhookId id) {
    return tx.sql()
        .createQuery("select " + COLUMNS + " from webhook where id = :id for no key update")
        .bind("id", id.value())
        .map((row, context) -> webhook(row))
        .findOne();
  }

  /** In the order of creation. */
  List<Webhook> ofOwner(Owner owner) {
    return db.query(
        sql ->
            sql.createQuery(
                    "select "
                        + COLUMNS
                        + " from webhook where org_id = :org and livemode = :live order by id")
                .bind("org", owner.org().value())
                .bind("live", owner.livemode())
                .map((row, context) -> webhook(row))
                .list());
  }

  int count(Tx tx, Owner owner) {
    return tx.sql()
        .createQuery("select count(*) from webhook where org_id = :org and livemode = :live")
        .bind("org", owner.org().value())
        .bind("live", owner.livemode())
        .mapTo(Integer.class)
        .one();
  }

  /** Lets one transaction at a time add to what an organisation has. */
  void lockOwner(Tx tx, Owner owner) {
    tx.sql()
        .createQuery("select id from organisation where id = :org for no key update")
        .bind("org", owner.org().value())
        .mapTo(UUID.class)
        .one();
  }

  /**
   * Waits for the transactions that are just now writing deliveries for an endpoint, and keeps
   * later ones waiting until this one ends.
   *
   * @return whether the endpoint is there and enabled
   */
  boolean lockForLastLook(Tx tx, WebhookId id) {
    return enabled(tx, id, "for update");
  }

  /**
   * Lets the transaction write deliveries for an endpoint.
   *
   * @return whether the endpoint is there and enabled
   */
  boolean lockForSending(Tx tx, WebhookId id) {
    return enabled(tx, id, "for key share");
  }

  private static boolean enabled(Tx tx, WebhookId id, String lock) {
    return tx.sql()
        .createQuery("select disabled_at is null from webhook where id = :id " + lock)
        .bind("id", id.value())
        .mapTo(Boolean.class)
        .findOne()
        .orElse(false);
  }

  /** How the attempts of one commit went at an endpoint. */
  record Health(WebhookId id, Instant at, boolean succeeded, boolean gone) {}

  /**
   * Remembers how attempts went and disables endpoints that are gone or have only failed for too
   * long.
   *
   * @return those that were disabled by this
   */
  List<Webhook> note(Tx tx, List<Health> healths, Duration disableAfter) {
    return Columns.bind(
            tx.sql()
                .createQuery(
                    """
                    with noted as (
                      update webhook set
                        last_triggered_at = greatest(last_triggered_at, health.at),
                        failing_since = case when health.succeeded then null
                          else coalesce(failing_since, health.at) end
                      from unnest(:ids, :times, :successes, :gone)
                        as health (id, at, succeeded, gone)
                      where webhook.id = health.id
                      returning webhook.*, health.at, health.gone)
                    select id, org_id, livemode, url, label, description, events,
                      at as disabled_at, case when gone then 'gone' else 'failing' end
                        as disabled_reason,
                      failing_since, last_triggered_at, created_at, updated_at
                    from noted
                    where disabled_at is null and (gone or failing_since <= at - :limit * interval '1 ms')
                    """)
                .bind("limit", disableAfter.toMillis()),
            healths)
        .uuid("ids", health -> health.id().value())
        .time("times", Health::at)
        .flag("successes", Health::succeeded)
        .flag("gone", Health::gone)
        .done()
        .map((row, context) -> webhook(row))
        .list();
  }

  static String[] codes(Set<Event.Type> types) {
    return types.stream().sorted().map(Event.Type::code).toArray(String[]::new);
  }

  static Set<Event.Type> types(ResultSet row) throws SQLException {
    return Arrays.stream((String[]) row.getArray("events").getArray())
        .flatMap(code -> Event.Type.of(code).stream())
        .collect(Collectors.toUnmodifiableSet());
  }

  static String code(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static Webhook webhook(ResultSet row) throws SQLException {
    Optional<Instant> disabledAt = Times.optional(row, "disabled_at");
    String reason = row.getString("disabled_reason");
    return new Webhook(
        new WebhookId(row.getObject("id", UUID.class)),
        new Owner(new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
        new Webhook.Terms(
            row.getString("url"), row.getString("label"), row.getString("description"), types(row)),
        disabledAt.map(
            at ->
                new Webhook.Disabled(at, Webhook.Reason.valueOf(reason.toUpperCase(Locale.ROOT)))),
        Times.optional(row, "failing_since"),
        Times.optional(row, "last_triggered_at"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}
