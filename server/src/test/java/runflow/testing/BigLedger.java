package runflow.testing;

import java.util.UUID;
import org.jdbi.v3.core.Handle;

/** The ledger of very many runs, for plans to be looked at. */
public final class BigLedger {
  /**
   * Every run is reserved and settled half a minute later; each 50,000th is followed by a top-up.
   */
  private static final String FILL =
      """
      insert into ledger_entry (org_id, livemode, kind, amount, billed, available_after,
        balance_after, run_id, note, created_at)
      select :org, false, kind, 0, case when kind = 'settle' then 1200000 end, 0, n,
        case when kind <> 'topup' then
          ('00000000-0000-0000-0000-' || lpad(to_hex((n + 1) / 2), 12, '0'))::uuid end,
        null, timestamptz '2026-01-01 00:00:00.5Z' + n * interval '15 s'
      from (select n, case when n % 100000 = 0 then 'topup' when n % 2 = 0 then 'settle'
          else 'reserve' end as kind
        from generate_series(1, 2 * :runs) as n) as made
      """;

  private BigLedger() {}

  /**
   * Writes entries from the beginning of 2026 on, four a minute, for the test money of {@code org}.
   */
  public static void fill(Handle sql, UUID org, int runs) {
    sql.createUpdate(FILL).bind("org", org).bind("runs", runs).execute();
  }
}
