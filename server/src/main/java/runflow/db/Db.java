package runflow.db;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Types;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Function;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.Arguments;
import runflow.metric.Metrics;

/**
 * The pool of connections to the one PostgreSQL that is the truth. Safe for use by many threads.
 */
public final class Db implements AutoCloseable {
  private static final Duration CONNECTION_WAIT = Duration.ofSeconds(10);

  /** A statement, a lock or a forgotten transaction that hangs must not hold others for ever. */
  private static final String TIME_LIMITS =
      "-c statement_timeout=60s -c lock_timeout=20s -c idle_in_transaction_session_timeout=60s";

  /**
   * For tables whose rows come and go: only a scan of an index in its order forgets the entries of
   * rows that are gone, while statistics taken at a quiet moment speak for the other kinds.
   */
  private static final String BY_INDEX = " -c enable_seqscan=off -c enable_bitmapscan=off";

  private final HikariDataSource pool;
  private final Jdbi jdbi;

  private Db(HikariDataSource pool) {
    this.pool = pool;
    this.jdbi = Jdbi.create(pool);
    // A null without a type takes the type of its column, whatever that is.
    jdbi.getConfig(Arguments.class)
        .setUntypedNullArgument((at, statement, context) -> statement.setNull(at, Types.NULL));
  }

  /**
   * Opens a pool and checks that the database answers.
   *
   * @param connections most connections at a time; a caller waits up to ten seconds for one
   */
  public static Db open(DatabaseAddress address, int connections) {
    return open("runflow", address, connections, TIME_LIMITS);
  }

  /**
   * Opens a pool for the bookkeeping of jobs. Its commits are not waited for until they are on
   * disk, since they only spare work, which is done again after a crash of the database that undid
   * them.
   */
  public static Db openForgetful(DatabaseAddress address, int connections) {
    return open(
        "runflow-jobs",
        address,
        connections,
        TIME_LIMITS + " -c synchronous_commit=off" + BY_INDEX);
  }

  private static Db open(String name, DatabaseAddress address, int connections, String options) {
    var config = new HikariConfig();
    config.setPoolName(name);
    config.setJdbcUrl(address.jdbcUrl());
    config.setUsername(address.user());
    config.setPassword(address.password());
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(Math.min(4, connections));
    config.setConnectionTimeout(CONNECTION_WAIT.toMillis());
    config.addDataSourceProperty("reWriteBatchedInserts", "true");
    config.addDataSourceProperty("ApplicationName", name);
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", "10");
    config.addDataSourceProperty("socketTimeout", "90");
    config.addDataSourceProperty("options", options);
    return new Db(new HikariDataSource(config));
  }

  /** Runs one transaction; commits when {@code work} returns and rolls back when it throws. */
  public <T> T inTx(Function<Tx, T> work) {
    try (Handle handle = jdbi.open()) {
      var tx = new Tx(handle);
      T result = handle.inTransaction(same -> work.apply(tx));
      tx.committed();
      return result;
    }
  }

  /** As {@link #inTx}, without a result. */
  public void useTx(Consumer<Tx> work) {
    this.<Boolean>inTx(
        tx -> {
          work.accept(tx);
          return true;
        });
  }

  /** Runs statements that need no transaction; each commits by itself. */
  public <T> T query(Function<Handle, T> work) {
    return jdbi.withHandle(work::apply);
  }

  /** Reports how the pool works; once. */
  public void reportTo(Metrics metrics) {
    pool.setMetricsTrackerFactory(metrics.connectionPool());
  }

  /** The pool itself, for the job scheduler and the migrations. */
  public DataSource dataSource() {
    return pool;
  }

  @Override
  public void close() {
    pool.close();
  }
}
