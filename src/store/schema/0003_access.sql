-- Who may come in. Secrets are kept as SHA-256 digests only.

create table users (
  id text primary key,
  name text not null unique,
  role text not null,
  created_at timestamptz not null,
  disabled_at timestamptz
);

create table sign_in_links (
  secret_digest text primary key,
  user_id text not null references users on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);

create table sessions (
  secret_digest text primary key,
  user_id text not null references users on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null
);

create table api_tokens (
  id text primary key,
  name text not null,
  prefix text not null,
  secret_digest text not null unique,
  role text not null,
  actor text not null,
  created_at timestamptz not null,
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);
