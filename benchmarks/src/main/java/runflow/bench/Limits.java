package runflow.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.HdrHistogram.Histogram;
import runflow.db.DatabaseAddress;

/**
 * What disk and database can do at best: flushes, and rows as wide as a run's that are committed
 * one by one or 256 at a time.
 */
final class Limits {
  private static final int BATCH = 256;
  private static final int CONNECTIONS = 16;
  private static final int PAGE = 8192;

  private final Lab lab;
  private final Report report;

  private Limits(Lab lab, Report report) {
    this.lab = lab;
    this.report = report;
  }

  static void measure(Lab lab, Report report) throws Exception {
    new Limits(lab, report).measure();
  }

  private void measure() throws Exception {
    Lab.Running server = lab.server();
    Runs.Sample sample = Runs.finishOne(server);
    RunRows rows = RunRows.like(server.database(), sample.id());

    report.heading("limits of this machine");
    int rounds = lab.options().rounds();
    double[] median = new double[rounds];
    double[] worst = new double[rounds];
    double[] single = new double[rounds];
    double[] parallel = new double[rounds];
    double[] batched = new double[rounds];
    for (int i = 0; i < rounds; i++) {
      Histogram flush = flushes();
      median[i] = flush.getValueAtPercentile(50) / 1e6;
      worst[i] = flush.getValueAtPercentile(99) / 1e6;
      single[i] = inserts(server.database(), rows, 1, 1);
      parallel[i] = inserts(server.database(), rows, CONNECTIONS, 1);
      batched[i] = inserts(server.database(), rows, 1, BATCH);
    }
    report.add("limit: write 8 KiB and flush, median", "ms", median);
    report.add("limit: write 8 KiB and flush, p99", "ms", worst);
    report.add("limit: rows, one a commit, 1 connection", "1/s", single);
    report.add("limit: rows, one a commit, 16 connections", "1/s", parallel);
    report.add("limit: rows, 256 a commit, 1 connection", "1/s", batched);
  }

  private Histogram flushes() throws IOException {
    Histogram latency = Load.histogram();
    Path file = lab.options().lab().resolve("flushed");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.DELETE_ON_CLOSE)) {
      long end = System.nanoTime() + Duration.ofSeconds(2).toNanos();
      for (long before = System.nanoTime(); before < end; before = System.nanoTime()) {
        channel.write(ByteBuffer.allocate(PAGE));
        channel.force(false);
        latency.recordValue(System.nanoTime() - before);
      }
    }
    return latency;
  }

  /** Rows a second. */
  private double inserts(DatabaseAddress database, RunRows rows, int connections, int batch)
      throws Exception {
    long start = System.nanoTime();
    long end = start + Duration.ofSeconds(lab.options().seconds()).toNanos();
    Callable<Long> insert = () -> insertUntil(database, rows, batch, end);
    try (ExecutorService threads = Executors.newFixedThreadPool(connections)) {
      List<Future<Long>> running = new ArrayList<>();
      for (int i = 0; i < connections; i++) {
        running.add(threads.submit(insert));
      }
      long inserted = 0;
      for (Future<Long> one : running) {
        inserted += one.get();
      }
      return inserted * 1e9 / (System.nanoTime() - start);
    }
  }

  private static long insertUntil(DatabaseAddress database, RunRows rows, int batch, long end)
      throws SQLException {
    long inserted = 0;
    try (Connection connection = Lab.connect(database);
        RunRows.Insert insert = rows.prepare(connection)) {
      connection.setAutoCommit(false);
      while (System.nanoTime() < end) {
        insert.rows(batch);
        connection.commit();
        inserted += batch;
      }
    }
    return inserted;
  }
}
