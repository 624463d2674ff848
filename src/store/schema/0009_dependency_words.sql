-- Whom each observed dependency means, so that a change of some workloads looks only at the dependencies that may mean
-- them. Everything here can be made again, and is, whenever all dependencies are.

-- References of dependencies. Texts too long for an index stand as their hash.
create table dependency_references (
  reference text not null,
  source_id text not null,
  -- What a workload bears that this may mean (core/applications/end-index.ts).
  keys text[] not null,
  -- Workloads that bear one of the keys; null: too many to be kept.
  candidates text[],
  primary key (reference, source_id)
);
create index dependency_references_by_key on dependency_references using gin (keys) with (fastupdate = off);

-- One row per observed dependency.
create table dependency_words (
  source_id text not null,
  seq integer not null,
  from_reference text not null,
  to_reference text not null,
  -- PlacedWord of core/applications/edges.ts.
  state text not null,
  ambiguous boolean not null,
  from_end text,
  to_end text,
  primary key (source_id, seq)
);
create index dependency_words_from_reference on dependency_words (from_reference);
create index dependency_words_to_reference on dependency_words (to_reference);
create index dependency_words_from_end on dependency_words (from_end);
create index dependency_words_to_end on dependency_words (to_end);

-- Ends whose edges in all tell that they are background traffic.
create table dependency_signs (
  end_id text primary key,
  signs json not null
);

-- Ends say now what sources call a workload, and the estate is made once as a whole, so that all of this is filled.
delete from workload_ends;
delete from settings where key = 'estate';

create index current_workloads_by_application on current_workloads (application_id) where application_id is not null;
