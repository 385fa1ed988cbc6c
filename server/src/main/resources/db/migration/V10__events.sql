-- When a run came into the states that its row did not date. dispatched_at only of a later attempt:
-- the first one's is started_at. What earlier attempts came to is in run_event, kind sent_back.
alter table run
  add column dispatched_at timestamptz,
  add column running_at    timestamptz;

-- Of the runs that wait in a lane those of low priority come last.
alter table run add column low boolean not null default false;
drop index run_waiting;
create index run_waiting on run (org_id, livemode, provider, lane, low, id)
  where not admitted and completed_at is null;
create index run_waiting_low on run (created_at)
  where low and not admitted and completed_at is null;

-- When an organisation was last given something that all share at a provider: whose last turn is
-- the longest ago comes next.
create table provider_turn (
  provider text not null,
  org_id   uuid not null,
  at       timestamptz not null,
  primary key (provider, org_id)
);
create index sandbox_render_waiting on sandbox_render (run_id) where state = 'waiting';
