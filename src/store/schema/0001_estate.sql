-- Sources as they came, and the estate that is made from them.

create table settings (
  key text primary key,
  value jsonb not null,
  updated_at timestamptz not null
);

create table sources (
  id text primary key,
  name text not null,
  provider_kind text not null,
  precedence integer not null,
  observed_at timestamptz not null,
  created_at timestamptz not null,
  unique (provider_kind, name)
);

create table generations (
  number integer primary key,
  digest text not null,
  created_at timestamptz not null,
  actor text not null,
  reason text not null,
  counts json not null
);

create table imports (
  id text primary key,
  source_id text not null references sources,
  generation integer not null references generations,
  changed boolean not null,
  receipt json not null,
  -- What the estate was made from beside the file: the same file again on the same basis changes nothing.
  basis text not null,
  actor text not null,
  created_at timestamptz not null
);
create index imports_by_source on imports (source_id, created_at desc);

create table import_issues (
  import_id text not null references imports on delete cascade,
  seq integer not null,
  doc json not null,
  primary key (import_id, seq)
);

-- One source's word on one workload. Replaced as a whole when the source is read again.
-- json, not jsonb: these rows are written once and read back whole, and are never searched inside.
create table observations (
  source_id text not null references sources on delete cascade,
  seq integer not null,
  -- The few signs by which it is told apart or together with others: core/model/identity-row.ts.
  identity json not null,
  doc json not null,
  primary key (source_id, seq)
);

create table observed_inventory (
  source_id text not null references sources on delete cascade,
  seq integer not null,
  kind text not null check (kind in ('host', 'cluster', 'network', 'datastore', 'dependency')),
  doc json not null,
  primary key (source_id, seq)
);

-- Which workload an observation was last part of, so that workloads keep their ids.
create table observation_workloads (
  observation_key text primary key,
  workload_id text not null
);

-- A row holds in every generation from from_generation to to_generation, both included.
create table workloads (
  id text not null,
  from_generation integer not null,
  to_generation integer not null default 2147483647,
  digest text not null,
  name text,
  doc json not null,
  primary key (id, from_generation)
);
create index workloads_by_name on workloads (lower(name));
create index workloads_begun on workloads (from_generation);
create index workloads_ended on workloads (to_generation) where to_generation < 2147483647;

create table entities (
  kind text not null check (kind in ('host', 'cluster', 'network', 'datastore', 'application', 'dependency')),
  id text not null,
  from_generation integer not null,
  to_generation integer not null default 2147483647,
  digest text not null,
  name text not null,
  doc json not null,
  primary key (kind, id, from_generation)
);
create index entities_by_name on entities (kind, name, id);
