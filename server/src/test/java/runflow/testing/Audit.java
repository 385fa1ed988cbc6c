package runflow.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import runflow.db.Db;

/** One statement that finds every account and run whose money does not add up. */
public final class Audit {
  private static final String COMPLAINTS =
      """
      with entries as (
        select org_id, livemode,
          sum(amount) as available,
          sum(amount) filter (where kind in ('topup', 'adjust')) as paid_in
        from ledger_entry group by org_id, livemode
      ),
      per_run as (
        select r.org_id, r.livemode, r.id, r.state, r.price, r.billed, r.completed_at,
          count(*) filter (where e.kind = 'reserve' and e.amount = -r.price) as reserves,
          count(*) filter (where e.kind = 'settle' and e.amount = 0) as settles,
          count(*) filter (where e.kind = 'release' and e.amount = r.price) as releases,
          count(e.id) as entries
        from run r left join ledger_entry e on e.run_id = r.id
        group by r.id
      ),
      runs as (
        select org_id, livemode,
          coalesce(sum(billed), 0) as billed,
          coalesce(sum(price) filter (where completed_at is null), 0) as held
        from per_run group by org_id, livemode
      )
      select 'account' as what, b.org_id::text as id, to_jsonb(b)::text || to_jsonb(e)::text as seen
      from balance b
        left join entries e using (org_id, livemode)
        left join runs r using (org_id, livemode)
      where b.available < 0 or b.reserved < 0
        or b.available <> coalesce(e.available, 0)
        or b.reserved <> coalesce(r.held, 0)
        or b.available + b.reserved <> coalesce(e.paid_in, 0) - coalesce(r.billed, 0)
      union all
      select 'run', id::text, to_jsonb(per_run)::text
      from per_run
      where reserves <> 1
        or entries <> case when completed_at is null then 1 else 2 end
        or (completed_at is not null and settles + releases <> 1)
        or billed <> case when settles = 1 then price else 0 end
        or (state = 'succeeded' and settles <> 1)
        or (state = 'failed' and releases <> 1)
      """;

  private Audit() {}

  /** Fails with every account and run that is wrong. */
  public static void requireSound(Db db) {
    List<Map<String, Object>> complaints =
        db.query(sql -> sql.createQuery(COMPLAINTS).mapToMap().list());
    assertThat(complaints).isEmpty();
  }
}
