-- Assessments: what is equal for many workloads once, the rest in blocks; and where the next assessment goes on from.

create table assessment_runs (
  result_id text primary key references results on delete cascade,
  -- Digest of all that decides an answer beside the workload itself: equal ones may go on from each other.
  basis text not null,
  -- Results whose blocks hold this one's rows, newest first: this one, then those it went on from.
  chain text[] not null,
  -- Rules, targets, platforms and facts by number.
  header json not null,
  -- Packed shapes, one a line, deflated.
  shapes bytea not null,
  -- Per row in the order of workload ids: number of the shape, points of the complexity, digest of the answers.
  row_shapes bytea not null,
  row_points bytea not null,
  row_digests bytea not null
);
create index assessment_runs_by_basis on assessment_runs (basis);

-- What workloads' assessments say in words. Of several blocks of a chain that hold a workload, the newest speaks.
create table assessment_blocks (
  result_id text not null references assessment_runs on delete cascade,
  first_id text not null,
  last_id text not null,
  rows integer not null,
  body bytea not null,
  primary key (result_id, first_id)
);
