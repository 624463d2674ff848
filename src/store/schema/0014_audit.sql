-- Who did what, as a chain: each record's hash covers the record and the hash before it. Names and details stand beside
-- the chain, which knows them by salted digests only, so that they can be erased and the chain still holds.

-- The one end of the chain. Its row is locked from the moment a record is chained until its transaction ends, so that
-- writers of all processes queue up: there is no gap and no fork, whoever is killed when.
create table audit_head (
  one boolean primary key default true check (one),
  seq bigint not null,
  hash text not null
);
insert into audit_head (seq, hash) values (0, repeat('0', 64));

create table audit_records (
  seq bigint primary key,
  at timestamptz not null,
  actor_ref text not null,
  action text not null,
  object_kind text not null,
  object_id text not null,
  -- Canonical JSON of what the hash covers, which is all of the above, the digest of the detail, and the hash before.
  body text not null,
  -- SHA-256 of the body, in hex.
  hash text not null unique,
  -- Unique: two records cannot follow the same one.
  prev text not null unique
);
create index audit_records_by_actor on audit_records (actor_ref, seq);
create index audit_records_by_object on audit_records (object_kind, object_id, seq);
create index audit_records_by_action on audit_records (action, seq);

-- Canonical JSON of the detail. The body holds SHA-256 of salt, line feed, detail.
create table audit_details (
  seq bigint primary key,
  salt text not null,
  detail text not null
);

-- The body holds SHA-256 of salt, line feed, name.
create table audit_actors (
  ref text primary key,
  name text not null unique,
  salt text not null
);

-- What this transaction wants recorded, until it commits: only then it is given its place in the chain, when every other
-- lock of the transaction is already held. Nobody waits for others while holding the end of the chain.
create table audit_pending (
  id bigint primary key generated always as identity,
  at timestamptz not null,
  actor text not null,
  action text not null,
  object_kind text not null,
  object_id text not null,
  -- The body before the reference of the actor, and between it and the hash before.
  body_start text not null,
  body_middle text not null,
  salt text not null,
  detail text not null
);

create function audit_hex(what text) returns text language sql immutable as
  $$ select encode(sha256(convert_to(what, 'UTF8')), 'hex') $$;

create function audit_chain() returns trigger language plpgsql as $$
declare
  head audit_head%rowtype;
  ref text;
  actor_salt text;
  body text;
begin
  select * into head from audit_head for update;
  select a.ref into ref from audit_actors a where a.name = new.actor;
  if ref is null then
    actor_salt := replace(gen_random_uuid()::text || gen_random_uuid()::text, '-', '');
    ref := audit_hex(actor_salt || E'\n' || new.actor);
    insert into audit_actors (ref, name, salt) values (ref, new.actor, actor_salt);
  end if;
  body := new.body_start || ref || new.body_middle || head.hash || '","seq":' || (head.seq + 1) || '}';
  insert into audit_records (seq, at, actor_ref, action, object_kind, object_id, body, hash, prev)
    values (head.seq + 1, new.at, ref, new.action, new.object_kind, new.object_id, body, audit_hex(body), head.hash);
  insert into audit_details (seq, salt, detail) values (head.seq + 1, new.salt, new.detail);
  update audit_head set seq = head.seq + 1, hash = audit_hex(body);
  delete from audit_pending where id = new.id;
  return null;
end $$;
create constraint trigger audit_chained after insert on audit_pending
  deferrable initially deferred for each row execute function audit_chain();

-- Checkpoints: the end of the chain at a moment, signed with the key of the installation.
create table audit_keys (
  -- SHA-256 of the public key in SPKI DER form.
  fingerprint text primary key,
  seq bigint generated always as identity,
  public_pem text not null,
  created_at timestamptz not null,
  -- Canonical JSON of the change from the key before it, signed by both; null for the first key.
  change text,
  signed_by_former text,
  signed_by_itself text
);

