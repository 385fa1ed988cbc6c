package runflow.crash;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import runflow.db.DatabaseAddress;
import runflow.db.EmbeddedDatabase;

/**
 * A PostgreSQL of the campaign's own, which servers reach by its address. It can be stopped and
 * started underneath them, and stays at its address.
 */
final class OwnPostgres implements AutoCloseable {
  private static final int CONNECTIONS = 80;

  private final Workshop workshop;
  private final Path folder;
  private final EmbeddedDatabase database;

  private OwnPostgres(Workshop workshop, Path folder, EmbeddedDatabase database) {
    this.workshop = workshop;
    this.folder = folder;
    this.database = database;
  }

  /** Starts it with the keys and clips of the workshop. */
  static OwnPostgres start(Workshop workshop) throws IOException, InterruptedException {
    Path folder = workshop.freshData();
    return new OwnPostgres(
        workshop, folder, EmbeddedDatabase.start(folder, CONNECTIONS, notice -> {}));
  }

  Sql sql() {
    return new Sql(database.address());
  }

  /** A server on this database, not started yet, with a data folder and a name of its own. */
  Node node() throws IOException, InterruptedException {
    Path data = workshop.freshData();
    Files.delete(data.resolve("node.name"));
    Path files = data.resolve("files");
    Files.move(files, data.resolve("files.unused"));
    Files.createSymbolicLink(files, folder.resolve("files"));
    DatabaseAddress address = database.address();
    var settings =
        Map.of(
            "RUNFLOW_DATABASE_URL", address.jdbcUrl(),
            "RUNFLOW_DATABASE_USER", address.user(),
            "RUNFLOW_DATABASE_PASSWORD", address.password(),
            "RUNFLOW_SECRET_KEY", Files.readString(folder.resolve("secret.key")).strip());
    return new Node(workshop.program(), Program.Place.in(data), settings);
  }

  /** Starts it with the options that it had; if it runs, all sessions are ended before. */
  void restart() throws IOException, InterruptedException {
    pgCtl("restart", "fast");
  }

  /** Stops as after a fault; the next start replays the log. */
  void stopAtOnce() throws IOException, InterruptedException {
    pgCtl("stop", "immediate");
  }

  private void pgCtl(String what, String mode) throws IOException, InterruptedException {
    boolean root = Files.getOwner(folder).getName().equals("root");
    Folders.run(
        root ? List.of("unshare", "-U") : List.of(),
        pgCtl().toString(),
        what,
        "--pgdata=" + folder.resolve("postgres"),
        "--mode=" + mode,
        "--wait");
  }

  private Path pgCtl() throws IOException {
    try (Stream<Path> versions = Files.list(folder.resolve("pgbin"))) {
      return versions.findFirst().orElseThrow().resolve("bin/pg_ctl");
    }
  }

  @Override
  public void close() throws IOException {
    database.close();
  }
}
