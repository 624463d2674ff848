-- One inventory, kept up to date by what changed: observations are told apart by their key, the estate knows what it was
-- made with, people's corrections stand beside what sources say, and old generations can go.

-- One row per thing a source lists; `nth` counts those of a file that lists one thing several times.
alter table observations
  add column key text,
  add column nth integer not null default 0,
  -- Of what was said, without the moment: the same again is not written. Empty: never computed.
  add column digest text not null default '',
  -- Hashes of what it may be joined by (core/model/identity-signs.ts); null: never computed.
  add column signs bigint[],
  -- Hashes of what only hints at another being the same: disks, names.
  add column hints bigint[];
update observations o set key = counted.key, nth = counted.nth
from (
  select source_id, seq, identity->>'key' as key,
         row_number() over (partition by source_id, identity->>'key' order by seq) - 1 as nth
  from observations) counted
where counted.source_id = o.source_id and counted.seq = o.seq;
alter table observations alter column key set not null;
create unique index observations_by_key on observations (key, nth, source_id);
-- Without a list of entries put off: every search would have to read through it.
create index observations_by_signs on observations using gin (signs) with (fastupdate = off);

alter table observed_inventory
  add column key text,
  add column nth integer not null default 0,
  add column digest text not null default '';
update observed_inventory o set key = counted.key, nth = counted.nth
from (
  select source_id, seq, key, row_number() over (partition by source_id, key order by seq) - 1 as nth
  from (
    select source_id, seq,
           case when kind = 'dependency'
             then concat_ws('|', kind, doc->>'fromWorkloadId', doc->>'toWorkloadId',
                            coalesce(doc->>'protocol', ''), coalesce(doc->>'port', ''))
             else concat_ws('|', kind, doc->>'id') end as key
    from observed_inventory) keyed) counted
where counted.source_id = o.source_id and counted.seq = o.seq;
alter table observed_inventory alter column key set not null;
create unique index observed_inventory_by_key on observed_inventory (source_id, key, nth);
create index observed_inventory_by_kind on observed_inventory (kind);

create index observation_workloads_by_workload on observation_workloads (workload_id);

-- What changed since the estate was last made from the observations.
create table observation_touches (
  seq bigint primary key generated always as identity,
  source_id text not null,
  -- 'workload' with its key, another kind without one, or 'everything'.
  kind text not null,
  key text,
  -- Signs it had before and has now.
  signs bigint[]
);

-- The newest generation's workloads in short: what its digest and its applications are made of.
create table current_workloads (
  id text primary key,
  digest text not null,
  name text,
  application_id text,
  application text,
  -- Source that states the application.
  application_source text
);

-- An import tells which generation it made long after that one is gone.
alter table imports drop constraint imports_generation_fkey;

-- Columns of a generation may be those of another, without some rows and with others instead.
alter table column_sets add column base text;
alter table column_sets add column removed json;
alter table column_sets add column changed_rows integer;

-- What people know better than the sources.
create table corrections (
  id text primary key,
  seq bigint generated always as identity,
  kind text not null check (kind in ('prefer', 'join', 'apart')),
  fact text,
  source_id text,
  -- By which observations and signs the workloads are found again, whatever their ids.
  subjects json not null,
  reason text not null,
  actor text not null,
  created_at timestamptz not null
);
