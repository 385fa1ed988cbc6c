package runflow.db;

import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import org.flywaydb.core.Flyway;

/**
 * Brings the schema up to date: numbered, forward-only scripts run by Flyway, which is skipped when
 * one query shows that none is pending, because loading it costs half of a one-second start.
 */
public final class Migrations {
  /** The scripts in {@code db/migration}; a test holds this list against the folder. */
  static final Set<String> VERSIONS =
      new TreeSet<>(
          Arrays.asList(
              "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12", "13", "14", "15"));

  private static final Comparator<String> NUMERIC =
      Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

  private Migrations() {}

  /**
   * Applies what is pending, on a connection of its own that has no time limit. Nodes that start
   * together wait for each other on Flyway's lock.
   *
   * @throws IllegalStateException if a newer release has been here: its schema may mean something
   *     that this one does not know
   * @throws org.flywaydb.core.api.FlywayException if a script fails or an applied one was changed
   */
  public static void apply(Db db, DatabaseAddress address) {
    Set<String> applied = applied(db);
    requireNoneUnknown(applied);
    if (applied.containsAll(VERSIONS)) {
      return;
    }
    Flyway.configure()
        .dataSource(address.jdbcUrl(), address.user(), address.password())
        .locations("classpath:db/migration")
        .load()
        .migrate();
  }

  private static Set<String> applied(Db db) {
    return db.query(
        sql -> {
          boolean known =
              sql.createQuery("select to_regclass('flyway_schema_history') is not null")
                  .mapTo(Boolean.class)
                  .one();
          return known
              ? new HashSet<>(
                  sql.createQuery(
                          """
                          select version from flyway_schema_history
                          where success and version is not null
                          """)
                      .mapTo(String.class)
                      .list())
              : Set.of();
        });
  }

  private static void requireNoneUnknown(Set<String> applied) {
    if (!VERSIONS.containsAll(applied)) {
      throw new IllegalStateException(
          "the database has schema version %s, made by a newer Runflow, and this one knows none after %s; start the newer one, or restore the backup from before the upgrade"
              .formatted(Collections.max(applied, NUMERIC), Collections.max(VERSIONS, NUMERIC)));
    }
  }
}
