package runflow;

import runflow.account.ApiKeys;
import runflow.account.CredentialsFile;
import runflow.account.LastUsed;
import runflow.account.Organisations;
import runflow.account.ReadTokens;
import runflow.billing.Ledger;
import runflow.config.Config;
import runflow.money.Money;
import runflow.webhook.Webhooks;

/**
 * Who calls, and with what money.
 *
 * @param opening gives a new organisation its accounts
 * @param credentials the keys that this machine's callers use
 */
record Accounts(
    Organisations organisations,
    Ledger ledger,
    ReadTokens readTokens,
    ApiKeys keys,
    NewAccounts opening,
    CredentialsFile credentials) {

  /**
   * Opens them.
   *
   * @param webhooks told when an account runs low
   */
  static Accounts open(Config config, Platform platform, Webhooks webhooks, Closer closer) {
    var organisations = new Organisations(platform.db(), platform.clock());
    var ledger =
        new Ledger(
            platform.db(),
            (tx, low) ->
                webhooks.balanceLow(
                    tx,
                    low.account().org(),
                    low.account().livemode(),
                    low.available(),
                    low.threshold()),
            platform.clock());
    var readTokens = new ReadTokens(platform.serverKey(), platform.clock());
    var keys =
        new ApiKeys(
            platform.db(),
            closer.register(new LastUsed(platform.db())),
            readTokens,
            platform.signals()::publish,
            platform.clock());
    Money testCredit = Money.dollars(config.testCredit().toPlainString());
    var opening = new NewAccounts(ledger, testCredit);
    var credentials = new CredentialsFile(platform.data(), keys);
    return new Accounts(organisations, ledger, readTokens, keys, opening, credentials);
  }

  /** What makes the first organisation and its keys where there are none. */
  FirstStart firstStart(Platform platform) {
    return new FirstStart(platform.db(), organisations, opening, credentials);
  }
}
