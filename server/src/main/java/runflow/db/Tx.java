package runflow.db;

import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;

/**
 * An open transaction, passed explicitly so that the writes of several features commit together.
 * Belongs to one thread.
 */
public final class Tx {
  private final Handle handle;
  private final List<Runnable> afterCommit = new ArrayList<>();

  Tx(Handle handle) {
    this.handle = handle;
  }

  /** The connection to write through; never kept beyond the transaction. */
  public Handle sql() {
    return handle;
  }

  /**
   * Runs once the transaction is durable, on the same thread; never after a rollback. Must not
   * throw.
   */
  public void afterCommit(Runnable action) {
    afterCommit.add(action);
  }

  void committed() {
    afterCommit.forEach(Runnable::run);
  }
}
