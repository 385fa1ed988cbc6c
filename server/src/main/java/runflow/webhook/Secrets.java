package runflow.webhook;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import runflow.callback.SecretBox;
import runflow.callback.SignedMessage;
import runflow.callback.SigningSecret;
import runflow.config.ServerKey;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.id.SecretId;
import runflow.id.WebhookId;

/**
 * The signing secrets of endpoints and listeners, encrypted in the database. Each owner has a
 * current one; earlier ones go on signing until their end.
 */
final class Secrets {
  private static final int SHOWN = 16;

  private final Db db;
  private final SecretBox box;

  Secrets(Db db, ServerKey serverKey) {
    this.db = db;
    this.box = new SecretBox(serverKey);
  }

  /** A secret of an owner, which signs until its end; the current one has none. */
  record Stored(
      SecretId id, UUID owner, String fingerprint, byte[] ciphertext, Optional<Instant> expires) {
    boolean current() {
      return expires.isEmpty();
    }
  }

  /** The secrets of one owner that sign at one time, the current one first. */
  record Live(SecretBox box, List<Stored> stored) {
    Optional<Stored> current() {
      return stored.stream().filter(Stored::current).findFirst();
    }

    Map<String, String> headers(SignedMessage message, Instant now) {
      return message.headers(
          now, current().map(this::open), stored.stream().map(this::open).toList());
    }

    private SigningSecret open(Stored secret) {
      return box.open(secret.id(), secret.ciphertext());
    }
  }

  /** Gives an owner its current secret; it must have none. */
  Stored add(Tx tx, WebhookId owner, SigningSecret secret, Instant now) {
    SecretId id = SecretId.create();
    var stored =
        new Stored(id, owner.value(), fingerprint(secret), box.seal(id, secret), Optional.empty());
    tx.sql()
        .createUpdate(
            """
            insert into webhook_secret (id, owner_id, fingerprint, ciphertext, created_at)
            values (:id, :owner, :fingerprint, :ciphertext, :now)
            """)
        .bind("id", id.value())
        .bind("owner", owner.value())
        .bind("fingerprint", stored.fingerprint())
        .bind("ciphertext", stored.ciphertext())
        .bind("now", Times.sql(now))
        .execute();
    return stored;
  }

  /** Gives the current secret an end and forgets those that have come to theirs. */
  void retire(Tx tx, WebhookId owner, Instant end, Instant now) {
    tx.sql()
        .createUpdate("delete from webhook_secret where owner_id = :owner and expires_at <= :now")
        .bind("owner", owner.value())
        .bind("now", Times.sql(now))
        .execute();
    tx.sql()
        .createUpdate(
            """
            update webhook_secret set expires_at = :end
            where owner_id = :owner and expires_at is null
            """)
        .bind("owner", owner.value())
        .bind("end", Times.sql(end))
        .execute();
  }

  void delete(Tx tx, WebhookId owner) {
    tx.sql()
        .createUpdate("delete from webhook_secret where owner_id = :owner")
        .bind("owner", owner.value())
        .execute();
  }

  /** How many secrets of an owner sign at a time. */
  int count(Tx tx, WebhookId owner, Instant now) {
    return tx.sql()
        .createQuery(
            """
            select count(*) from webhook_secret
            where owner_id = :owner and (expires_at is null or expires_at > :now)
            """)
        .bind("owner", owner.value())
        .bind("now", Times.sql(now))
        .mapTo(Integer.class)
        .one();
  }

  Live live(WebhookId owner, Instant now) {
    return new Live(box, ofOwners(List.of(owner), now).getOrDefault(owner.value(), List.of()));
  }

  /** The secrets of several owners that sign at a time, the newest first. */
  Map<UUID, List<Stored>> ofOwners(List<WebhookId> owners, Instant now) {
    return db.query(
        sql ->
            Columns.bind(
                    sql.createQuery(
                            """
                            select id, owner_id, fingerprint, ciphertext, expires_at
                            from webhook_secret
                            where owner_id = any(:owners)
                              and (expires_at is null or expires_at > :now)
                            order by id desc
                            """)
                        .bind("now", Times.sql(now)),
                    owners)
                .uuid("owners", WebhookId::value)
                .done()
                .map(
                    (row, context) ->
                        new Stored(
                            new SecretId(row.getObject("id", UUID.class)),
                            row.getObject("owner_id", UUID.class),
                            row.getString("fingerprint"),
                            row.getBytes("ciphertext"),
                            Times.optional(row, "expires_at")))
                .collect(Collectors.groupingBy(Stored::owner)));
  }

  /** By which a secret can be recognised and not guessed. */
  private static String fingerprint(SigningSecret secret) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(secret.text().getBytes(StandardCharsets.UTF_8));
      return "sha256:" + HexFormat.of().formatHex(hash).substring(0, SHOWN);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
