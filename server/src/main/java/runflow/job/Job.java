package runflow.job;

import java.util.UUID;

/** The work of a lane: one step for the thing with the given id. May be repeated after a crash. */
@FunctionalInterface
public interface Job {
  /**
   * Takes one step. An exception means that the step is tried again later, with growing pauses.
   *
   * @throws InterruptedException if the node stops; the step is taken again after the restart
   */
  NextStep run(UUID id) throws InterruptedException;
}
