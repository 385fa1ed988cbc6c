package runflow.billing;

import java.time.Instant;
import java.util.Optional;
import runflow.json.Json;
import runflow.json.Timestamp;
import runflow.money.Money;
import tools.jackson.databind.node.ObjectNode;

/**
 * An account as it is now.
 *
 * @param threshold its holder wants to be told when less than this is available
 * @param notified when that was told; empty while there is enough
 * @param updated when its money or its threshold changed last
 */
record AccountState(
    Account account,
    Balance balance,
    Optional<Money> threshold,
    Optional<Instant> notified,
    Instant created,
    Instant updated) {
  /** As the API shows it. */
  ObjectNode view() {
    return Json.object()
        .put("id", account.org().toString())
        .put("org_id", account.org().toString())
        .put("livemode", account.livemode())
        .put("balance", balance.total().decimal())
        .put("reserved", balance.reserved().decimal())
        .put("available", balance.available().decimal())
        .put("currency", "USD")
        .put("balance_cents", balance.total().cents())
        .put("low_balance_threshold", threshold.map(Money::decimal).orElse(null))
        .put("low_balance_notified_at", notified.map(Timestamp::text).orElse(null))
        .put("created_at", Timestamp.text(created))
        .put("updated_at", Timestamp.text(updated));
  }
}
