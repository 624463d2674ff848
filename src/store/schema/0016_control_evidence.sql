-- Evidence that other tools gave for controls: what was imported, whom it is about, which rules, and what each said.
create table control_imports (
  seq bigint generated always as identity,
  id text primary key,
  file_name text not null,
  sha256 text not null,
  size_bytes bigint not null,
  -- What whoever brought it says it is about.
  site_id text,
  -- Counts, scans, whom nobody knows: kept when the evidence is taken away again.
  receipt json not null,
  actor text not null,
  created_at timestamptz not null,
  retired_by text,
  retired_at timestamptz
);
-- The same file twice is the same evidence.
create unique index control_imports_once on control_imports (sha256, coalesce(site_id, '')) where retired_at is null;

create table control_targets (
  import_id text not null references control_imports on delete cascade,
  target integer not null,
  doc json not null,
  primary key (import_id, target)
);

-- Feed, rule, title, controls it names, other identifiers.
create table control_rules (
  import_id text not null references control_imports on delete cascade,
  rule integer not null,
  doc json not null,
  primary key (import_id, rule)
);

create table control_evidence (
  import_id text not null references control_imports on delete cascade,
  number integer not null,
  target integer not null,
  rule integer not null,
  -- In the feed's own words: see FEED_STATES.
  state text not null,
  observed_at timestamptz,
  profile text,
  severity text,
  detail text,
  primary key (import_id, number)
);
