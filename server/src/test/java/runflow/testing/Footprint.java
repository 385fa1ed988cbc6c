package runflow.testing;

import java.util.Map;
import runflow.db.Db;

/**
 * How much a database holds, to prove that a refused request left nothing behind.
 *
 * @param rows by table
 * @param money of all accounts in micro-dollars
 */
public record Footprint(Map<String, Object> rows, Map<String, Object> money) {
  public static Footprint of(Db db) {
    return new Footprint(
        one(
            db,
            """
            select (select count(*) from run) as run,
              (select count(*) from batch) as batch,
              (select count(*) from ledger_entry) as ledger_entry,
              (select count(*) from idempotency_key) as idempotency_key,
              (select count(*) from asset) as asset,
              (select count(*) from callback_delivery) as callback_delivery
            """),
        one(db, "select sum(available) as available, sum(reserved) as reserved from balance"));
  }

  private static Map<String, Object> one(Db db, String query) {
    return db.query(sql -> sql.createQuery(query).mapToMap().one());
  }
}
