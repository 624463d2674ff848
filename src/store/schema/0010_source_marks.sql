-- How many things of a kind a source listed until lately. Only what it lists no more is noted: a read is judged by the
-- most of the last day, so that a source that loses its machines bit by bit is not believed bit by bit. Nothing is noted
-- from before somebody confirmed what the source lists.
create table source_marks (
  source_id text not null references sources on delete cascade,
  -- 'machine' for workloads of every kind together; 'vm', 'container', 'ai', 'host', 'cluster', 'network', 'datastore'.
  kind text not null,
  count integer not null,
  listed_until timestamptz not null default clock_timestamp(),
  primary key (source_id, kind, count)
);
