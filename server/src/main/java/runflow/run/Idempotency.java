package runflow.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.billing.Account;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.id.BatchId;
import runflow.id.OrgId;
import runflow.id.RunId;

/**
 * The first answer to each {@code Idempotency-Key}, kept 24 hours in the transaction of what was
 * made.
 */
final class Idempotency {
  static final Duration KEPT = Duration.ofDays(1);
  private static final int LONGEST_KEY = 255;

  private final Db db;
  private final InstantSource clock;

  Idempotency(Db db, InstantSource clock) {
    this.db = db;
    this.clock = clock;
  }

  /** What makes a key unique. */
  record Name(Account account, String text) {}

  /** A caller's key and what the request was: its target and raw bytes. */
  record Key(Name name, byte[] requestHash) {
    static Key of(Account account, String text, String target, byte[] body) {
      if (text.isEmpty() || text.length() > LONGEST_KEY) {
        throw new ApiException(
            ErrorCode.BAD_REQUEST,
            "`Idempotency-Key` must have 1 to 255 characters, but has " + text.length());
      }
      try {
        MessageDigest digest = MessageDigest.getInstance("SHA-256");
        digest.update((target + '\0').getBytes(StandardCharsets.UTF_8));
        return new Key(new Name(account, text), digest.digest(body));
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("every JDK has SHA-256", e);
      }
    }
  }

  /** What was made earlier under the same key, a run or a batch, and what was answered then. */
  record Replay(UUID id, byte[] answer) {}

  /** What is kept: either a run or a batch. */
  record Kept(Key key, Optional<RunId> run, Optional<BatchId> batch, byte[] answer) {
    static Kept run(RunId run, Key key, byte[] answer) {
      return new Kept(key, Optional.of(run), Optional.empty(), answer);
    }

    static Kept batch(BatchId batch, Key key, byte[] answer) {
      return new Kept(key, Optional.empty(), Optional.of(batch), answer);
    }
  }

  /**
   * The earlier answer to the same request.
   *
   * @throws ApiException {@code CONFLICT} if the key was used with another body
   */
  Optional<Replay> find(Key key) {
    record Row(byte[] hash, Replay replay) {}
    Optional<Row> row =
        db.query(
            sql ->
                sql.createQuery(
                        """
                        select request_hash, coalesce(run_id, batch_id) as made, answer from idempotency_key
                        where org_id = :org and livemode = :live and key = :key
                          and created_at > :oldest
                        """)
                    .bind("org", key.name().account().org().value())
                    .bind("live", key.name().account().livemode())
                    .bind("key", key.name().text())
                    .bind("oldest", time(clock.instant().minus(KEPT)))
                    .map(
                        (result, context) ->
                            new Row(
                                result.getBytes("request_hash"),
                                new Replay(
                                    result.getObject("made", UUID.class),
                                    result.getString("answer").getBytes(StandardCharsets.UTF_8))))
                    .findOne());
    if (row.isPresent() && !MessageDigest.isEqual(row.get().hash(), key.requestHash())) {
      throw new ApiException(
          ErrorCode.CONFLICT,
          "`Idempotency-Key` was used before with another request; use a new key for a new one");
    }
    return row.map(Row::replay);
  }

  /** Those among some keys that are in use; the transaction has locked their accounts. */
  Set<Name> taken(Tx tx, List<Key> keys) {
    if (keys.isEmpty()) {
      return new HashSet<>();
    }
    return Columns.bind(
            tx.sql()
                .createQuery(
                    """
                    select org_id, livemode, key from idempotency_key
                    join unnest(:orgs, :lives, :keys) as asked (org_id, livemode, key)
                      using (org_id, livemode, key)
                    where created_at > :oldest
                    """)
                .bind("oldest", time(clock.instant().minus(KEPT))),
            keys)
        .uuid("orgs", key -> key.name().account().org().value())
        .flag("lives", key -> key.name().account().livemode())
        .text("keys", key -> key.name().text())
        .done()
        .map(
            (row, context) ->
                new Name(
                    new Account(
                        new OrgId(row.getObject("org_id", UUID.class)), row.getBoolean("livemode")),
                    row.getString("key")))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /** Keeps answers, in place of expired ones. */
  void keep(Tx tx, List<Kept> kept) {
    if (kept.isEmpty()) {
      return;
    }
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into idempotency_key
                      (org_id, livemode, key, request_hash, run_id, batch_id, answer, created_at)
                    select org_id, livemode, key, hash, run_id, batch_id, answer, :now
                    from unnest(:orgs, :lives, :keys, :hashes, :runs, :batches, :answers)
                      as kept (org_id, livemode, key, hash, run_id, batch_id, answer)
                    on conflict (org_id, livemode, key) do update
                      set request_hash = excluded.request_hash, run_id = excluded.run_id,
                        batch_id = excluded.batch_id, answer = excluded.answer, created_at = excluded.created_at
                    """)
                .bind("now", time(clock.instant())),
            kept)
        .uuid("orgs", one -> one.key().name().account().org().value())
        .flag("lives", one -> one.key().name().account().livemode())
        .text("keys", one -> one.key().name().text())
        .bytes("hashes", one -> one.key().requestHash())
        .optionalUuid("runs", one -> one.run().map(RunId::value))
        .optionalUuid("batches", one -> one.batch().map(BatchId::value))
        .utf8("answers", Kept::answer)
        .done()
        .execute();
  }

  /** Drops answers that are not replayed any more. */
  void forgetOld() {
    db.query(
        sql ->
            sql.createUpdate("delete from idempotency_key where created_at <= :oldest")
                .bind("oldest", time(clock.instant().minus(KEPT)))
                .execute());
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
