package runflow.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import runflow.testing.SharedPostgres;

class MigrationsTest {
  @Test
  void everyScriptIsListed() throws IOException, URISyntaxException {
    var folder = Objects.requireNonNull(Migrations.class.getResource("/db/migration"));
    try (Stream<Path> scripts = Files.list(Path.of(folder.toURI()))) {
      assertThat(scripts.map(script -> script.getFileName().toString()))
          .allMatch(name -> name.matches("V[0-9]+__[a-z_]+[.]sql"))
          .map(name -> name.substring(1, name.indexOf("__")))
          .containsExactlyInAnyOrderElementsOf(Migrations.VERSIONS);
    }
  }

  @Test
  void anUpToDateDatabaseIsTakenAsItIs() {
    DatabaseAddress address = SharedPostgres.freshDatabase();
    try (Db db = Db.open(address, 2)) {
      assertThatCode(() -> Migrations.apply(db, address)).doesNotThrowAnyException();
      assertThat(versions(db)).isEqualTo(Migrations.VERSIONS.size());
    }
  }

  @Test
  void theDatabaseOfANewerReleaseIsRefused() {
    DatabaseAddress address = SharedPostgres.freshDatabase();
    try (Db db = Db.open(address, 2)) {
      db.useTx(
          tx ->
              tx.sql()
                  .execute(
                      """
                      insert into flyway_schema_history
                        (installed_rank, version, description, type, script, installed_by,
                         execution_time, success)
                      values (1000, '1000', 'later', 'SQL', 'V1000__later.sql', 'x', 1, true)
                      """));

      assertThatThrownBy(() -> Migrations.apply(db, address))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContainingAll(
              "schema version 1000", "newer Runflow", "knows none after", "restore the backup");
    }
  }

  private static int versions(Db db) {
    return db.query(
        sql ->
            sql.createQuery("select count(*) from flyway_schema_history where version is not null")
                .mapTo(Integer.class)
                .one());
  }
}
