package runflow;

import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import runflow.asset.Storage;
import runflow.config.Config;
import runflow.config.ServerKey;
import runflow.db.DatabaseAddress;
import runflow.db.Db;
import runflow.db.EmbeddedDatabase;
import runflow.db.FolderLock;
import runflow.db.Migrations;
import runflow.job.JobLane;
import runflow.job.NodeName;
import runflow.metric.Metrics;
import runflow.signal.Signals;

/**
 * What every feature stands on: this node, the database that all nodes share, and the files.
 *
 * @param data folder of the server, which exists
 * @param jobs for what lanes do by themselves
 */
record Platform(
    Path data,
    NodeName node,
    ServerKey serverKey,
    Db db,
    Db jobs,
    Signals signals,
    Storage storage,
    Metrics metrics,
    InstantSource clock) {
  private static final Logger log = LoggerFactory.getLogger(App.class);
  private static final int JOB_CONNECTIONS = 6;
  private static final int SPARE_CONNECTIONS = 10;

  /** Opens the database, brings its schema up to date, and opens the storage. */
  static Platform open(
      Config config, Path data, Metrics metrics, InstantSource clock, Closer closer)
      throws Exception {
    DatabaseAddress address = database(config.database(), data, closer);
    Db db = closer.register(Db.open(address, config.database().connections()));
    db.reportTo(metrics);
    Migrations.apply(db, address);
    Db jobs = closer.register(Db.openForgetful(address, JOB_CONNECTIONS));
    jobs.reportTo(metrics);
    NodeName node = NodeName.open(data);
    ServerKey serverKey = ServerKey.open(config.secretKey(), data);
    ServerKeyCheck.require(db, serverKey);
    Signals signals = closer.register(new Signals(address));
    Storage storage = closer.register(Storage.open(config.storage(), data, node.value()));
    return new Platform(data, node, serverKey, db, jobs, signals, storage, metrics, clock);
  }

  /** The embedded database holds the lock of its folder; beside any other one we do. */
  private static DatabaseAddress database(Config.Database database, Path data, Closer closer)
      throws IOException {
    if (database.url().isPresent()) {
      closer.register(FolderLock.take(data));
      return new DatabaseAddress(database.url().get(), database.user(), database.password());
    }
    int connections = database.connections() + JOB_CONNECTIONS + SPARE_CONNECTIONS;
    return closer.register(EmbeddedDatabase.start(data, connections, log::info)).address();
  }

  /** Where job lanes work. */
  JobLane.Workplace workplace(Config.Runs limits) {
    return new JobLane.Workplace(jobs, node, metrics, limits.drain(), clock);
  }
}
