package runflow.billing;

import runflow.money.Money;

/**
 * What an account has.
 *
 * @param available what can still be reserved: the sum of the ledger
 * @param reserved what open runs hold
 */
public record Balance(Money available, Money reserved) {
  static final Balance NOTHING = new Balance(Money.ZERO, Money.ZERO);

  /** Top-ups and adjustments minus what was settled. */
  public Money total() {
    return available.plus(reserved);
  }
}
