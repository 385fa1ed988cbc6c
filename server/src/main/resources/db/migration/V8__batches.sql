-- A batch: runs that were ordered together. Its counters change with the ends of its runs, under the
-- lock of its account.
create table batch (
  id              uuid primary key,
  org_id          uuid not null,
  key_id          uuid not null,
  livemode        boolean not null,
  model           text not null,
  metadata        text,
  callback_url    text,
  request_id      text not null,
  source          text not null,
  price           bigint not null check (price >= 0),
  billed          bigint not null default 0 check (billed >= 0),
  items_total     smallint not null check (items_total > 0),
  items_succeeded smallint not null default 0,
  items_failed    smallint not null default 0,
  items_canceled  smallint not null default 0,
  outcome         text generated always as (
    case
      when items_succeeded + items_failed + items_canceled < items_total then null
      when items_succeeded = items_total then 'succeeded'
      when items_succeeded > 0 then 'partial_succeeded'
      when items_failed > 0 then 'failed'
      else 'canceled'
    end) stored,
  created_at      timestamptz not null,
  completed_at    timestamptz,
  check (items_succeeded + items_failed + items_canceled <= items_total),
  check ((outcome is null) = (completed_at is null))
);

create index batch_by_account on batch (org_id, livemode, created_at, id);

-- Which batch a run belongs to, and its place in it from 0. The index is in the order of lists of
-- runs; a run without a batch is not in it.
alter table run
  add column batch_id uuid,
  add column batch_index smallint,
  add check ((batch_id is null) = (batch_index is null));

create index run_by_batch on run (batch_id, created_at, id) where batch_id is not null;

-- What was made under a key is a run or a batch.
alter table idempotency_key
  alter column run_id drop not null,
  add column batch_id uuid,
  add check (num_nonnulls(run_id, batch_id) = 1);

-- So is what is called back for.
alter table callback_delivery
  alter column run_id drop not null,
  add column batch_id uuid,
  add check (num_nonnulls(run_id, batch_id) = 1);

create index callback_delivery_by_batch on callback_delivery (batch_id, id)
  where batch_id is not null;
create unique index callback_delivery_of_batch_in_flight on callback_delivery (batch_id)
  where status = 'pending' and batch_id is not null;
