-- Runs that were deleted at /v1/videos: not shown there any more, though their records stay.
create table deleted_video (
  run_id     uuid primary key references run (id) on delete cascade,
  deleted_at timestamptz not null
);