create table audit_checkpoints (
  seq bigint primary key,
  at timestamptz not null,
  key text not null references audit_keys,
  -- Canonical JSON of what is signed.
  body text not null,
  -- Ed25519, base64.
  signature text not null
);

-- Nothing in the chain is changed. Rows go only when the chain itself has a record that says so.
create function audit_refuse() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log is append-only: % of % is refused', tg_op, tg_table_name using errcode = 'IS001';
end $$;
create trigger audit_records_kept before update on audit_records execute function audit_refuse();
create trigger audit_records_whole before truncate on audit_records execute function audit_refuse();
create trigger audit_details_kept before update on audit_details execute function audit_refuse();
create trigger audit_details_whole before truncate on audit_details execute function audit_refuse();
create trigger audit_actors_kept before update on audit_actors execute function audit_refuse();
create trigger audit_actors_whole before truncate on audit_actors execute function audit_refuse();
create trigger audit_checkpoints_kept before update on audit_checkpoints execute function audit_refuse();
create trigger audit_checkpoints_whole before truncate on audit_checkpoints execute function audit_refuse();
create trigger audit_keys_kept before update or delete on audit_keys execute function audit_refuse();
create trigger audit_keys_whole before truncate on audit_keys execute function audit_refuse();
create trigger audit_head_whole before truncate or delete on audit_head execute function audit_refuse();

-- Records up to this one were cut off, as a record says whose object is the checkpoint the rest is anchored on.
create function audit_cut() returns bigint language sql stable as
  $$ select coalesce(max(c.seq), 0) from audit_records r join audit_checkpoints c on c.seq::text = r.object_id
     where r.action = 'audit.cut' $$;

create function audit_cut_only() returns trigger language plpgsql as $$
begin
  if exists (select from gone where seq > audit_cut()) then
    raise exception 'the audit log is append-only: no record says that % was cut off up to here', tg_table_name
      using errcode = 'IS001';
  end if;
  return null;
end $$;
create trigger audit_records_cut after delete on audit_records referencing old table as gone
  for each statement execute function audit_cut_only();
create function audit_checkpoint_cut_only() returns trigger language plpgsql as $$
begin
  if exists (select from gone where seq >= audit_cut()) then
    raise exception 'a checkpoint that the audit log rests on is kept' using errcode = 'IS001';
  end if;
  return null;
end $$;
create trigger audit_checkpoints_cut after delete on audit_checkpoints referencing old table as gone
  for each statement execute function audit_checkpoint_cut_only();

-- 'audit.redact' names one record, "17", or several, "17-40".
create function audit_redacted_only() returns trigger language plpgsql as $$
begin
  if exists (
    select from gone where seq > audit_cut() and not exists (
      select from audit_records r where r.action = 'audit.redact' and r.object_kind = 'audit-record'
        and gone.seq between split_part(r.object_id, '-', 1)::bigint
          and coalesce(nullif(split_part(r.object_id, '-', 2), ''), split_part(r.object_id, '-', 1))::bigint)
  ) then
    raise exception 'the audit log is append-only: no record says that this detail was removed' using errcode = 'IS001';
  end if;
  return null;
end $$;
create trigger audit_details_redacted after delete on audit_details referencing old table as gone
  for each statement execute function audit_redacted_only();

create function audit_erased_only() returns trigger language plpgsql as $$
begin
  if exists (
    select from gone where exists (select from audit_records r where r.actor_ref = gone.ref) and not exists (
      select from audit_records r where r.action = 'audit.erase' and r.object_kind = 'actor' and r.object_id = gone.ref)
  ) then
    raise exception 'the audit log is append-only: no record says that this name was erased' using errcode = 'IS001';
  end if;
  return null;
end $$;
create trigger audit_actors_erased after delete on audit_actors referencing old table as gone
  for each statement execute function audit_erased_only();

-- What decisions were made from and no other table keeps, by digest, so that they can be recomputed.
create table replay_inputs (
  digest text primary key,
  kind text not null,
  content text not null,
  created_at timestamptz not null
);
