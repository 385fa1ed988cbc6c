-- What is worth telling about a run to whoever reads its record: a few lines, mostly written with its end.
create table run_log (
  run_id     uuid not null,
  id         uuid not null,
  level      text not null check (level in ('info', 'warning')),
  message    text not null,
  created_at timestamptz not null,
  primary key (run_id, id)
);
