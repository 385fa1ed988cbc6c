package runflow.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import runflow.db.Db;
import runflow.db.Tx;
import runflow.metric.Metrics;

/**
 * One kind of durable work with a table, a bound on what runs at once and a handler of its own. A
 * job is a row with an id; it is written in the transaction that makes it necessary and removed
 * after its last step. Features come here; a {@link LaneWorker} works the lane off.
 *
 * <p>Every lane has its own table because a scheduler deletes, after 14 days, rows of tasks it does
 * not know. Safe for use by many threads.
 */
public final class JobLane implements AutoCloseable {
  private final String name;
  private final JobTable table;
  private final LaneWorker worker;
  private final Runnable elsewhere;
  private final InstantSource clock;

  /**
   * Where lanes work.
   *
   * @param db for what they do by themselves; a job is repeated if the end of a step is lost
   * @param drain how long running jobs get when a lane closes, before they are interrupted
   */
  public record Workplace(
      Db db, NodeName node, Metrics metrics, Duration drain, InstantSource clock) {}

  /**
   * A lane that is not started yet.
   *
   * @param name of the work, one lower-case word; the table is {@code job_<name>}
   * @param threads most jobs at a time on this node
   * @param elsewhere tells other nodes of a due job while this one takes none; must not block
   */
  public JobLane(Workplace workplace, String name, int threads, Runnable elsewhere) {
    if (!name.matches("[a-z]+")) {
      throw new IllegalArgumentException("a lane's name is one lower-case word, not " + name);
    }
    this.name = name;
    this.table = new JobTable(workplace, name);
    this.worker = new LaneWorker(workplace, name, threads, table);
    this.elsewhere = elsewhere;
    this.clock = workplace.clock();
  }

  public String name() {
    return name;
  }

  /**
   * Writes jobs in the caller's transaction; they start once it has committed. An id that has a job
   * keeps it.
   */
  public void enqueue(Tx tx, Collection<UUID> ids, Instant at) {
    if (ids.isEmpty()) {
      return;
    }
    table.insert(tx, ids, at);
    tx.afterCommit(this::tell);
  }

  /**
   * As {@link #enqueue} for now, but an id whose job waits for a later time has it made due, in the
   * same transaction. A job that is running is left alone: its step must see to it that it finds
   * what this transaction wrote.
   *
   * @param ids in an order that all callers share
   */
  public void enqueueDue(Tx tx, List<UUID> ids) {
    if (ids.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    if (table.insert(tx, ids, now) < ids.size()) {
      table.advance(tx, ids, now);
    }
    tx.afterCommit(this::tell);
  }

  /**
   * Takes the job of the step that calls this out of the lane in the step's own transaction, so
   * that the same transaction or a later one may {@link #enqueue} the id afresh. The step ends with
   * {@link NextStep#left}.
   */
  public void leave(Tx tx, UUID id) {
    table.delete(tx, id);
  }

  /** Makes a waiting job due now; one that is running or gone is left alone. */
  public void wake(UUID id) {
    if (table.makeDue(id)) {
      tell();
    }
  }

  /**
   * Makes those of many jobs due now that would be due soon by themselves.
   *
   * @return whether one of them will run at once or has just begun
   */
  public boolean hasten(Collection<UUID> ids, Duration soon) {
    boolean some = table.hasten(ids, soon);
    if (some) {
      tell();
    }
    return some;
  }

  /**
   * Puts those of many jobs that are due in front of all others; one that is running or gone is
   * left alone.
   *
   * @return whether there is such a one
   */
  public boolean putFirst(Collection<UUID> ids) {
    return table.putFirst(ids);
  }

  /** A job that was taken out of its lane, as {@link #take} left it. */
  public record Taken(UUID id, long version) {}

  /**
   * Takes a waiting job out of the lane: none of its steps runs until it is given back or, if this
   * node dies before that, until its heartbeats have been missed.
   *
   * @return empty if the job is running, taken or gone
   */
  public Optional<Taken> take(UUID id) {
    return table.take(id);
  }

  /** Puts a job back that {@link #take} took; its next step is due now. */
  public void giveBack(Taken taken) {
    table.giveBack(taken);
    tell();
  }

  /** Starts to take jobs. The recurring work, if any, is done by one of the nodes at a time. */
  public void start(Job job, Optional<Recurring> recurring) {
    worker.start(job, recurring);
  }

  /** Whether jobs are taken: after the start and before the end. */
  public boolean running() {
    return worker.running();
  }

  /** Looks for due jobs at once, if this node takes jobs. */
  public void lookNow() {
    worker.lookNow();
  }

  /** Takes no more jobs, gives running ones the drain time, then interrupts them. */
  @Override
  public void close() {
    worker.close();
  }

  private void tell() {
    if (worker.running()) {
      worker.lookNow();
    } else {
      elsewhere.run();
    }
  }
}
