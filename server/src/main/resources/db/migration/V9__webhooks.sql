-- Endpoints that an organisation wants told of what happens. An empty list of events means all.
create table webhook (
  id                uuid primary key,
  org_id            uuid not null references organisation (id),
  livemode          boolean not null,
  url               text not null,
  label             text not null,
  description       text not null,
  events            text[] not null,
  disabled_at       timestamptz,
  disabled_reason   text check (disabled_reason in ('requested', 'gone', 'failing')),
  failing_since     timestamptz,
  last_triggered_at timestamptz,
  created_at        timestamptz not null,
  updated_at        timestamptz not null,
  check ((disabled_at is null) = (disabled_reason is null))
);

create index webhook_by_account on webhook (org_id, livemode, id);

-- Programs that fetch events over the API instead of having them sent.
create table event_listener (
  id         uuid primary key,
  org_id     uuid not null references organisation (id),
  livemode   boolean not null,
  events     text[] not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create index event_listener_by_account on event_listener (org_id, livemode);

-- Secrets of endpoints and listeners. One without an end is the current one of its owner.
create table webhook_secret (
  id          uuid primary key,
  owner_id    uuid not null,
  fingerprint text not null,
  ciphertext  bytea not null,
  created_at  timestamptz not null,
  expires_at  timestamptz
);

create index webhook_secret_by_owner on webhook_secret (owner_id);
create unique index webhook_secret_current on webhook_secret (owner_id) where expires_at is null;

-- What waits for a listener to fetch it.
create table listener_event (
  listener_id uuid not null,
  id          uuid not null,
  event_type  text not null,
  request_id  text not null,
  payload     bytea not null,
  created_at  timestamptz not null,
  primary key (listener_id, id)
);

-- One event on its way to one endpoint. Written in the transaction of what happened.
create table webhook_delivery (
  id                  uuid primary key,
  webhook_id          uuid not null,
  org_id              uuid not null,
  livemode            boolean not null,
  event_type          text not null,
  run_id              uuid,
  request_id          text not null,
  payload             bytea not null,
  is_automatic        boolean not null,
  superseded          boolean not null default false,
  status              text not null check (status in ('pending', 'succeeded', 'failed')),
  signing_secret_id   uuid,
  failure_reason_code text,
  failure_detail      text,
  attempt_count       int not null default 0,
  next_attempt_at     timestamptz,
  created_at          timestamptz not null,
  updated_at          timestamptz not null,
  completed_at        timestamptz,
  check ((status = 'pending') = (next_attempt_at is not null))
);

create index webhook_delivery_by_webhook on webhook_delivery (webhook_id, created_at, id);
create index webhook_delivery_by_account on webhook_delivery (org_id, livemode, created_at, id);
create index webhook_delivery_due on webhook_delivery (webhook_id, next_attempt_at)
  where status = 'pending';

create table webhook_attempt (
  id               uuid not null,
  delivery_id      uuid not null,
  attempt_number   int not null,
  status_code      int,
  response_body    text,
  response_time_ms int not null,
  error_message    text,
  next_retry_at    timestamptz,
  created_at       timestamptz not null,
  primary key (delivery_id, attempt_number)
);

-- Orders to send again what happened in a time, and how far each has come.
create table webhook_redelivery (
  id         uuid primary key,
  webhook_id uuid not null,
  failed     boolean not null,
  after_time timestamptz not null,
  after_id   uuid not null,
  until      timestamptz not null,
  remaining  int not null
);

create index webhook_redelivery_by_webhook on webhook_redelivery (webhook_id, id);

-- One job for each endpoint that has something to send, whatever that is.
create table job_webhook (like job_run including all);
alter table job_webhook set (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
