package runflow;

import java.util.Optional;
import runflow.billing.Account;
import runflow.billing.Ledger;
import runflow.db.Tx;
import runflow.id.OrgId;
import runflow.money.Money;

/**
 * Gives a new organisation its two accounts.
 *
 * @param testCredit the play money that it begins with; none if zero
 */
record NewAccounts(Ledger ledger, Money testCredit) {
  void open(Tx tx, OrgId org) {
    ledger.open(tx, new Account(org, true));
    var test = new Account(org, false);
    ledger.open(tx, test);
    if (testCredit.compareTo(Money.ZERO) > 0) {
      ledger.topUp(tx, test, testCredit, Optional.of("play money to begin with"));
    }
  }
}
