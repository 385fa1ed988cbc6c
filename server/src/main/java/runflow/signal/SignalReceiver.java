package runflow.signal;

/** Is told what happens on other nodes. Safe for use by many threads. */
public interface SignalReceiver {
  /** Takes a signal; called on the thread that listens, so it must not block. */
  void received(Signal signal);

  /**
   * Reads from the database whatever signals would have told, because some may have been lost;
   * called on a thread of its own, so it may block.
   */
  void reread();
}
