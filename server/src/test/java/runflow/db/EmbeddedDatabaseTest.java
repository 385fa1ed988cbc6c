package runflow.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** All tests share one folder: making a database takes seconds, and its life is one long story. */
@Timeout(180)
class EmbeddedDatabaseTest {
  private static final int CONNECTIONS = 20;
  private static final Queue<String> NOTICES = new ConcurrentLinkedQueue<>();

  @TempDir static Path temp;
  private static Path folder;

  @BeforeAll
  static void makeTheDatabase() throws Exception {
    folder = temp.resolve("da ta").resolve("runflow");
    leftoversOfAKilledFirstStart();
    try (var first = start()) {
      change(first, "create table kept (word text)");
      change(first, "insert into kept values ('first')");
    }
    assertThat(NOTICES).hasSize(2);
    assertThat(NOTICES.remove()).startsWith("unpacking PostgreSQL into ");
    assertThat(NOTICES.remove()).startsWith("making the database in ");
  }

  private static void leftoversOfAKilledFirstStart() throws IOException {
    for (String half : List.of("postgres.unfinished", "pgbin/unfinished/bin")) {
      Files.createDirectories(folder.resolve(half));
      Files.writeString(folder.resolve(half).resolve("postgres"), "half");
    }
  }

  @Test
  void whatWasWrittenIsThereAfterAStop() throws Exception {
    try (var again = start()) {
      assertThat(ask(again, "select word from kept where word = 'first'")).isEqualTo("first");
    }
    assertThat(folder.resolve("postgres/postmaster.pid")).doesNotExist();
  }

  @Test
  void keepsWhatWasCommittedAndListensInsideOnly() throws Exception {
    try (var database = start()) {
      assertThat(ask(database, "show fsync")).isEqualTo("on");
      assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
      assertThat(ask(database, "show full_page_writes")).isEqualTo("on");
      assertThat(ask(database, "show max_connections")).isEqualTo("" + CONNECTIONS);
      assertThat(ask(database, "show listen_addresses")).isEqualTo("127.0.0.1");
      assertThat(ask(database, "show unix_socket_directories")).isEmpty();
      assertThat(ask(database, "show server_version")).startsWith("18.");
      assertThat(ask(database, "show data_checksums")).isEqualTo("on");
    }
  }

  @Test
  void keepsRowsInAPartOfTheMachinesMemoryUntilToldOtherwise() throws Exception {
    Path settings = folder.resolve("postgres/postgresql.conf");
    String made = Files.readString(settings);
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    long sixteenth = Math.clamp(machine.getTotalMemorySize() / (16L << 20), 128, 1024);
    try (var database = start()) {
      assertThat(ask(database, "select pg_size_bytes(current_setting('shared_buffers')) / 1048576"))
          .isEqualTo("" + sixteenth);
    }
    Files.writeString(settings, made + "shared_buffers = 96MB\n");
    try (var told = start()) {
      assertThat(ask(told, "show shared_buffers")).isEqualTo("96MB");
    } finally {
      Files.writeString(settings, made);
    }
  }

