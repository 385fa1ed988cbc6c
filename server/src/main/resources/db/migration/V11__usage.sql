-- What an account had after each entry, so that the state at any moment is one look at an index. The
-- entries of an account are in the order of their ids and of their times.
alter table ledger_entry
  add column billed          bigint check (billed >= 0),
  add column available_after bigint,
  add column balance_after   bigint;

update ledger_entry set
  created_at = told.at,
  billed = told.billed,
  available_after = told.available,
  balance_after = told.balance
from (
  select id, billed,
    max(date_trunc('milliseconds', created_at)) over so_far as at,
    sum(amount) over so_far as available,
    sum(case when kind in ('topup', 'adjust') then amount else 0 end - coalesce(billed, 0))
      over so_far as balance
  from (
    select entry.id, entry.org_id, entry.livemode, entry.kind, entry.amount, entry.created_at,
      case when entry.kind = 'settle' then -reserve.amount end as billed
    from ledger_entry as entry
    left join ledger_entry as reserve on reserve.run_id = entry.run_id and reserve.kind = 'reserve'
  ) as entry
  window so_far as (partition by org_id, livemode order by id)
) as told
where told.id = ledger_entry.id;

alter table ledger_entry
  alter column available_after set not null,
  alter column balance_after set not null,
  add check ((kind = 'settle') = (billed is not null));

-- One index for another: an entry still has as many.
create index ledger_entry_by_account on ledger_entry (org_id, livemode, created_at, id);
drop index ledger_entry_by_org;
create index ledger_entry_paid_in on ledger_entry (org_id, livemode, created_at)
  where kind in ('topup', 'adjust');

-- When to tell that money runs out; told once until there is more again.
alter table balance
  add column low_balance_threshold   bigint check (low_balance_threshold >= 0),
  add column low_balance_notified_at timestamptz,
  add column created_at              timestamptz,
  add column updated_at              timestamptz;

update balance set
  created_at = organisation.created_at,
  updated_at = greatest(organisation.created_at, (
    select max(entry.created_at) from ledger_entry as entry
    where entry.org_id = balance.org_id and entry.livemode = balance.livemode))
from organisation where organisation.id = balance.org_id;

alter table balance
  alter column created_at set not null,
  alter column updated_at set not null;

-- The ended runs of an account, counted with their end, by the day (UTC) of their ledger entry. Reports
-- read these few rows however many runs there were.
create table usage_day (
  org_id     uuid not null,
  livemode   boolean not null,
  day        date not null,
  key_id     uuid not null,
  model      text not null,
  unit       text not null,
  unit_price bigint not null,
  succeeded  bigint not null,
  failed     bigint not null,
  canceled   bigint not null,
  quantity   bigint not null,
  billed     bigint not null,
  primary key (org_id, livemode, day, key_id, model, unit, unit_price)
);
alter table usage_day set (fillfactor = 50, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);

insert into usage_day
select run.org_id, run.livemode, (entry.created_at at time zone 'UTC')::date, run.key_id, run.model,
  run.cost_breakdown::json ->> 'unit',
  ((run.cost_breakdown::json ->> 'unit_price')::numeric * 1000000)::bigint,
  count(*) filter (where run.state = 'succeeded'),
  count(*) filter (where run.state = 'failed'),
  count(*) filter (where run.state = 'canceled'),
  coalesce(
    sum((run.cost_breakdown::json ->> 'quantity')::bigint) filter (where entry.kind = 'settle'), 0),
  sum(run.billed)
from run join ledger_entry as entry on entry.run_id = run.id and entry.kind in ('release', 'settle')
group by 1, 2, 3, 4, 5, 6, 7;
