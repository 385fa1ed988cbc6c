package runflow.fake;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import runflow.fake.Job.Progress;
import runflow.fake.Routes.Call;

/** The jobs of one fake. Safe for use by many threads. */
final class Jobs {
  private final Map<String, Job> byId = new LinkedHashMap<>();
  private int pollsUntilDone = 2;
  private int made;

  synchronized Job make(String id, Job.Order order) {
    Job job = new Job(id, order, Instant.now());
    byId.put(id, job);
    made++;
    job.done = pollsUntilDone == 0;
    return job;
  }

  /** How many were ever made. */
  synchronized int count() {
    return made;
  }

  synchronized List<String> ids() {
    return List.copyOf(byId.keySet());
  }

  synchronized List<Job> all() {
    return new ArrayList<>(byId.values());
  }

  synchronized Optional<Job> find(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  /** The finished job that a download names, while it has its file. */
  synchronized Optional<Job> withFile(Call call) {
    return find(call.group(0))
        .filter(job -> job.done && !job.expired && call.fault() != Fault.RESULT_EXPIRED);
  }

  synchronized void remove(Job job) {
    byId.remove(job.id);
  }

  synchronized void pollsUntilDone(int polls) {
    if (polls < 0) {
      throw new IllegalArgumentException("pollsUntilDone must be at least 0, but was " + polls);
    }
    pollsUntilDone = polls;
  }

  /** Counts a poll and says what it finds. */
  synchronized Progress poll(Job job, Fault fault) {
    job.moderated |= fault == Fault.MODERATED_AFTER_RENDER;
    if (job.cancelled) {
      return Progress.CANCELLED;
    }
    if (fault == Fault.UNKNOWN_STATE) {
      return Progress.UNKNOWN;
    }
    if (fault == Fault.NEVER_ENDS) {
      return Progress.RUNNING;
    }
    job.polls++;
    job.done |= job.polls >= pollsUntilDone;
    if (job.done) {
      return Progress.DONE;
    }
    return job.polls == 1 && pollsUntilDone > 2 ? Progress.QUEUED : Progress.RUNNING;
  }

  synchronized void finish(Job job) {
    job.done |= !job.cancelled;
  }

  /** False if it was over already. */
  synchronized boolean cancel(Job job) {
    if (job.isOver()) {
      return false;
    }
    job.cancelled = true;
    return true;
  }

  /** Deletes the data of what is finished, as the provider does after a while. */
  synchronized void expireFiles() {
    byId.values().forEach(job -> job.expired |= job.isOver());
  }
}
