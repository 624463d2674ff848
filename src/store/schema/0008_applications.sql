-- Who calls whom, what it makes of applications, and what people know better.

-- Everything people said, as a log: the state is what it folds into. Nothing is changed or deleted.
create table application_fixes (
  seq bigint primary key generated always as identity,
  content json not null,
  reason text not null,
  actor text not null,
  created_at timestamptz not null
);

-- What tells whom flow records mean by a workload, made from its row below from_generation. Can be made again.
create table workload_ends (
  id text primary key,
  from_generation integer not null,
  doc json not null
);

-- What a workload talks to outside the estate is a thing of the estate, too.
alter table entities drop constraint entities_kind_check;
alter table entities add constraint entities_kind_check
  check (kind in ('host', 'cluster', 'network', 'datastore', 'application', 'dependency', 'external'));

-- Edges of one workload, in either direction.
create index entities_dependency_from on entities ((doc->>'fromWorkloadId')) where kind = 'dependency';
create index entities_dependency_to on entities ((doc->>'toWorkloadId')) where kind = 'dependency';