  @Test
  void opensWithItsPasswordOnly() throws Exception {
    try (var database = start()) {
      String url = database.address().jdbcUrl();
      assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", "wrong"))
          .isInstanceOfSatisfying(
              SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
      assertThatThrownBy(() -> DriverManager.getConnection(url, "postgres", null))
          .isInstanceOf(SQLException.class);
      assertThat(
              ask(database, "select string_agg(distinct auth_method, ',') from pg_hba_file_rules"))
          .isEqualTo("scram-sha-256");
      assertThat(Files.readString(folder.resolve("postgres.password")))
          .isEqualTo(database.address().password())
          .hasSize(43);
      for (String secret : List.of("postgres.password", "postgres.log")) {
        assertThat(Files.getPosixFilePermissions(folder.resolve(secret)))
            .isEqualTo(PosixFilePermissions.fromString("rw-------"));
      }
      assertThat(database.address().toString()).doesNotContain(database.address().password());
    }
  }

  @Test
  void aFolderHasOneOwnerWhoIsNamed() throws Exception {
    try (var owner = start()) {
      assertThatThrownBy(EmbeddedDatabaseTest::start)
          .isInstanceOf(FolderInUseException.class)
          .hasMessageContainingAll(folder.toString(), "this very process", "stop that one first");
      Process other = child();
      try (BufferedReader lines = other.inputReader()) {
        assertThat(lines.lines().toList())
            .singleElement()
            .asString()
            .startsWith("failed: FolderInUseException")
            .contains("is in use by process " + ProcessHandle.current().pid());
      }
      assertThat(ask(owner, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void aStartAfterAKillStopsTheOrphanAndLosesNothing() throws Exception {
    Process child = child();
    ProcessHandle orphan;
    try (BufferedReader lines = child.inputReader()) {
      assertThat(lines.readLine()).isEqualTo("committed");
      orphan = Postmaster.find(folder.toRealPath().resolve("postgres")).orElseThrow().process();
    }
    child.destroyForcibly();
    assertThat(child.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(orphan.isAlive()).isTrue();
    NOTICES.clear();
    try (var again = start()) {
      assertThat(NOTICES).singleElement().asString().contains("process " + orphan.pid());
      assertThat(ask(again, "select word from kept where word = 'child'")).isEqualTo("child");
      assertThat(Postmaster.find(folder.toRealPath().resolve("postgres")).orElseThrow().pid())
          .isNotEqualTo(orphan.pid());
    }
  }

  @Test
  void aFileThatNamesAStrangerStopsNobody() throws Exception {
    Path file = folder.resolve("postgres/postmaster.pid");
    Process stranger = new ProcessBuilder("sleep", "300").start();
    try {
      for (String pid : List.of(stranger.pid() + "", "999999999", "", "garbage")) {
        Files.writeString(file, pid + "\n" + folder.resolve("postgres") + "\n");
        try (var database = start()) {
          assertThat(ask(database, "select 1")).isEqualTo("1");
        }
      }
      assertThat(stranger.isAlive()).isTrue();
    } finally {
      stranger.destroyForcibly();
    }
  }

  @Test
  void aDatabaseOfAnotherMajorVersionIsLeftAlone() throws Exception {
    Path version = folder.resolve("postgres/PG_VERSION");
    String good = Files.readString(version);
    Files.writeString(version, "17\n");
    try {
      assertThatThrownBy(EmbeddedDatabaseTest::start)
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll(
              "was made by PostgreSQL 17",
              "go back to the release",
              "server/src/main/resources/docs/self-hosting.md",
              "not compatible with this version 18");
    } finally {
      Files.writeString(version, good);
    }
    start().close();
  }

  @Test
  void aFailedStartSaysWhyAndGivesTheFolderFree() throws Exception {
    Path settings = folder.resolve("postgres/postgresql.conf");
    String good = Files.readString(settings);
    Files.writeString(settings, "no_such_setting = 9\n");
    try {
      assertThatThrownBy(EmbeddedDatabaseTest::start)
          .isInstanceOf(IOException.class)
          .hasMessageContainingAll("PostgreSQL did not start", "postgres.log", "no_such_setting");
    } finally {
      Files.writeString(settings, good);
    }
    Path password = folder.resolve("postgres.password");
    Path aside = folder.resolve("aside");
    Files.move(password, aside);
    assertThatThrownBy(EmbeddedDatabaseTest::start)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("postgres.password is missing");
    Files.move(aside, password);
    start().close();
  }

  @Test
  void closingTwiceIsClosing() throws Exception {
    var database = start();
    database.close();
    database.close();
    try (var next = start()) {
      database.close();
      assertThat(ask(next, "select 1")).isEqualTo("1");
    }
  }

  @Test
  void asRootWithoutUserNamespacesTheErrorSaysWhatToDo() throws Exception {
    assertThat(PostgresBinaries.prefix(false, false)).isEmpty();
    assertThat(PostgresBinaries.prefix(true, true)).containsExactly("unshare", "-U");
    assertThatThrownBy(() -> PostgresBinaries.prefix(true, false))
        .isInstanceOf(IOException.class)
        .hasMessageContainingAll("root", "normal user", "database.url");
  }

  private static EmbeddedDatabase start() throws IOException {
    return EmbeddedDatabase.start(folder, CONNECTIONS, NOTICES::add);
  }

  /** Another Java that starts the database of the folder, writes a row and waits to be killed. */
  private static Process child() throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    return new ProcessBuilder(
            java,
            "-cp",
            System.getProperty("java.class.path"),
            StartAndWait.class.getName(),
            folder.toString())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  static void change(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      statement.executeUpdate(sql);
    }
  }

  private static String ask(EmbeddedDatabase database, String sql) throws SQLException {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      assertThat(rows.next()).isTrue();
      return rows.getString(1);
    }
  }

  private static Connection connect(EmbeddedDatabase database) throws SQLException {
    DatabaseAddress address = database.address();
    return DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
  }
}
