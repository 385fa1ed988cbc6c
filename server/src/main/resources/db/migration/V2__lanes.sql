-- Runs of one organisation, provider and lane share a number of places. A run is admitted when it
-- has one; until then it waits without a job.
alter table run add column lane text not null default '';
alter table run add column admitted boolean not null default true;
update run set lane = model where completed_at is null;
alter table run alter column lane drop default;
alter table run alter column admitted drop default;

create index run_waiting on run (org_id, livemode, provider, lane, id)
  where not admitted and completed_at is null;
create index run_in_place on run (org_id, livemode, provider, lane)
  where admitted and completed_at is null;

-- These rows are written in one transaction with what they refer to, and organisations are never
-- deleted. A check for each row would cost as much as the row; and the ledger outlives its runs.
alter table run drop constraint run_org_id_fkey, drop constraint run_key_id_fkey;
alter table ledger_entry drop constraint ledger_entry_org_id_fkey, drop constraint ledger_entry_run_id_fkey;
alter table idempotency_key drop constraint idempotency_key_org_id_fkey, drop constraint idempotency_key_run_id_fkey;
alter table callback_delivery drop constraint callback_delivery_org_id_fkey, drop constraint callback_delivery_run_id_fkey;
alter table callback_attempt drop constraint callback_attempt_delivery_id_fkey;

-- Tables whose rows come and go: vacuumed by what was deleted, not by a share of the whole.
alter table job_run set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table job_delivery set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
alter table balance set (fillfactor = 10, autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 1000);
