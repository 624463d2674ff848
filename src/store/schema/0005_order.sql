-- The order in which things were written, for when two have the same time.

alter table imports add column seq bigint generated always as identity;
drop index imports_by_source;
create index imports_by_source on imports (source_id, seq desc);

alter table results add column seq bigint generated always as identity;
drop index results_newest;
create index results_newest on results (kind, seq desc);

alter table why_records add column seq bigint generated always as identity;
drop index why_records_newest;
create index why_records_newest on why_records (seq desc);

alter table operations add column seq bigint generated always as identity;
drop index operations_newest;
create index operations_newest on operations (seq desc);
