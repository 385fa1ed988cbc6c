-- Pages of an account's runs go by creation. One index for another: a run still has as many entries.
create index run_by_account on run (org_id, livemode, created_at, id);
drop index run_by_org;

-- What is looked for among many. Neither costs anything for a run without a client_ref that succeeds.
create index run_by_client_ref on run (org_id, livemode, client_ref, created_at, id)
  where client_ref is not null;
create index run_unsuccessful on run (org_id, livemode, created_at, id)
  where state in ('failed', 'canceled');
