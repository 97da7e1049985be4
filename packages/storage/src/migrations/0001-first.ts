/** The first schema. Documents are `json`, not `jsonb`: the order of their fields is the user's. */
export const first = `
create table people (
  id text primary key,
  name text not null,
  email text not null unique check (email = lower(email)),
  password text,
  sign_on_subject text unique,
  language text not null default 'en',
  is_admin boolean not null default false,
  active boolean not null default true,
  created_at timestamptz not null default now()
);
create table sessions (
  hash bytea primary key,
  person text not null references people on delete cascade,
  csrf text not null,
  created_at timestamptz not null default now(),
  used_at timestamptz not null default now(),
  expires_at timestamptz not null
);
create index on sessions (person);

create table workspaces (
  id text primary key,
  settings json not null,
  settings_version integer not null default 1,
  settings_by json not null,
  settings_at timestamptz not null default now(),
  revision bigint not null default 1,
  published_plan text,
  created_at timestamptz not null default now()
);
create table grants (
  person text not null references people on delete cascade,
  workspace text not null references workspaces on delete cascade,
  roles text[] not null,
  sites text[],
  primary key (person, workspace)
);
create table tokens (
  id text primary key,
  workspace text not null references workspaces on delete cascade,
  name text not null,
  hash bytea not null unique,
  roles text[] not null,
  created_at timestamptz not null default now(),
  used_at timestamptz,
  expires_at timestamptz
);

create table records (
  workspace text not null references workspaces on delete cascade,
  kind text not null,
  id text not null,
  place bigint generated always as identity,
  version integer not null,
  data json not null,
  changed_by json not null,
  changed_at timestamptz not null default now(),
  primary key (workspace, kind, id)
);
create table record_versions (
  workspace text not null references workspaces on delete cascade,
  kind text not null,
  id text not null,
  version integer not null,
  data json,
  changed_by json not null,
  changed_at timestamptz not null default now(),
  primary key (workspace, kind, id, version)
);

create table documents (
  hash text primary key,
  body json not null
);
create table plans (
  id text primary key,
  workspace text not null references workspaces on delete cascade,
  state text not null check (state in ('proposal', 'published', 'superseded', 'discarded')),
  title text,
  created_by json not null,
  created_at timestamptz not null default now(),
  published_by json,
  published_at timestamptz,
  based_on text,
  run text,
  scenario text,
  revision bigint not null,
  figures json not null,
  status text not null,
  gap_percent double precision not null,
  factory text not null references documents,
  document json not null,
  changes json
);
create index on plans (workspace, created_at desc, id);
create unique index one_published_plan on plans (workspace) where state = 'published';
create table plan_orders (
  plan text not null references plans on delete cascade,
  id text not null,
  projected timestamptz not null,
  need_by timestamptz,
  lateness double precision,
  data json not null,
  primary key (plan, id)
);
create table plan_operations (
  plan text not null references plans on delete cascade,
  machine text not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  id text not null,
  order_id text not null,
  site text not null,
  data json not null,
  primary key (plan, machine, starts_at, id)
);
create index on plan_operations (plan, order_id);

create table runs (
  id text primary key,
  workspace text not null references workspaces on delete cascade,
  kind text not null,
  state text not null check (state in ('waiting', 'running', 'done', 'stopped', 'failed')),
  wish json not null,
  stop_wanted boolean not null default false,
  progress json,
  trace json not null default '[]',
  plan text,
  scenario text,
  findings json not null default '[]',
  result json,
  created_by json not null,
  created_at timestamptz not null default now(),
  started_at timestamptz,
  ended_at timestamptz
);
create index on runs (workspace, created_at desc, id);

create table imports (
  id text primary key,
  workspace text not null references workspaces on delete cascade,
  state text not null check (state in ('preview', 'committed', 'discarded')),
  format text,
  mapping json not null,
  preview json not null,
  draft json,
  created_by json not null,
  created_at timestamptz not null default now()
);
create table import_files (
  import text not null references imports on delete cascade,
  place integer not null,
  name text not null,
  bytes bytea not null,
  primary key (import, place)
);

create table scenarios (
  id text primary key,
  workspace text not null references workspaces on delete cascade,
  version integer not null default 1,
  name text not null,
  changes json not null,
  state text not null default 'draft',
  plan text,
  findings json not null default '[]',
  created_by json not null,
  created_at timestamptz not null default now(),
  changed_at timestamptz not null default now()
);
create table answers (
  id text primary key,
  workspace text not null references workspaces on delete cascade,
  kind text not null,
  subject text not null,
  body json not null,
  created_by json not null,
  created_at timestamptz not null default now()
);
create table quotes (
  id text primary key,
  workspace text not null references workspaces on delete cascade,
  state text not null check (state in ('held', 'confirmed', 'released', 'expired')),
  order_id text not null,
  wish json not null,
  option json not null,
  plan text,
  expires_at timestamptz not null,
  created_by json not null,
  created_at timestamptz not null default now()
);
create index on quotes (workspace, created_at desc, id);

create table webhooks (
  id text primary key,
  workspace text not null references workspaces on delete cascade,
  url text not null,
  events text[] not null,
  secret text not null,
  active boolean not null default true,
  created_at timestamptz not null default now()
);
create table deliveries (
  id text primary key,
  webhook text not null references webhooks on delete cascade,
  event text not null,
  body text not null,
  state text not null default 'waiting' check (state in ('waiting', 'delivered', 'failed')),
  attempts integer not null default 0,
  status integer,
  next_at timestamptz not null default now(),
  created_at timestamptz not null default now()
);
create index on deliveries (next_at) where state = 'waiting';

create table idempotency_keys (
  scope text not null,
  key text not null,
  request text not null,
  status integer,
  version integer,
  body json,
  created_at timestamptz not null default now(),
  primary key (scope, key)
);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null default now(),
  workspace text,
  actor json not null,
  action text not null,
  kind text not null,
  subject text not null,
  changes json not null
);
create index on audit (workspace, id desc);
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception 'the audit log only grows';
end $$;
create trigger audit_only_grows before update or delete on audit for each row execute function refuse_change();
create trigger audit_is_never_emptied before truncate on audit for each statement execute function refuse_change();
`;
