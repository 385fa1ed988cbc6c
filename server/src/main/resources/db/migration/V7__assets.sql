-- Media that callers keep here. Rows of several assets may name one stored file; a deleted asset
-- keeps its row, so that what once was can be told from what never was.
alter table asset
  add column name        text not null default 'picture',
  add column folder_id   uuid,
  add column source_type text not null default 'run_input' check (source_type in ('upload', 'run_input')),
  add column source_id   uuid,
  add column created_by  uuid,
  add column updated_at  timestamptz,
  add column deleted_at  timestamptz,
  add column deleted_by  uuid;

update asset set updated_at = created_at;

alter table asset
  alter column name drop default,
  alter column source_type drop default,
  alter column updated_at set not null;

create index asset_by_account on asset (org_id, livemode, created_at, id) where deleted_at is null;
create index asset_by_file on asset (sha256) where deleted_at is null;
create index asset_by_folder on asset (folder_id, created_at, id)
  where folder_id is not null and deleted_at is null;

create table asset_folder (
  id         uuid primary key,
  org_id     uuid not null references organisation (id),
  livemode   boolean not null,
  name       text not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  unique (org_id, livemode, name)
);

-- Uploads that were announced; a confirmed one has become the asset of the same id. Its row stays until
-- no link brings bytes any more, so that the sweeper removes those that came too late.
create table asset_upload (
  id         uuid primary key,
  org_id     uuid not null,
  livemode   boolean not null,
  key_id     uuid not null,
  filename   text not null,
  mime_type  text not null,
  size_bytes bigint not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  confirmed  boolean not null default false
);

create index asset_upload_expiry on asset_upload (expires_at);
create index asset_upload_by_account on asset_upload (org_id, livemode) where not confirmed;

-- Files that lost something that referred to them. The sweeper looks whether anything else does, and
-- removes those that nothing needs.
create table unused_file (
  sha256 text primary key,
  since  timestamptz not null
);

create index unused_file_age on unused_file (since);

-- When all stored files were last held against what refers to them; one row.
create table file_look (
  began_at timestamptz not null
);

insert into file_look (began_at) values (now());

-- How long files are kept, in seconds; null means as the server is set up, 0 for good.
alter table organisation
  add column asset_retention  bigint check (asset_retention >= 0),
  add column output_retention bigint check (output_retention >= 0);

-- The files of finished runs, so that one which several runs made the same is kept until the last of
-- them lets it go.
create table run_file (
  sha256 text not null,
  run_id uuid not null,
  primary key (sha256, run_id)
);

insert into run_file (sha256, run_id)
select distinct name, run.id
from run cross join lateral json_array_elements(run.output::json -> 'outputs') as file
  cross join lateral (values (file ->> 'sha256'), (file ->> 'thumbnail_sha256')) as names (name)
where run.output is not null and name is not null;

-- How far the files of an account's runs have been let go, in the order of the runs' creation.
create table output_sweep (
  org_id     uuid not null references organisation (id),
  livemode   boolean not null,
  created_at timestamptz not null,
  run_id     uuid not null,
  primary key (org_id, livemode)
);
