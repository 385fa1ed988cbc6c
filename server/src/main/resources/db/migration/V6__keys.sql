-- What a key may do, and how long. Keys made so far may do all that their kind may.
alter table api_key
  add column name         text not null default '',
  add column scopes       text[] not null default '{}',
  add column models       text[],
  add column cap_micros   bigint check (cap_micros >= 0),
  add column cap_period   text check (cap_period in ('day', 'month', 'total')),
  add column line         uuid,
  add column replaced_by  uuid references api_key (id),
  add column last_used_at timestamptz,
  add column expires_at   timestamptz,
  add column revoked_at   timestamptz,
  add check ((cap_micros is null) = (cap_period is null));

update api_key set
  name = 'first ' || kind || ' key',
  scopes = case kind
    when 'service' then array['admin']
    else array['runs:read', 'runs:create', 'assets:read', 'assets:write', 'webhooks:read',
      'webhooks:write', 'billing:read']
    end,
  line = id;

alter table api_key
  alter column name drop default,
  alter column scopes drop default,
  alter column line set not null;

create index api_key_by_org on api_key (org_id, id desc);

-- What the runs of a capped key and its successors cost, open ones at their price, by period. A key
-- without a cap has no row.
create table key_spending (
  line   uuid not null,
  since  timestamptz not null,
  micros bigint not null check (micros >= 0),
  primary key (line, since)
);
