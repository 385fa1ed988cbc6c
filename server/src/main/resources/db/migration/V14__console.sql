-- Who is signed in at the console. Of the token in the browser's cookie only a hash is kept.
create table console_session (
  token_hash bytea primary key,
  keys       uuid[] not null,
  live       boolean not null,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
