package runflow.callback;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.OrgId;
import runflow.id.SecretId;

/** All SQL about signing secrets. */
final class SecretStore {
  private static final String COLUMNS =
      "id, org_id, label, key_prefix, ciphertext, is_current, last_used_at, created_at, updated_at";

  private final Db db;

  SecretStore(Db db) {
    this.db = db;
  }

  void insert(Tx tx, StoredSecret secret) {
    tx.sql()
        .createUpdate(
            """
            insert into callback_secret
              (id, org_id, label, key_prefix, ciphertext, is_current, created_at, updated_at)
            values (:id, :org, :label, :prefix, :ciphertext, :current, :now, :now)
            """)
        .bind("id", secret.id().value())
        .bind("org", secret.org().value())
        .bind("label", secret.label())
        .bind("prefix", secret.keyPrefix())
        .bind("ciphertext", secret.ciphertext())
        .bind("current", secret.current())
        .bind("now", time(secret.createdAt()))
        .execute();
  }

  /** Newest first. */
  List<StoredSecret> ofOrganisation(OrgId org) {
    return ofOrganisations(Set.of(org)).getOrDefault(org, List.of());
  }

  /** The secrets of several organisations, newest first. */
  Map<OrgId, List<StoredSecret>> ofOrganisations(Set<OrgId> orgs) {
    return db.query(
        sql ->
            Columns.bind(
                    sql.createQuery(
                        "select "
                            + COLUMNS
                            + " from callback_secret where org_id = any(:orgs) order by id desc"),
                    List.copyOf(orgs))
                .uuid("orgs", OrgId::value)
                .done()
                .map((row, context) -> secret(row))
                .stream()
                .collect(Collectors.groupingBy(StoredSecret::org)));
  }

  int count(Tx tx, OrgId org) {
    return tx.sql()
        .createQuery("select count(*) from callback_secret where org_id = :org")
        .bind("org", org.value())
        .mapTo(Integer.class)
        .one();
  }

  Optional<StoredSecret> find(OrgId org, SecretId id) {
    return ofOrganisation(org).stream().filter(secret -> secret.id().equals(id)).findFirst();
  }

  /**
   * Serialises changes to one organisation's secrets until the transaction ends; rows that refer to
   * the organisation can still be written.
   */
  void lock(Tx tx, OrgId org) {
    tx.sql()
        .createQuery("select id from organisation where id = :org for no key update")
        .bind("org", org.value())
        .mapTo(UUID.class)
        .one();
  }

  void clearCurrent(Tx tx, OrgId org) {
    tx.sql()
        .createUpdate(
            "update callback_secret set is_current = false where org_id = :org and is_current")
        .bind("org", org.value())
        .execute();
  }

  boolean makeCurrent(Tx tx, OrgId org, SecretId id, Instant now) {
    return tx.sql()
            .createUpdate(
                """
                update callback_secret set is_current = true, updated_at = :now
                where org_id = :org and id = :id
                """)
            .bind("org", org.value())
            .bind("id", id.value())
            .bind("now", time(now))
            .execute()
        == 1;
  }

  /** Makes the newest secret the current one if none is. */
  void ensureCurrent(Tx tx, OrgId org, Instant now) {
    tx.sql()
        .createUpdate(
            """
            update callback_secret set is_current = true, updated_at = :now
            where id = (select id from callback_secret where org_id = :org order by id desc limit 1)
              and not exists (select 1 from callback_secret where org_id = :org and is_current)
            """)
        .bind("org", org.value())
        .bind("now", time(now))
        .execute();
  }

  boolean relabel(Tx tx, OrgId org, SecretId id, String label, Instant now) {
    return tx.sql()
            .createUpdate(
                """
                update callback_secret set label = :label, updated_at = :now
                where org_id = :org and id = :id
                """)
            .bind("org", org.value())
            .bind("id", id.value())
            .bind("label", label)
            .bind("now", time(now))
            .execute()
        == 1;
  }

  boolean delete(Tx tx, OrgId org, SecretId id) {
    return tx.sql()
            .createUpdate("delete from callback_secret where org_id = :org and id = :id")
            .bind("org", org.value())
            .bind("id", id.value())
            .execute()
        == 1;
  }

  /** Remembers that secrets were used, to the minute: it would be a write for every callback. */
  void used(Tx tx, Set<SecretId> ids, Instant now) {
    if (ids.isEmpty()) {
      return;
    }
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    update callback_secret set last_used_at = :now where id = any(:ids)
                      and (last_used_at is null
                        or last_used_at < cast(:now as timestamptz) - interval '1 minute')
                    """)
                .bind("now", time(now)),
            List.copyOf(ids))
        .uuid("ids", SecretId::value)
        .done()
        .execute();
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }

  private static StoredSecret secret(ResultSet row) throws SQLException {
    return new StoredSecret(
        new SecretId(row.getObject("id", UUID.class)),
        new OrgId(row.getObject("org_id", UUID.class)),
        row.getString("label"),
        row.getString("key_prefix"),
        row.getBytes("ciphertext"),
        row.getBoolean("is_current"),
        Optional.ofNullable(row.getObject("last_used_at", OffsetDateTime.class))
            .map(OffsetDateTime::toInstant),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("updated_at", OffsetDateTime.class).toInstant());
  }
}
