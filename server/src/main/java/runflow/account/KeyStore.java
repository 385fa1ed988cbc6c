package runflow.account;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.http.Caller;
import runflow.http.Scope;
import runflow.http.SpendingCap;
import runflow.id.KeyId;
import runflow.id.OrgId;
import runflow.money.Money;

/** All SQL about keys. */
final class KeyStore {
  private final Db db;

  KeyStore(Db db) {
    this.db = db;
  }

  void insert(Tx tx, StoredKey key, byte[] hash) {
    KeyTerms terms = key.terms();
    tx.sql()
        .createUpdate(
            """
            insert into api_key (id, org_id, kind, prefix, hash, name, scopes, models, cap_micros,
              cap_period, line, expires_at, created_at)
            values (:id, :org, :kind, :prefix, :hash, :name, string_to_array(:scopes, ','),
              string_to_array(:models, ','), :cap, :period, :line, :expires, :created)
            """)
        .bind("id", key.id().value())
        .bind("org", key.org().value())
        .bind("kind", ApiKey.code(terms.kind()))
        .bind("prefix", key.prefix())
        .bind("hash", hash)
        .bind("name", terms.name())
        .bind("scopes", terms.scopes().stream().map(Scope::code).collect(Collectors.joining(",")))
        .bind("models", terms.models().isEmpty() ? null : String.join(",", terms.models()))
        .bind("cap", terms.cap().map(cap -> cap.amount().micros()).orElse(null))
        .bind("period", terms.cap().map(cap -> cap.period().code()).orElse(null))
        .bind("line", key.line().value())
        .bind("expires", key.times().expires().map(KeyStore::at).orElse(null))
        .bind("created", at(key.times().created()))
        .execute();
  }

  Optional<StoredKey> holderOf(byte[] hash) {
    return db.query(
        sql ->
            sql.createQuery("select * from api_key where hash = :hash")
                .bind("hash", hash)
                .map((row, context) -> key(row))
                .findOne());
  }

  Optional<StoredKey> find(KeyId id) {
    return db.query(
        sql ->
            sql.createQuery("select * from api_key where id = :id")
                .bind("id", id.value())
                .map((row, context) -> key(row))
                .findOne());
  }

  /** A key, locked until the transaction ends. */
  Optional<StoredKey> lock(Tx tx, KeyId id) {
    return tx.sql()
        .createQuery("select * from api_key where id = :id for update")
        .bind("id", id.value())
        .map((row, context) -> key(row))
        .findOne();
  }

  /** Newest first, older than {@code before}. */
  List<StoredKey> ofOrganisation(OrgId org, UUID before, int limit) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    select * from api_key
                    where org_id = :org and id < :before
                    order by id desc limit :limit
                    """)
                .bind("org", org.value())
                .bind("before", before)
                .bind("limit", limit)
                .map((row, context) -> key(row))
                .list());
  }

  /** How many keys of an organisation still open something. */
  int countLive(Tx tx, OrgId org, Instant now) {
    return tx.sql()
        .createQuery(
            """
            select count(*) from api_key
            where org_id = :org and revoked_at is null and (expires_at is null or expires_at > :now)
            """)
        .bind("org", org.value())
        .bind("now", at(now))
        .mapTo(Integer.class)
        .one();
  }

  /** The service keys that still open something, locked until the transaction ends. */
  Set<KeyId> lockLiveServiceKeys(Tx tx, Instant now) {
    return tx.sql()
        .createQuery(
            """
            select id from api_key
            where kind = 'service' and revoked_at is null
              and (expires_at is null or expires_at > :now)
            order by id for update
            """)
        .bind("now", at(now))
        .mapTo(UUID.class)
        .map(KeyId::new)
        .collect(Collectors.toSet());
  }

  void revoke(Tx tx, KeyId id, Instant now) {
    tx.sql()
        .createUpdate("update api_key set revoked_at = :now where id = :id and revoked_at is null")
        .bind("id", id.value())
        .bind("now", at(now))
        .execute();
  }

  void replace(Tx tx, KeyId old, KeyId successor, Instant oldExpires) {
    tx.sql()
        .createUpdate(
            "update api_key set replaced_by = :successor, expires_at = :expires where id = :old")
        .bind("old", old.value())
        .bind("successor", successor.value())
        .bind("expires", at(oldExpires))
        .execute();
  }

  /** Notes when keys were used; never takes a time back. */
  void markUsed(Map<KeyId, Instant> used) {
    List<Map.Entry<KeyId, Instant>> rows = List.copyOf(used.entrySet());
    db.useTx(
        tx ->
            Columns.bind(
                    tx.sql()
                        .createUpdate(
                            """
                            update api_key set last_used_at = used.at
                            from unnest(:ids, :ats) as used (id, at)
                            where api_key.id = used.id
                              and (last_used_at is null or last_used_at < used.at)
                            """),
                    rows)
                .uuid("ids", row -> row.getKey().value())
                .time("ats", Map.Entry::getValue)
                .done()
                .execute());
  }

  /** What a line of keys has spent in the period that began at {@code since}. */
  Money spent(KeyId line, Instant since) {
    return db.query(
        sql ->
            sql.createQuery("select micros from key_spending where line = :line and since = :since")
                .bind("line", line.value())
                .bind("since", at(since))
                .mapTo(Long.class)
                .findOne()
                .map(Money::new)
                .orElse(Money.ZERO));
  }

  private static StoredKey key(ResultSet row) throws SQLException {
    Caller.Kind kind = ApiKey.kind(row.getString("kind"));
    Set<Scope> scopes = EnumSet.noneOf(Scope.class);
    for (String code : texts(row.getArray("scopes"))) {
      // A scope of a newer release that was rolled back opens nothing here.
      Scope.of(code).ifPresent(scopes::add);
    }
    return new StoredKey(
        new KeyId(row.getObject("id", UUID.class)),
        new OrgId(row.getObject("org_id", UUID.class)),
        new KeyTerms(row.getString("name"), kind, scopes, texts(row.getArray("models")), cap(row)),
        row.getString("prefix"),
        new KeyId(row.getObject("line", UUID.class)),
        Optional.ofNullable(row.getObject("replaced_by", UUID.class)).map(KeyId::new),
        new StoredKey.Times(
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            time(row, "last_used_at"),
            time(row, "expires_at"),
            time(row, "revoked_at")));
  }

  private static Optional<SpendingCap> cap(ResultSet row) throws SQLException {
    String period = row.getString("cap_period");
    return period == null
        ? Optional.empty()
        : Optional.of(
            new SpendingCap(
                new Money(row.getLong("cap_micros")), SpendingCap.Period.of(period).orElseThrow()));
  }

  private static Set<String> texts(@Nullable Array array) throws SQLException {
    return array == null ? Set.of() : Set.of((String[]) array.getArray());
  }

  private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
    return Optional.ofNullable(row.getObject(column, OffsetDateTime.class))
        .map(OffsetDateTime::toInstant);
  }

  private static OffsetDateTime at(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
