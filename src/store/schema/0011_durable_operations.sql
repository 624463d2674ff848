-- Operations that outlive the process that works on them: what was asked, who works on it until when, how far it is.

alter table operations
  -- What was asked, for work that another process can take over; null for work that ends with its process.
  add column input json,
  -- The same question asked again while it is being answered follows the same operation.
  add column input_digest text,
  add column lease_owner text,
  add column lease_until timestamptz,
  add column attempts integer not null default 0,
  -- A search that is asked to stop keeps the best it has found; one that is cancelled keeps nothing.
  add column can_stop boolean not null default false,
  add column stop_requested boolean not null default false,
  -- Cost, bound, gap, seconds of a search that runs.
  add column figures json not null default '{}';

create index operations_open on operations (seq) where input is not null and state in ('pending', 'running');

-- What a result is about, where there are several of one kind: the scenario, what was lost, the site.
alter table results add column subject text;
create index results_by_subject on results (kind, subject, seq) where subject is not null;
