package runflow.asset;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;

/**
 * Files that lost something that referred to them: whoever drops a reference says so here, in the
 * same transaction, and the sweeper finds out whether another is left.
 */
public final class UnusedFiles {
  private final Db db;

  public UnusedFiles(Db db) {
    this.db = db;
  }

  /** Notes files that may not be needed any more. */
  public void note(Tx tx, Set<String> sha256s, Instant now) {
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into unused_file (sha256, since) select name, :now
                    from unnest(:names) as name
                    on conflict (sha256) do update set since = excluded.since
                    """),
            List.copyOf(sha256s))
        .text("names", name -> name)
        .done()
        .bind("now", AssetStore.time(now))
        .execute();
  }

  /** Notes files that were found without a reference; one that is noted stays as it is. */
  void noteFound(Set<String> sha256s, Instant now) {
    db.query(
        sql ->
            Columns.bind(
                    sql.createUpdate(
                        """
                        insert into unused_file (sha256, since) select name, :now
                        from unnest(:names) as name on conflict do nothing
                        """),
                    List.copyOf(sha256s))
                .text("names", name -> name)
                .done()
                .bind("now", AssetStore.time(now))
                .execute());
  }

  /** Whether the last look at all files began so long ago; the next one begins now then. */
  boolean beginLook(Instant now, Duration pace) {
    return db.query(
        sql ->
            sql.createUpdate("update file_look set began_at = :now where began_at <= :before")
                    .bind("now", AssetStore.time(now))
                    .bind("before", AssetStore.time(now.minus(pace)))
                    .execute()
                == 1);
  }

  /** Files noted before a time, the oldest first. */
  Set<String> notedBefore(Instant time, int most) {
    return db.query(
        sql ->
            sql
                .createQuery(
                    "select sha256 from unused_file where since < :time order by since limit :most")
                .bind("time", AssetStore.time(time))
                .bind("most", most)
                .mapTo(String.class)
                .stream()
                .collect(Collectors.toUnmodifiableSet()));
  }

  /** Those of the files that an asset of anybody has. */
  Set<String> ofAssets(Set<String> sha256s) {
    return db.query(
        sql ->
            Columns.bind(
                    sql.createQuery(
                        """
                        select distinct sha256 from asset
                        where sha256 = any(:names) and deleted_at is null
                        """),
                    List.copyOf(sha256s))
                .text("names", name -> name)
                .done()
                .mapTo(String.class)
                .stream()
                .collect(Collectors.toUnmodifiableSet()));
  }

  /** Forgets files that were noted before a time; what was noted again since stays. */
  void forget(Set<String> sha256s, Instant before) {
    db.query(
        sql ->
            Columns.bind(
                    sql.createUpdate(
                        "delete from unused_file where sha256 = any(:names) and since < :before"),
                    List.copyOf(sha256s))
                .text("names", name -> name)
                .done()
                .bind("before", AssetStore.time(before))
                .execute());
  }

  /** Has files looked at later, as if they had been noted only now. */
  void postpone(Set<String> sha256s, Instant now) {
    if (!sha256s.isEmpty()) {
      db.useTx(tx -> note(tx, sha256s, now));
    }
  }
}
