package runflow.db;

import com.sun.management.OperatingSystemMXBean;
import com.sun.security.auth.module.UnixSystem;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.commons.lang3.SystemUtils;
import runflow.config.PrivateFile;

/** One start of the embedded PostgreSQL, by the holder of the folder's lock. */
final class Starter {
  private static final String USER = "postgres";
  private static final String LOOPBACK = "127.0.0.1";
  private static final int PASSWORD_BYTES = 32;
  private static final int PORT_TRIES = 5;

  /** Seconds; replaying the log after a crash of the machine takes long. */
  private static final int START_WAIT = 600;

  private static final List<String> DURABLE =
      List.of("fsync", "synchronous_commit", "full_page_writes");

  private final Path folder;
  private final Path data;
  private final Path passwordFile;
  private final ServerLog log;
  private final int maxConnections;
  private final Consumer<String> notice;

  Starter(Path folder, int maxConnections, Consumer<String> notice) {
    this.folder = folder;
    this.maxConnections = maxConnections;
    this.notice = notice;
    data = folder.resolve("postgres");
    passwordFile = folder.resolve("postgres.password");
    log = new ServerLog(folder.resolve("postgres.log"));
  }

  DatabaseAddress start() throws IOException {
    stopOrphan();
    log.prepare();
    var binaries = PostgresBinaries.unpack(folder.resolve("pgbin"), runsAsRoot(), notice);
    if (!Files.exists(data)) {
      create(binaries);
    }
    String password = password();
    var address = new DatabaseAddress(url(launch(binaries)), USER, password);
    try {
      checkDurable(address);
      return address;
    } catch (IOException e) {
      giveUp();
      throw e;
    }
  }

  private void stopOrphan() throws IOException {
    Optional<Postmaster> orphan = running();
    if (orphan.isPresent()) {
      notice.accept(
          "stopping the PostgreSQL process "
              + orphan.get().pid()
              + ", which outlived a server that was killed");
      orphan.get().stop();
    }
  }

  private void giveUp() throws IOException {
    Optional<Postmaster> started = running();
    if (started.isPresent()) {
      started.get().stop();
    }
  }

  private Optional<Postmaster> running() throws IOException {
    return Files.exists(data) ? Postmaster.find(data) : Optional.empty();
  }

  private static boolean runsAsRoot() {
    return !SystemUtils.IS_OS_WINDOWS && new UnixSystem().getUid() == 0;
  }

  private void create(PostgresBinaries binaries) throws IOException {
    notice.accept("making the database in " + data);
    Path unfinished = folder.resolve("postgres.unfinished");
    Trees.delete(unfinished);
    PrivateFile.replace(passwordFile, newPassword());
    long before = log.size();
    ProcessBuilder initdb =
        binaries.command(
            "initdb",
            "--pgdata=" + unfinished,
            "--username=" + USER,
            "--pwfile=" + passwordFile,
            "--auth=scram-sha-256",
            "--encoding=UTF8",
            "--locale=C",
            "--locale-provider=builtin",
            "--builtin-locale=C.UTF-8",
            "--set=shared_buffers=" + sharedBuffers() + "MB",
            "--no-instructions");
    if (!log.succeeds(initdb)) {
      throw new IOException("PostgreSQL could not make its database:\n" + log.since(before));
    }
    Files.move(unfinished, data, StandardCopyOption.ATOMIC_MOVE);
    force(folder);
  }

  /**
   * Megabytes of rows and indexes that PostgreSQL keeps: a sixteenth of the memory that this
   * machine or container has, from PostgreSQL's own 128 to 1,024. Takes only what is used. Stands
   * in {@code postgresql.conf}, where it may be changed.
   */
  private static long sharedBuffers() {
    var machine = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Math.clamp(machine.getTotalMemorySize() >> 24, 128, 1024);
  }

  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static String newPassword() {
    byte[] random = new byte[PASSWORD_BYTES];
    new SecureRandom().nextBytes(random);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  private String password() throws IOException {
    if (!Files.exists(passwordFile)) {
      throw new IOException(
          passwordFile
              + " is missing, and the database in "
              + data
              + " opens with it; put it back");
    }
    return Files.readString(passwordFile).strip();
  }

  /** Starts the server on a free port and returns the port. */
  private int launch(PostgresBinaries binaries) throws IOException {
    for (int attempt = 1; ; attempt++) {
      int port = freePort();
      long before = log.size();
      if (log.succeeds(pgCtlStart(binaries, port))) {
        return port;
      }
      giveUp();
      String words = log.since(before);
      requireOurs(words);
      // Between choosing a port and using it somebody else may take it.
      if (attempt == PORT_TRIES || !words.contains("could not bind")) {
        throw new IOException(
            "PostgreSQL did not start; its log " + log.file() + " ends:\n" + words);
      }
    }
  }

  /** PostgreSQL reads the files of its own major version only. */
  private void requireOurs(String words) throws IOException {
    if (words.contains("database files are incompatible with server")) {
      throw new IOException(
          "the database in %s was made by PostgreSQL %s, and this Runflow comes with another major version, which cannot read it; go back to the release that used it last, and see \"PostgreSQL's own upgrades\" in server/src/main/resources/docs/self-hosting.md. PostgreSQL said:%n%s"
              .formatted(data, Files.readString(data.resolve("PG_VERSION")).strip(), words));
    }
  }

  private ProcessBuilder pgCtlStart(PostgresBinaries binaries, int port) {
    var options = new ArrayList<String>();
    options.add("-p " + port);
    options.add("-c listen_addresses=" + LOOPBACK);
    options.add("-c unix_socket_directories=");
    options.add("-c max_connections=" + maxConnections);
    options.add("-c timezone=UTC");
    options.add("-c log_checkpoints=off");
    DURABLE.forEach(setting -> options.add("-c " + setting + "=on"));
    return binaries.command(
        "pg_ctl",
        "start",
        "--pgdata=" + data,
        "--wait",
        "--timeout=" + START_WAIT,
        "--log=" + log.file(),
        "--options=" + String.join(" ", options));
  }

  private static int freePort() throws IOException {
    try (var socket = new ServerSocket(0, 1, InetAddress.ofLiteral(LOOPBACK))) {
      return socket.getLocalPort();
    }
  }

  private static String url(int port) {
    return "jdbc:postgresql://" + LOOPBACK + ":" + port + "/postgres";
  }

  private static void checkDurable(DatabaseAddress address) throws IOException {
    try (Connection connection =
            DriverManager.getConnection(address.jdbcUrl(), address.user(), address.password());
        Statement statement = connection.createStatement()) {
      for (String setting : DURABLE) {
        try (ResultSet shown = statement.executeQuery("show " + setting)) {
          if (!shown.next() || !shown.getString(1).equals("on")) {
            throw new IOException("PostgreSQL runs without `" + setting + "`: data could be lost");
          }
        }
      }
    } catch (SQLException e) {
      throw new IOException("PostgreSQL started but refuses us: " + e.getMessage(), e);
    }
  }
}
