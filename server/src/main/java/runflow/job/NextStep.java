package runflow.job;

import java.time.Instant;

/** How a job goes on after a step. */
public sealed interface NextStep {
  /** There is nothing left to do; the job's row is removed. */
  record Done() implements NextStep {}

  /** The same job runs again at the given time. */
  record Again(Instant at) implements NextStep {}

  /** The step's own transaction took the job out of the lane with {@link JobLane#leave}. */
  record Left() implements NextStep {}

  static NextStep left() {
    return new Left();
  }

  static NextStep done() {
    return new Done();
  }

  static NextStep again(Instant at) {
    return new Again(at);
  }
}
