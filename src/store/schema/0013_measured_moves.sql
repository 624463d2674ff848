-- Moves that were made and how fast their copies went: estimates of migration time follow them.
create table measured_moves (
  seq bigint generated always as identity,
  id text primary key,
  -- A way of moving of catalog/migration-throughput.yaml.
  method text not null,
  -- Sites of sites.yaml; null where the machine ran, or went, outside of them.
  from_site text,
  to_site text,
  workload_id text,
  gib double precision not null check (gib > 0),
  -- Of copying alone.
  seconds double precision not null check (seconds > 0),
  measured_at timestamptz not null,
  note text,
  actor text not null,
  created_at timestamptz not null
);
