-- When a run came into the states that its row did not date. dispatched_at only of a later attempt:
-- the first one's is started_at. What earlier attempts came to is in run_event, kind sent_back.
alter table run
  add column dispatched_at timestamptz,
  add column running_at    timestamptz;
