package runflow.signal;

import runflow.id.KeyId;
import runflow.id.RunId;

/** Something that happened on one node and that others wait for; committed before it is told. */
public sealed interface Signal {
  /** A run has ended. */
  record RunClosed(RunId run) implements Signal {}

  /** A run that a node follows has come to another state, or further in it. */
  record RunMoved(RunId run) implements Signal {}

  /** Somebody follows a run on the sending node, which wants to be told when it moves. */
  record RunFollowed(RunId run) implements Signal {}

  /**
   * A job is due, and the node that wrote it does not run its lane.
   *
   * @param lane its name, a lower-case word
   */
  record WorkWaits(String lane) implements Signal {}

  /** A key was revoked or rotated. */
  record KeyChanged(KeyId key) implements Signal {}
}
