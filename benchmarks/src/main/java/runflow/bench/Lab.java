package runflow.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import runflow.db.DatabaseAddress;
import runflow.db.EmbeddedDatabase;
import runflow.db.Trees;

/**
 * Where a measurement happens: the product's own PostgreSQL, kept between runs of this program, and
 * for each scenario a fresh database in it with a fresh server. Used by one thread.
 */
final class Lab implements AutoCloseable {
  /** Stands for the flag that records the server; the path is known here only. */
  static final String RECORD = "record";

  private static final int MOST_CONNECTIONS = 80;

  /** More runs at a time than any scenario has under way. */
  private static final int PLACES = 256;

  static final String LIVE_CREDIT =
      "{\"livemode\":true,\"amount\":\"900000000\",\"note\":\"benchmark\"}";

  private final Options options;
  private final EmbeddedDatabase postgres;
  private final Deque<Child> children = new ArrayDeque<>();
  private int databases;

  private Lab(Options options, EmbeddedDatabase postgres) {
    this.options = options;
    this.postgres = postgres;
  }

  static Lab open(Options options) throws IOException {
    Path folder = Files.createDirectories(options.lab());
    var lab =
        new Lab(
            options,
            EmbeddedDatabase.start(folder.resolve("database"), MOST_CONNECTIONS, Lab::say));
    Trees.delete(folder.resolve("servers"));
    // Ctrl-C: the children end by themselves, PostgreSQL does not.
    Runtime.getRuntime().addShutdownHook(new Thread(lab::stopPostgres));
    return lab;
  }

  static void say(String line) {
    System.err.println("  " + line);
  }

  Options options() {
    return options;
  }

  /** A server that is ready, with money, on a database of its own. */
  record Running(Child child, DatabaseAddress database, String key, String testKey) {}

  Running server() throws Exception {
    return server(freshDatabase("bench_" + ++databases));
  }

  /** As {@link #server()}, on a database that is there. */
  Running server(DatabaseAddress database) throws Exception {
    Path data = Files.createDirectories(options.lab().resolve("servers/" + databases));
    Path cache = Files.createDirectories(options.lab().resolve("cache"));
    if (!Files.exists(data.resolve("cache"))) {
      Files.createSymbolicLink(data.resolve("cache"), cache);
    }
    Child child =
        open(
            Child.start(
                ServerUnderTest.class,
                data.resolve("server.log"),
                serverFlags(),
                List.of(
                    "data=" + data,
                    "http.port=0",
                    "database.url=" + database.jdbcUrl(),
                    "database.user=" + database.user(),
                    "database.password=" + database.password(),
                    "runs.drain=1s",
                    "limits.creations_per_second=0",
                    "credit.test=900000000",
                    "lanes.hosted=" + PLACES)));
    try (var connection = runflow.bench.Connection.open(child.url())) {
      int status =
          connection.exchange(
              Requests.post("/v1/admin/credits", child.tell("service_key"), LIVE_CREDIT));
      if (status != 201) {
        throw new IOException("no credit: " + connection.answer());
      }
    }
    return new Running(child, database, child.tell("live_key"), child.tell("test_key"));
  }

  /** The limit of a server: answers with these bodies at once. */
  Child echo(String read, String created) throws IOException {
    Path folder = Files.createDirectories(options.lab().resolve("servers"));
    Path get = Files.writeString(folder.resolve("get.json"), read, StandardCharsets.UTF_8);
    Path post = Files.writeString(folder.resolve("post.json"), created, StandardCharsets.UTF_8);
    return open(
        Child.start(
            EchoServer.class,
            folder.resolve("echo.log"),
            List.of(),
            List.of(get.toString(), post.toString())));
  }

  private DatabaseAddress freshDatabase(String name) throws SQLException {
    drop(name);
    command("create database " + name);
    return database(name);
  }

  private void drop(String name) throws SQLException {
    command("drop database if exists " + name + " with (force)");
  }

  private void command(String sql) throws SQLException {
    try (Connection connection = connect(postgres.address());
        Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  private DatabaseAddress database(String name) {
    DatabaseAddress any = postgres.address();
    return new DatabaseAddress(
        any.jdbcUrl().replaceFirst("/[^/]*$", "/" + name), any.user(), any.password());
  }

  static Connection connect(DatabaseAddress database) throws SQLException {
    return DriverManager.getConnection(
        database.jdbcUrl() + "?reWriteBatchedInserts=true", database.user(), database.password());
  }

  /** All processes of PostgreSQL. */
  List<ProcessHandle> postgres() throws IOException {
    Path pidFile = options.lab().resolve("database/postgres/postmaster.pid");
    long pid = Long.parseLong(Files.readAllLines(pidFile).getFirst().strip());
    ProcessHandle postmaster = ProcessHandle.of(pid).orElseThrow();
    List<ProcessHandle> all = new ArrayList<>(List.of(postmaster));
    postmaster.descendants().forEach(all::add);
    return all;
  }

  private List<String> serverFlags() {
    Path recording = options.lab().resolve("server.jfr");
    return options.serverFlags().stream()
        .map(
            flag ->
                flag.equals(RECORD)
                    ? "-XX:StartFlightRecording=settings=profile,dumponexit=true,filename="
                        + recording
                    : flag)
        .toList();
  }

  private Child open(Child child) {
    children.push(child);
    return child;
  }

  void stopServers() throws IOException {
    while (!children.isEmpty()) {
      children.pop().close();
    }
  }

  /**
   * Ends a scenario: its servers, and its databases, which PostgreSQL would vacuum beside the next.
   */
  void clear() throws IOException, SQLException {
    stopServers();
    while (databases > 0) {
      drop("bench_" + databases--);
    }
  }

  private void stopPostgres() {
    try {
      postgres.close();
    } catch (IOException e) {
      say("PostgreSQL did not stop: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException, SQLException {
    try (postgres) {
      clear();
    }
  }
}
