package runflow.run;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Something that happened to a run.
 *
 * @param id grows along the way of a run: the attempt in thousands, then how far it came
 * @param name what the stream calls it: the state that the run came to, else {@code progress} or
 *     {@code queue_position}
 * @param state the {@code status_code} from then on
 * @param at empty if the time was not kept
 * @param measure percent of progress, or the position in the queue
 */
record StateEvent(long id, String name, String state, Optional<Instant> at, OptionalInt measure) {
  private static final Pattern ID = Pattern.compile("[1-9]\\d{2,11}");

  private static final long ATTEMPT = 1_000;
  private static final long DISPATCHING = 100;

  /** To which the percent of progress are added. */
  private static final long RUNNING = 200;

  /** To which the places are added by which the run has come nearer to the front. */
  private static final long QUEUED = 400;

  private static final long CLOSED = 900;

  static final String PROGRESS = "progress";
  static final String POSITION = "queue_position";

  /** In the queue after so many attempts. */
  static StateEvent queued(int attempts, Optional<Instant> at, OptionalInt position) {
    return new StateEvent(attempts * ATTEMPT + QUEUED, "queued", "queued", at, position);
  }

  /** Nearer to the front of the queue. */
  static StateEvent position(int attempts, int position) {
    long nearer = LaneStore.LAST_TOLD_POSITION + 1L - position;
    return new StateEvent(
        attempts * ATTEMPT + QUEUED + nearer,
        POSITION,
        "queued",
        Optional.empty(),
        OptionalInt.of(position));
  }

  static StateEvent dispatching(int attempt, Optional<Instant> at) {
    return of(attempt * ATTEMPT + DISPATCHING, "dispatching", at);
  }

  static StateEvent running(int attempt, Optional<Instant> at) {
    return new StateEvent(attempt * ATTEMPT + RUNNING, "running", "running", at, OptionalInt.of(0));
  }

  static StateEvent progress(int attempt, int percent) {
    return new StateEvent(
        attempt * ATTEMPT + RUNNING + percent,
        PROGRESS,
        "running",
        Optional.empty(),
        OptionalInt.of(percent));
  }

  static StateEvent closed(int attempt, String state, Optional<Instant> at) {
    return of(attempt * ATTEMPT + CLOSED, state, at);
  }

  private static StateEvent of(long id, String state, Optional<Instant> at) {
    return new StateEvent(id, state, state, at, OptionalInt.empty());
  }

  /** What the measure is of; empty if there is none to tell. */
  String measureName() {
    return switch (name) {
      case "queued", POSITION -> POSITION;
      case "running", PROGRESS -> PROGRESS;
      default -> "";
    };
  }

  /** The attempt that the event of an id belongs to. */
  static long attempt(long id) {
    return id / ATTEMPT;
  }

  /** Whether it is the last one of its run. */
  boolean last() {
    return id % ATTEMPT == CLOSED;
  }

  /** Reads an id; empty if it cannot be one. */
  static Optional<Long> parseId(String text) {
    return ID.matcher(text).matches() ? Optional.of(Long.parseLong(text)) : Optional.empty();
  }
}
