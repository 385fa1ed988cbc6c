package runflow.job;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import runflow.db.Columns;
import runflow.db.Db;
import runflow.db.Tx;

/** All of our SQL about the table of one lane, whose form is db-scheduler's. */
final class JobTable {
  /** Some of them: a node that has sent none for so long may be gone. */
  private static final Duration HEARTBEATS = Duration.ofSeconds(15);

  /** How long a job that runs counts as one that will do at once what it was started for. */
  private static final Duration JUST_BEGUN = Duration.ofSeconds(5);

  private final Db db;
  private final String lane;
  private final String table;
  private final NodeName node;
  private final InstantSource clock;

  JobTable(JobLane.Workplace workplace, String lane) {
    this.db = workplace.db();
    this.lane = lane;
    this.table = "job_" + lane;
    this.node = workplace.node();
    this.clock = workplace.clock();
  }

  String name() {
    return table;
  }

  /**
   * Writes jobs that are due at a time; an id that has a job keeps it.
   *
   * @return how many were written
   */
  int insert(Tx tx, Collection<UUID> ids, Instant at) {
    return Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    insert into %s (task_name, task_instance, execution_time, picked, version)
                    select :lane, id::text, :at, false, 1 from unnest(:ids) id
                    on conflict do nothing
                    """
                        .formatted(table))
                .bind("lane", lane)
                .bind("at", time(at)),
            List.copyOf(ids))
        .uuid("ids", id -> id)
        .done()
        .execute();
  }

  /**
   * Makes waiting jobs due, one after the other so that two transactions cannot block each other.
   */
  void advance(Tx tx, Collection<UUID> ids, Instant at) {
    Columns.bind(
            tx.sql()
                .createUpdate(
                    """
                    update %1$s set execution_time = :at, version = version + 1
                    where task_name = :lane and task_instance in (
                      select task_instance from %1$s
                      where task_name = :lane and task_instance = any(:ids)
                        and not picked and execution_time > :at
                      order by task_instance for update)
                    """
                        .formatted(table))
                .bind("lane", lane)
                .bind("at", time(at)),
            List.copyOf(ids))
        .text("ids", UUID::toString)
        .done()
        .execute();
  }

  /** Removes a job that runs on this node. */
  void delete(Tx tx, UUID id) {
    tx.sql()
        .createUpdate(
            "delete from %s where task_name = :lane and task_instance = :id and picked_by = :node"
                .formatted(table))
        .bind("lane", lane)
        .bind("id", id.toString())
        .bind("node", node.value())
        .execute();
  }

  /** Makes a waiting job due; false if it is running, due or gone. */
  boolean makeDue(UUID id) {
    return db.query(
        sql ->
            sql.createUpdate(
                        """
                        update %s set execution_time = :now, version = version + 1
                        where task_name = :lane and task_instance = :id
                          and not picked and execution_time > :now
                        """
                            .formatted(table))
                    .bind("now", time(clock.instant()))
                    .bind("lane", lane)
                    .bind("id", id.toString())
                    .execute()
                > 0);
  }

  /**
   * Makes jobs due that are due soon; false if none is and none has just begun on a node that
   * lives.
   */
  boolean hasten(Collection<UUID> ids, Duration soon) {
    Instant now = clock.instant();
    return db.query(
        sql ->
            Columns.bind(
                        sql.createUpdate(
                                """
                                update %s set execution_time = least(execution_time, :now),
                                  version = version + case when picked then 0 else 1 end
                                where task_name = :lane and task_instance = any(:ids)
                                  and (not picked and execution_time <= :soon
                                    or picked and execution_time > :begun
                                      and last_heartbeat > :alive)
                                """
                                    .formatted(table))
                            .bind("now", time(now))
                            .bind("soon", time(now.plus(soon)))
                            .bind("begun", time(now.minus(JUST_BEGUN)))
                            .bind("alive", time(now.minus(HEARTBEATS)))
                            .bind("lane", lane),
                        List.copyOf(ids))
                    .text("ids", UUID::toString)
                    .done()
                    .execute()
                > 0);
  }

  /** Puts due jobs in front of all others; false if none waits. */
  boolean putFirst(Collection<UUID> ids) {
    return db.query(
        sql ->
            Columns.bind(
                        sql.createUpdate(
                                """
                                update %1$s set version = version + 1, execution_time =
                                  (select min(execution_time) from %1$s) - interval '1 millisecond'
                                where task_name = :lane and task_instance = any(:ids)
                                  and not picked and execution_time <= :now
                                """
                                    .formatted(table))
                            .bind("now", time(clock.instant()))
                            .bind("lane", lane),
                        List.copyOf(ids))
                    .text("ids", UUID::toString)
                    .done()
                    .execute()
                > 0);
  }

  /** Marks a waiting job as running on this node; empty if it is running or gone. */
  Optional<JobLane.Taken> take(UUID id) {
    return db.query(
        sql ->
            sql.createQuery(
                    """
                    update %s set picked = true, picked_by = :node, last_heartbeat = :now,
                      version = version + 1
                    where task_name = :lane and task_instance = :id and not picked
                    returning version
                    """
                        .formatted(table))
                .bind("node", node.value())
                .bind("now", time(clock.instant()))
                .bind("lane", lane)
                .bind("id", id.toString())
                .mapTo(Long.class)
                .findOne()
                .map(version -> new JobLane.Taken(id, version)));
  }

  /** Makes a job that was taken a waiting one that is due. */
  void giveBack(JobLane.Taken taken) {
    db.query(
        sql ->
            sql.createUpdate(
                    """
                    update %s set picked = false, picked_by = null, last_heartbeat = null,
                      execution_time = :now, version = version + 1
                    where task_name = :lane and task_instance = :id and version = :version
                    """
                        .formatted(table))
                .bind("now", time(clock.instant()))
                .bind("lane", lane)
                .bind("id", taken.id().toString())
                .bind("version", taken.version())
                .execute());
  }

  /**
   * How a step ended: the job runs again at a time, or it is done.
   *
   * @param version of the job's row while the step ran
   */
  record Ended(UUID id, long version, Optional<Instant> again, int failures) {}

  /**
   * Writes how steps ended. A job that has been begun anew since is left to whoever did: to another
   * node that revived it, or to this one if the end was written already, but it was not heard.
   */
  void end(List<Ended> steps) {
    List<Ended> done = steps.stream().filter(step -> step.again().isEmpty()).toList();
    List<Ended> again = steps.stream().filter(step -> step.again().isPresent()).toList();
    if (!done.isEmpty()) {
      remove(done);
    }
    if (!again.isEmpty()) {
      reschedule(again);
    }
  }

  private void remove(List<Ended> steps) {
    db.query(
        sql ->
            Columns.bind(
                    sql.createUpdate(
                            """
                            delete from %s job using unnest(:ids, :versions) as step (id, version)
                            where task_name = :lane and task_instance = step.id
                              and picked and job.version = step.version
                            """
                                .formatted(table))
                        .bind("lane", lane),
                    steps)
                .text("ids", step -> step.id().toString())
                .number("versions", Ended::version)
                .done()
                .execute());
  }

  private void reschedule(List<Ended> steps) {
    db.query(
        sql ->
            Columns.bind(
                    sql.createUpdate(
                            """
                            update %s job set picked = false, picked_by = null,
                              last_heartbeat = null, execution_time = step.again,
                              consecutive_failures = step.failures, version = job.version + 1
                            from unnest(:ids, :versions, :again, :failures)
                              as step (id, version, again, failures)
                            where task_name = :lane and task_instance = step.id
                              and picked and job.version = step.version
                            """
                                .formatted(table))
                        .bind("lane", lane),
                    steps)
                .text("ids", step -> step.id().toString())
                .number("versions", Ended::version)
                .optionalTime("again", Ended::again)
                .number("failures", Ended::failures)
                .done()
                .execute());
  }

  /** Frees what this node had picked before it was started. */
  void releaseFormerSelf() {
    db.query(
        sql ->
            sql.createUpdate(
                    """
                    update %s set picked = false, picked_by = null, last_heartbeat = null,
                      version = version + 1
                    where picked and picked_by = :node
                    """
                        .formatted(table))
                .bind("node", node.value())
                .execute());
  }

  private static OffsetDateTime time(Instant instant) {
    return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
  }
}
