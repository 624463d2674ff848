-- Findings that somebody accepts for a while, and how findings come and go from check to check.

create table waivers (
  seq bigint generated always as identity,
  id text primary key,
  -- What a file calls it, so that applying the file again finds it.
  name text,
  state text not null check (state in ('requested', 'approved', 'rejected', 'withdrawn', 'expired', 'reopened')),
  owner text not null,
  reason text not null,
  expires_on date not null,
  accept_unknown boolean not null,
  scope json not null,
  -- What was waived: rule, site and the values that were looked at. Never changed after the request.
  pins json not null,
  -- Of scope, end and pins: checks record it.
  digest text not null,
  requested_by text not null,
  requested_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  -- Four eyes: nobody approves what they asked for.
  check (approved_by is null or approved_by <> requested_by)
);
create index waivers_by_state on waivers (state);
create index waivers_by_name on waivers (name) where name is not null;

create table waiver_events (
  waiver_id text not null references waivers on delete cascade,
  seq integer not null,
  state text not null,
  at timestamptz not null,
  actor text not null,
  note text not null,
  primary key (waiver_id, seq)
);

-- One row per check, kept when the rows of the check itself are gone.
create table check_points (
  -- Of results.
  seq bigint primary key,
  result_id text not null,
  generation integer not null,
  at timestamptz not null,
  -- Null: every pack in force; otherwise the packs the check was limited to.
  packs json,
  counts json not null
);

-- How long each finding was in one state: from the check that first saw it so to the last one that did. The number of
-- rows grows with what changes, not with the number of checks.
create table finding_spans (
  key text not null,
  from_check bigint not null,
  -- Null: still so.
  to_check bigint,
  rule_id text not null,
  pack_id text not null,
  level text not null,
  site_id text not null,
  workload_id text,
  state text not null check (state in ('violated', 'unknown', 'waived')),
  waiver_id text,
  -- The check since which it was there without a gap, in whatever state.
  since_check bigint not null,
  primary key (key, from_check)
);
create index finding_spans_open on finding_spans (pack_id) where to_check is null;
create index finding_spans_ended on finding_spans (to_check);
