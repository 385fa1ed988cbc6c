-- What happened on a run's way to a real provider and there: a row for each call, its detail as JSON.
create table run_event (
  run_id     uuid not null,
  id         uuid not null,
  kind       text not null,
  detail     text not null,
  created_at timestamptz not null,
  primary key (run_id, id)
);

-- When a provider with a cap may be handed its next job; who holds the row may count its places.
create table provider_pace (
  provider text primary key,
  next_at  timestamptz not null
);

-- What a blocked prompt was rewritten to, once, before it was handed over again.
alter table run add column rewritten_prompt text;
