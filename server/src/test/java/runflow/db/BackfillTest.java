package runflow.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import runflow.testing.Answer;
import runflow.testing.Audit;
import runflow.testing.SharedPostgres;
import runflow.testing.TestServer;

/** What migrations make of the rows of a database at version 6. */
@Timeout(120)
class BackfillTest {
  private static final String SUCCEEDED = "00000000-0000-7000-8000-000000000011";
  private static final String OTHER_ACCOUNTS = "00000000-0000-7000-8000-000000000015";

  private static Db db;

  @BeforeAll
  static void open() throws IOException, SQLException {
    db = Db.open(migrated(), 2);
  }

  private static DatabaseAddress migrated() throws IOException, SQLException {
    DatabaseAddress address = SharedPostgres.emptyDatabase();
    Flyway.configure()
        .dataSource(address.jdbcUrl(), address.user(), address.password())
        .locations("classpath:db/migration")
        .target("6")
        .load()
        .migrate();
    try (Connection connection = address.connect("test");
        var statement = connection.createStatement();
        var script = BackfillTest.class.getResourceAsStream("/db/version6.sql")) {
      statement.execute(
          new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8));
    }
    try (Db pending = Db.open(address, 2)) {
      Migrations.apply(pending, address);
    }
    return address;
  }

  @AfterAll
  static void close() {
    db.close();
  }

  @Test
  void everyEntrySaysWhatItsAccountHadThen() {
    Audit.requireSound(db);
    assertThat(
            rows(
                """
                select concat_ws(' ', kind, billed, available_after, balance_after) from ledger_entry
                where not livemode order by id
                """))
        .containsExactly(
            "topup 25000000 25000000",
            "reserve 23400000 25000000",
            "reserve 21800000 25000000",
            "settle 1600000 21800000 23400000",
            "release 23400000 23400000",
            "reserve 21800000 23400000",
            "settle 1600000 21800000 21800000",
            "reserve 21000000 21800000");
    assertThat(
            rows(
                """
                select concat_ws(' ', kind, billed, available_after, balance_after) from ledger_entry
                where livemode order by id
                """))
        .containsExactly(
            "topup 10000000 10000000",
            "reserve 8400000 10000000",
            "settle 1600000 8400000 8400000",
            "adjust 7900000 7900000");
  }

  @Test
  void theLastEntryOfAnAccountIsItsBalance() {
    assertThat(
            rows(
                """
                select count(*)::text from balance join lateral (
                  select * from ledger_entry as entry where entry.org_id = balance.org_id
                    and entry.livemode = balance.livemode order by id desc limit 1) as last on true
                where available_after = available and balance_after = available + reserved
                  and last.created_at = updated_at
                """))
        .containsExactly("2");
  }

  @Test
  void theEntriesOfAnAccountAreInTheOrderOfTheirTimes() {
    assertThat(
            rows(
                """
                select to_char(created_at at time zone 'UTC', 'DD HH24:MI:SS.US') from ledger_entry
                where not livemode order by id limit 5
                """))
        .containsExactly(
            "01 00:00:00.000000",
            "02 10:00:00.500000",
            "02 10:00:00.500000",
            "02 23:59:59.999000",
            "03 00:00:00.000000");
  }

  @Test
  void endedRunsAreCountedByTheDayOfTheirEntry() {
    assertThat(
            rows(
                """
                select concat_ws(' ', livemode, day, right(key_id::text, 1), model, unit, unit_price,
                  succeeded, failed, canceled, quantity, billed)
                from usage_day order by livemode, day
                """))
        .containsExactly(
            "f 2026-11-02 a google/veo3.1 second 400000 1 0 0 4 1600000",
            "f 2026-11-03 a google/veo3.1 second 400000 0 1 1 4 1600000",
            "t 2026-11-03 b google/veo3.1 second 400000 1 0 0 4 1600000");
    assertThat(rows("select sum(billed)::text from usage_day"))
        .isEqualTo(rows("select sum(billed)::text from run"));
  }

  @Test
  void everyFileOfEveryRunIsKnownOnce() {
    assertThat(rows("select left(sha256, 1) || ' ' || run_id from run_file order by 1"))
        .containsExactly(
            "a " + SUCCEEDED,
            "a " + OTHER_ACCOUNTS,
            "b " + SUCCEEDED,
            "b " + OTHER_ACCOUNTS,
            "c " + SUCCEEDED);
  }

  @Test
  void aPictureOfARunIsAnAssetAsOfItsCreation() {
    assertThat(
            rows(
                "select name || ' ' || source_type || ' ' || (updated_at = created_at) from asset"))
        .containsExactly("picture run_input true");
  }

  @Test
  void aServerServesWhatTheOldOneLeft() throws Exception {
    try (var server = TestServer.start(TestServer.Options.standard(), migrated())) {
      Answer run = server.get("/v1/runs/" + SUCCEEDED);
      assertThat(run.status()).as(run.text()).isEqualTo(200);
      assertThat(run.text()).contains("/" + "a".repeat(64), "/" + "c".repeat(64));
      Answer replay =
          server.send(
              "POST",
              "/v1/models/google/veo3.1/runs",
              server.testKey(),
              "{\"input\":{\"prompt\":\"x\"}}",
              Map.of("Idempotency-Key", "old-key"));
      assertThat(replay.header("Idempotent-Replayed")).as(replay.text()).contains("true");
      assertThat(replay.json().path("id").stringValue()).isEqualTo(SUCCEEDED);
      assertThat(server.deliveriesOf(SUCCEEDED)).hasSize(1);
    }
  }

  private static List<String> rows(String sql) {
    return db.query(handle -> handle.createQuery(sql).mapTo(String.class).list());
  }
}
