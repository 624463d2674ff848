-- Waves that somebody approved, with what was known then. An approval belongs to the digest of one plan.

create table plan_approvals (
  seq bigint generated always as identity,
  id text primary key,
  plan_id text not null,
  plan_name text not null,
  plan_digest text not null,
  wave integer not null,
  wave_name text not null,
  actor text not null,
  at timestamptz not null,
  -- What was known: day, paths, findings waived, how many were unknown and why that was accepted.
  known json not null,
  -- Null: it stands.
  voided_at timestamptz,
  void_because json
);
create index plan_approvals_by_plan on plan_approvals (plan_digest, wave);
create unique index plan_approvals_standing on plan_approvals (plan_digest, wave) where voided_at is null;
