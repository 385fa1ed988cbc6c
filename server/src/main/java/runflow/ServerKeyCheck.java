package runflow;

import java.security.MessageDigest;
import runflow.config.ServerKey;
import runflow.db.Db;

/**
 * Proves that the server key is the one this database was encrypted with: a wrong key must stop the
 * start.
 */
final class ServerKeyCheck {
  private ServerKeyCheck() {}

  static void require(Db db, ServerKey key) {
    byte[] digest = key.derive("server key check", "HmacSHA256").getEncoded();
    byte[] known =
        db.inTx(
            tx -> {
              tx.sql()
                  .createUpdate(
                      "insert into server_key_check (digest) values (:digest) on conflict do nothing")
                  .bind("digest", digest)
                  .execute();
              return tx.sql()
                  .createQuery("select digest from server_key_check")
                  .map((row, context) -> row.getBytes("digest"))
                  .one();
            });
    if (!MessageDigest.isEqual(digest, known)) {
      throw new IllegalStateException(
          "the server key is not the one that this database was made with: restore secret.key from"
              + " your backup, copy it from another node, or set RUNFLOW_SECRET_KEY to it");
    }
  }
}
