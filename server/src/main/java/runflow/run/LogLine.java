package runflow.run;

import java.time.Instant;
import runflow.id.RunId;

/**
 * One line of a run's log: something that its caller may want to know and that is no failure.
 *
 * @param message plain sentences
 */
record LogLine(RunId run, Level level, String message, Instant at) {

  /** How much a line matters. */
  enum Level {
    INFO,
    WARNING
  }
}
