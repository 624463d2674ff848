-- What was concluded from the estate, and what it was concluded from.

create table documents (
  kind text not null,
  name text not null,
  version integer not null,
  digest text not null,
  content text not null,
  actor text not null,
  created_at timestamptz not null,
  primary key (kind, name, version)
);

create table results (
  id text primary key,
  kind text not null,
  generation integer not null references generations,
  row_count integer not null,
  summary json not null,
  settings json not null,
  -- The whole result where it is one thing, such as a plan.
  doc json,
  actor text not null,
  created_at timestamptz not null
);
create index results_newest on results (kind, created_at desc);

create table result_rows (
  result_id text not null references results on delete cascade,
  seq integer not null,
  workload_id text,
  columns jsonb not null,
  doc json not null,
  primary key (result_id, seq)
);
create index result_rows_by_workload on result_rows (result_id, workload_id);

create table why_records (
  id text primary key,
  result_id text references results on delete cascade,
  decision text not null,
  generation integer not null,
  created_at timestamptz not null,
  doc json not null
);
create index why_records_newest on why_records (created_at desc, id);

create table operations (
  id text primary key,
  kind text not null,
  state text not null check (state in ('pending', 'running', 'succeeded', 'failed', 'cancelled')),
  progress real not null default 0,
  phase text not null default '',
  detail text,
  result json,
  problem json,
  actor text not null,
  created_at timestamptz not null,
  finished_at timestamptz,
  -- Renewed while the process that works on it lives.
  alive_at timestamptz not null default clock_timestamp(),
  cancel_requested boolean not null default false
);
create index operations_newest on operations (created_at desc, id);
