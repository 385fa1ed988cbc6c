package runflow.billing;

import java.time.Instant;
import runflow.db.Tx;
import runflow.money.Money;

/** Is told when what an account can spend falls below its threshold. */
@FunctionalInterface
public interface LowBalance {
  /**
   * An account that has fallen below its threshold.
   *
   * @param available what is left
   */
  record Notice(Account account, Money available, Money threshold, Instant at) {}

  /**
   * Takes a notice, once until the account has risen to its threshold again.
   *
   * @param tx the transaction that moves the money; what is written in it commits with that
   */
  void reached(Tx tx, Notice notice);
}
