package runflow.run;

import java.util.Optional;
import java.util.OptionalInt;
import runflow.error.FailureCode;

/**
 * Where a run stands (contract, section 3). A transition is a method of the state that allows it,
 * so an illegal move does not compile; the store repeats the old state in its update.
 *
 * <pre>
 * queued → dispatching → running → succeeded | failed | canceled
 *    ↖________/____________/   (any open state may fail or be cancelled)
 * </pre>
 */
sealed interface RunState {
  /** The {@code status_code} of the API. */
  String code();

  /** A state that a run leaves again. */
  sealed interface Open extends RunState {
    default Failed fail(Failure failure) {
      return new Failed(failure);
    }

    default Canceled cancel() {
      return new Canceled(Optional.empty());
    }
  }

  /** A state in which the provider may have the job, so that a result may come. */
  sealed interface Handed extends Open {
    default Succeeded succeed(RunOutput output) {
      return new Succeeded(output);
    }
  }

  /** A final state; nothing reopens it. */
  sealed interface Closed extends RunState {
    /** Whether the reserved price is settled; else it is released. */
    boolean billed();
  }

  /**
   * Accepted, waiting for a place in its lane and then for its dispatch.
   *
   * @param position among those who wait for a place; empty if it has one or the line is too long
   */
  record Queued(int attempts, OptionalInt position) implements Open {
    @Override
    public String code() {
      return "queued";
    }

    Dispatching dispatch() {
      return new Dispatching(attempts + 1);
    }
  }

  /** Recorded as handed over, before the provider was called for the given attempt. */
  record Dispatching(int attempt) implements Handed {
    @Override
    public String code() {
      return "dispatching";
    }

    Running accepted(String ref) {
      return new Running(attempt, ref, OptionalInt.of(0));
    }

    Queued sentBack() {
      return new Queued(attempt, OptionalInt.empty());
    }
  }

  /** Taken by the provider, which knows it as {@code ref}; progress in percent. */
  record Running(int attempt, String ref, OptionalInt progress) implements Handed {
    @Override
    public String code() {
      return "running";
    }

    Canceled cancelOwing(String reason) {
      return new Canceled(Optional.of(reason));
    }
  }

  /** Finished; its outputs are in our storage. */
  record Succeeded(RunOutput output) implements Closed {
    @Override
    public String code() {
      return "succeeded";
    }

    @Override
    public boolean billed() {
      return true;
    }
  }

  /** Ended without a result; never billed. */
  record Failed(Failure failure) implements Closed {
    @Override
    public String code() {
      return "failed";
    }

    @Override
    public boolean billed() {
      return false;
    }
  }

  /**
   * Stopped on request.
   *
   * @param owing why the price is settled all the same; empty if it is released
   */
  record Canceled(Optional<String> owing) implements Closed {
    @Override
    public String code() {
      return "canceled";
    }

    @Override
    public boolean billed() {
      return owing.isPresent();
    }
  }

  /** Why a run failed. */
  record Failure(FailureCode code, String message, Stage stage) {}

  /** The part of a run's way in which it failed: {@code failure_stage_code}. */
  enum Stage {
    PREPROCESS,
    DISPATCH,
    EXECUTION,
    POSTPROCESS
  }
}
