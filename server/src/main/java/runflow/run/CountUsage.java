package runflow.run;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import runflow.billing.Account;
import runflow.db.Columns;
import runflow.db.Tx;
import runflow.json.Json;
import runflow.money.Money;
import tools.jackson.databind.JsonNode;

/**
 * Counts runs that have ended, by the day, key, model and price that they were ordered with, so
 * that a report never reads runs. Whoever counts holds their accounts, so the rows of one are never
 * waited for in two orders.
 */
final class CountUsage {
  private static final String ADD =
      """
      insert into usage_day (org_id, livemode, day, key_id, model, unit, unit_price, succeeded,
        failed, canceled, quantity, billed)
      select org_id, livemode, (at at time zone 'UTC')::date, key_id, model, unit, unit_price,
        count(*) filter (where state = 'succeeded'), count(*) filter (where state = 'failed'),
        count(*) filter (where state = 'canceled'), sum(quantity), sum(billed)
      from unnest(:orgs, :lives, :ats, :keys, :models, :units, :prices, :states, :quantities,
          :billed)
        as ended (org_id, livemode, at, key_id, model, unit, unit_price, state, quantity, billed)
      group by 1, 2, 3, 4, 5, 6, 7
      on conflict (org_id, livemode, day, key_id, model, unit, unit_price) do update set
        succeeded = usage_day.succeeded + excluded.succeeded,
        failed = usage_day.failed + excluded.failed,
        canceled = usage_day.canceled + excluded.canceled,
        quantity = usage_day.quantity + excluded.quantity,
        billed = usage_day.billed + excluded.billed
      """;

  private CountUsage() {}

  /** A run with what its price was made of. */
  private record Counted(Run run, RunState.Closed to, Instant at, JsonNode breakdown) {
    static Counted of(FinishRun.Ending ending, Instant at) {
      return new Counted(
          ending.after(), ending.to(), at, Json.tree(ending.before().pinned().costBreakdown()));
    }

    /** What is paid for; nothing of a run that costs nothing. */
    long quantity() {
      return to.billed() ? breakdown.path("quantity").longValue() : 0;
    }
  }

  /**
   * Adds runs to the counts of the day of their ledger entries.
   *
   * @param at when the entries of each account were made
   */
  static void add(Tx tx, List<FinishRun.Ending> ended, Map<Account, Instant> at) {
    if (ended.isEmpty()) {
      return;
    }
    List<Counted> counted =
        ended.stream()
            .map(ending -> Counted.of(ending, requireNonNull(at.get(ending.before().account()))))
            .toList();
    Columns.bind(tx.sql().createUpdate(ADD), counted)
        .uuid("orgs", one -> one.run().account().org().value())
        .flag("lives", one -> one.run().account().livemode())
        .time("ats", Counted::at)
        .uuid("keys", one -> one.run().key().value())
        .text("models", one -> one.run().order().model())
        .text("units", one -> one.breakdown().path("unit").stringValue())
        .number("prices", one -> price(one.breakdown()).micros())
        .text("states", one -> one.to().code())
        .number("quantities", Counted::quantity)
        .number("billed", one -> one.run().cost().micros())
        .done()
        .execute();
  }

  private static Money price(JsonNode breakdown) {
    return Money.dollars(breakdown.path("unit_price").stringValue());
  }
}
