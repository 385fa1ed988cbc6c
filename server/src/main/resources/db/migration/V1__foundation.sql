-- Organisations and their keys. Keys are kept as SHA-256 only.
create table organisation (
  id         uuid primary key,
  name       text not null,
  created_at timestamptz not null
);

create table api_key (
  id         uuid primary key,
  org_id     uuid not null references organisation (id),
  kind       text not null check (kind in ('live', 'test', 'service')),
  prefix     text not null,
  hash       bytea not null unique,
  created_at timestamptz not null
);

-- One row; proves at each start that the server key is the one that encrypted what is stored here.
create table server_key_check (
  only_row boolean primary key default true check (only_row),
  digest   bytea not null
);

-- Runs. The row is the truth about a run and pins provider, route and price before any provider call.
create table run (
  id                 uuid primary key,
  org_id             uuid not null references organisation (id),
  key_id             uuid not null references api_key (id),
  livemode           boolean not null,
  model              text not null,
  model_version      text not null,
  provider           text not null,
  route              text not null,
  state              text not null check (state in ('queued', 'dispatching', 'running', 'succeeded', 'failed', 'canceled')),
  input              text not null,
  metadata           text,
  client_ref         text,
  callback_url       text,
  request_id         text not null,
  source             text not null,
  price              bigint not null check (price >= 0),
  cost_breakdown     text not null,
  billed             bigint check (billed >= 0),
  attempt            int not null default 0,
  provider_ref       text,
  progress           smallint check (progress between 0 and 100),
  output             text,
  failure_code       text,
  failure_message    text,
  failure_stage      text,
  created_at         timestamptz not null,
  started_at         timestamptz,
  completed_at       timestamptz,
  deadline_at        timestamptz not null,
  caller_deadline_at timestamptz,
  check ((state in ('succeeded', 'failed', 'canceled')) = (completed_at is not null)),
  check ((completed_at is null) = (billed is null))
);

create index run_by_org on run (org_id, livemode, id desc);
create index run_open_deadline on run (deadline_at) where completed_at is null;

-- The first answer to each Idempotency-Key, written in the transaction of its run.
create table idempotency_key (
  org_id       uuid not null references organisation (id),
  livemode     boolean not null,
  key          text not null,
  request_hash bytea not null,
  run_id       uuid not null references run (id),
  answer       text not null,
  created_at   timestamptz not null,
  primary key (org_id, livemode, key)
);

create index idempotency_key_age on idempotency_key (created_at);

-- Money, in micro-dollars. The ledger only grows; the balance is its sum, kept so that a reservation is one update.
create table balance (
  org_id    uuid not null references organisation (id),
  livemode  boolean not null,
  available bigint not null check (available >= 0),
  reserved  bigint not null check (reserved >= 0),
  primary key (org_id, livemode)
);

create table ledger_entry (
  id         bigint generated always as identity primary key,
  org_id     uuid not null references organisation (id),
  livemode   boolean not null,
  kind       text not null check (kind in ('topup', 'reserve', 'release', 'settle', 'adjust')),
  amount     bigint not null,
  run_id     uuid references run (id),
  note       text,
  created_at timestamptz not null,
  check ((kind in ('reserve', 'release', 'settle')) = (run_id is not null))
);

create index ledger_entry_by_org on ledger_entry (org_id, livemode, id desc);
-- A run is reserved once and closed once: billing twice is a constraint violation.
create unique index ledger_entry_reserved_once on ledger_entry (run_id) where kind = 'reserve';
create unique index ledger_entry_closed_once on ledger_entry (run_id) where kind in ('release', 'settle');

-- Media that callers sent, as references to stored files.
create table asset (
  id         uuid primary key,
  org_id     uuid not null references organisation (id),
  livemode   boolean not null,
  mime_type  text not null,
  size_bytes bigint not null,
  sha256     text not null,
  created_at timestamptz not null
);

-- Callbacks.
create table callback_secret (
  id           uuid primary key,
  org_id       uuid not null references organisation (id),
  label        text not null,
  key_prefix   text not null,
  ciphertext   bytea not null,
  is_current   boolean not null,
  last_used_at timestamptz,
  created_at   timestamptz not null,
  updated_at   timestamptz not null
);

create unique index callback_secret_current on callback_secret (org_id) where is_current;
create index callback_secret_by_org on callback_secret (org_id);

create table callback_delivery (
  id                  uuid primary key,
  run_id              uuid not null references run (id),
  org_id              uuid not null references organisation (id),
  url                 text not null,
  request_id          text not null,
  payload             bytea not null,
  is_automatic        boolean not null,
  status              text not null check (status in ('pending', 'succeeded', 'failed')),
  signing_secret_id   uuid,
  failure_reason_code text,
  failure_detail      text,
  attempt_count       int not null default 0,
  max_attempts        int not null,
  next_attempt_at     timestamptz,
  created_at          timestamptz not null,
  updated_at          timestamptz not null,
  completed_at        timestamptz
);

create index callback_delivery_by_run on callback_delivery (run_id, id);
create unique index callback_delivery_in_flight on callback_delivery (run_id) where status = 'pending';

create table callback_attempt (
  id               uuid primary key,
  delivery_id      uuid not null references callback_delivery (id),
  attempt_number   int not null,
  status_code      int,
  response_body    text,
  response_time_ms int not null,
  error_message    text,
  created_at       timestamptz not null,
  unique (delivery_id, attempt_number)
);

-- The sandbox provider's own jobs and the clips it keeps for instant runs.
create table sandbox_render (
  run_id       uuid primary key,
  script       text not null,
  image        bytea,
  seed         bigint not null,
  state        text not null check (state in ('waiting', 'rendering', 'done', 'failed', 'canceled')),
  progress     smallint not null default 0,
  result       text,
  created_at   timestamptz not null,
  completed_at timestamptz
);

create table sandbox_clip (
  format     text primary key,
  result     text not null,
  created_at timestamptz not null
);

-- db-scheduler's table, once for each lane.
create table job_run (
  task_name            text not null,
  task_instance        text not null,
  task_data            bytea,
  execution_time       timestamptz not null,
  picked               boolean not null,
  picked_by            text,
  last_success         timestamptz,
  last_failure         timestamptz,
  consecutive_failures int,
  last_heartbeat       timestamptz,
  version              bigint not null,
  priority             smallint,
  primary key (task_name, task_instance)
);
create index job_run_due on job_run (execution_time);
create index job_run_heartbeat on job_run (last_heartbeat);

create table job_render (like job_run including all);
create table job_delivery (like job_run including all);
