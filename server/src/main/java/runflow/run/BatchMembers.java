package runflow.run;

import java.time.Instant;
import java.util.List;
import runflow.db.Tx;
import runflow.id.BatchId;
import runflow.money.Money;

/** Hears of runs that were ordered in batches. */
@FunctionalInterface
public interface BatchMembers {
  /** How a run ended. */
  enum End {
    SUCCEEDED,
    FAILED,
    CANCELED
  }

  /**
   * A run of a batch that ends.
   *
   * @param billed what it cost
   */
  record Ended(BatchId batch, End end, Money billed, Instant at) {}

  /**
   * Is told in the transaction that ends the runs, once for each of them.
   *
   * @param tx has locked the runs' accounts, so nobody else ends runs of the same batches
   * @param members at least one
   */
  void ended(Tx tx, List<Ended> members);
}
