package runflow.cli;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import runflow.App;
import runflow.config.Config;

/**
 * One start of the server in this process, which may be stopped at any moment: also while it
 * starts, so that a signal then leaves no database behind. What keeps it from starting ends the
 * command in words.
 */
final class ServerStart {
  /** Making the database cannot be interrupted, only waited for. */
  private static final Duration LONGEST_UNWINDING = Duration.ofSeconds(30);

  /** Done when the start is over; empty if nothing of it is left. */
  private final CompletableFuture<Optional<AutoCloseable>> over = new CompletableFuture<>();

  private Optional<Thread> starter = Optional.empty();
  private boolean stopped;

  /**
   * Starts it, once.
   *
   * @throws CommandException with the reason if it cannot start
   * @throws InterruptedException if it was stopped meanwhile
   */
  App start(Config config) throws InterruptedException {
    return start(() -> App.start(config));
  }

  /** As {@link #start(Config)}, for anything that has to be closed. */
  <T extends AutoCloseable> T start(Callable<T> start) throws InterruptedException {
    begin();
    try {
      T started = start.call();
      over.complete(Optional.of(started));
      requireWanted();
      return started;
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      requireWanted();
      String reason = e.getMessage() == null ? e.toString() : e.getMessage();
      throw new CommandException(ExitCode.FAILED, "the server did not start: " + reason);
    } finally {
      over.complete(Optional.empty());
    }
  }

  /**
   * Ends the start if it is under way, waits for it within a bound, and closes what it made.
   *
   * @throws Exception if that does not close, or the start does not end
   */
  void stop() throws Exception {
    interrupt();
    try {
      Optional<AutoCloseable> started =
          over.get(LONGEST_UNWINDING.toMillis(), TimeUnit.MILLISECONDS);
      if (started.isPresent()) {
        started.get().close();
      }
    } catch (TimeoutException e) {
      throw new IllegalStateException(
          "the server was still starting %d seconds after it was told to stop"
              .formatted(LONGEST_UNWINDING.toSeconds()),
          e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a start is never over with a failure", e);
    }
  }

  /** Whether the start failed, so that there is nothing to stop. */
  boolean failed() {
    return over.isDone() && over.join().isEmpty();
  }

  private synchronized void begin() throws InterruptedException {
    requireWanted();
    starter = Optional.of(Thread.currentThread());
  }

  private synchronized void interrupt() {
    stopped = true;
    if (starter.isEmpty()) {
      over.complete(Optional.empty());
    } else if (!over.isDone()) {
      starter.get().interrupt();
    }
  }

  private synchronized void requireWanted() throws InterruptedException {
    if (stopped) {
      throw new InterruptedException("the server was stopped before it had started");
    }
  }
}
