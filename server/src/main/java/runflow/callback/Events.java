package runflow.callback;

import java.util.List;
import runflow.db.Tx;

/** Where features tell what happened, so that whoever subscribed to it hears of it. */
@FunctionalInterface
public interface Events {
  /**
   * Writes what is to be sent in the transaction in which it happened; sending begins after the
   * commit. One statement if nobody wants any of it, however many events there are.
   */
  void emit(Tx tx, List<Event> events);
}
