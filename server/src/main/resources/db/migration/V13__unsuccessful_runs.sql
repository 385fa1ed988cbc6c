-- The state of a run changes while it is under way. With an index that looks at it, PostgreSQL writes
-- a new entry in every index of the row for each change; what this one looks at changes only with the end.
create index run_without_output on run (org_id, livemode, created_at, id)
  where completed_at is not null and output is null;
drop index run_unsuccessful;
