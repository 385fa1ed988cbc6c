package runflow.callback;

import java.util.Optional;
import java.util.UUID;
import runflow.id.BatchId;
import runflow.id.RunId;

/** What a callback tells the end of. */
public sealed interface CallbackSubject {
  /** A run. */
  record OfRun(RunId id) implements CallbackSubject {
    @Override
    public String toString() {
      return "run " + id;
    }
  }

  /** A batch. */
  record OfBatch(BatchId id) implements CallbackSubject {
    @Override
    public String toString() {
      return "batch " + id;
    }
  }

  /** The run's id, if it is one. */
  default Optional<UUID> run() {
    return this instanceof OfRun(RunId id) ? Optional.of(id.value()) : Optional.empty();
  }

  /** The batch's id, if it is one. */
  default Optional<UUID> batch() {
    return this instanceof OfBatch(BatchId id) ? Optional.of(id.value()) : Optional.empty();
  }
}
