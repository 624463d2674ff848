-- Sources that are connected: how, with which secrets, when they were read, and who reads them now.
-- Times that decide who does what are the database's own, so that servers with different clocks agree.

create table connections (
  source_id text primary key references sources on delete cascade,
  -- No secrets: those are in source_secrets.
  settings json not null,
  interval_seconds integer not null check (interval_seconds > 0),
  paused boolean not null default false,
  -- Grows with every change of settings or secrets: an open connection of an older revision is not used again.
  revision integer not null default 1,
  created_at timestamptz not null default clock_timestamp(),
  actor text not null,

  -- Who answered the last time.
  identity json,
  instance_id text,
  endpoint_host text,

  -- Due when its time has come or when somebody asked: requests counts the asking, served the answering.
  next_sync_at timestamptz not null default clock_timestamp(),
  requests integer not null default 0,
  served integer not null default 0,
  full_requested boolean not null default false,
  cancel_requested boolean not null default false,

  -- Held by the process that reads it now, and lost when that process is silent.
  lease_owner text,
  lease_until timestamptz,
  current_sync text,
  -- The read that answered last.
  last_sync text,
  progress real not null default 0,
  phase text not null default '',
  -- Worker that keeps the connection open between reads: others leave the source to it for some seconds.
  kept_by text,

  last_attempt_at timestamptz,
  -- The last time it was read as a whole or its changes were: what is shown is as old as this.
  last_sync_at timestamptz,
  last_problem json,
  failures integer not null default 0,
  -- Where the next read goes on, when that place outlasts a connection.
  cursor text
);
create index connections_due on connections (next_sync_at);
create index connections_by_instance on connections (instance_id);

-- Envelope encryption: secrets are sealed with the source's data key, that key with the installation's master key.
create table source_keys (
  source_id text primary key references connections on delete cascade,
  -- Which master key: the start of its digest.
  key_id text not null,
  wrapped bytea not null
);

create table source_secrets (
  source_id text not null references connections on delete cascade,
  name text not null,
  sealed bytea,
  -- "vault:secret/vcenter#password": resolved when it is needed.
  reference text,
  updated_at timestamptz not null default clock_timestamp(),
  primary key (source_id, name),
  check (num_nonnulls(sealed, reference) = 1)
);

create table syncs (
  id text primary key,
  seq bigint generated always as identity,
  source_id text not null references sources on delete cascade,
  state text not null check (state in ('running', 'succeeded', 'failed', 'held', 'cancelled', 'interrupted')),
  started_at timestamptz not null default clock_timestamp(),
  finished_at timestamptz,
  -- Nothing was new. Reads like it that follow share its row.
  idle boolean not null default false,
  repeats integer not null default 0,
  worker text not null,
  actor text not null,
  outcome json,
  problem json,
  -- Who confirmed or rejected it, when it was held.
  decision json
);
create index syncs_newest on syncs (source_id, seq desc);

-- What a read gave, until it is applied. Not logged: after a crash of the database the read is simply done again.
create unlogged table staged_items (
  sync_id text not null,
  seq integer not null,
  -- 'full', 'put', 'remove'
  change text not null,
  type text not null,
  doc json not null,
  primary key (sync_id, seq)
);

-- A read that was not believed, until somebody confirms or rejects it, or a later read is believed.
create table held_reads (
  source_id text primary key references connections on delete cascade,
  sync_id text not null,
  held_at timestamptz not null default clock_timestamp(),
  summary json not null,
  -- How the read ended: mode, parts, what was missing, cursor, issues.
  read json not null
);

create table held_items (
  source_id text not null references held_reads on delete cascade,
  seq integer not null,
  change text not null,
  type text not null,
  doc json not null,
  primary key (source_id, seq)
);

-- Processes that read sources.
create table workers (
  id text primary key,
  host text not null,
  pid integer not null,
  version text not null,
  started_at timestamptz not null default clock_timestamp(),
  alive_at timestamptz not null default clock_timestamp()
);

-- The receipts of a source that was deleted are kept as evidence; they no longer speak for a source of the same id.
alter table imports drop constraint imports_source_id_fkey;
alter table imports add column retired_at timestamptz;
