-- Field values by column, made from the rows above so that lists are filtered, sorted and counted without reading
-- documents. Everything here can be made again.

create table column_sets (
  -- "generation/4" or the id of a result.
  owner text primary key,
  -- Digest of the field catalogue the columns were read with.
  fields_version text not null,
  row_count integer not null
);

create table columns (
  owner text not null references column_sets on delete cascade,
  field text not null,
  -- Distinct values as a JSON list; a row's code is the place of its value in it, counted from 1. 0 is unknown.
  dictionary text not null,
  -- Codes in the order of workload ids: little-endian, one, two or four bytes each.
  code_bytes smallint not null,
  codes bytea not null,
  primary key (owner, field)
);
