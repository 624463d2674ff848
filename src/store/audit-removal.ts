/** Removing names and details from beside the chain, and names from everywhere else they are kept. */

import type { Queryable } from './store.ts';

/** The database asks the chain first: it must hold a record of it by now. */
export async function removeDetails(db: Queryable, first: number, last: number): Promise<void> {
  await db.query('delete from audit_details where seq between $1 and $2', [first, last]);
}

/** Those of a range that are there. */
export async function recordsIn(
  db: Queryable,
  first: number,
  last: number,
): Promise<readonly { readonly seq: number; readonly action: string; readonly hasDetail: boolean }[]> {
  const { rows } = await db.query<{ seq: number; action: string; hasDetail: boolean }>(
    `select r.seq::float8 as seq, r.action, d.seq is not null as "hasDetail" from audit_records r
     left join audit_details d on d.seq = r.seq where r.seq between $1 and $2 order by r.seq`,
    [first, last],
  );
  return rows;
}

export async function actorRef(db: Queryable, name: string): Promise<string | undefined> {
  const { rows } = await db.query<{ ref: string }>('select ref from audit_actors where name = $1', [name]);
  return rows[0]?.ref;
}

export async function removeActor(db: Queryable, ref: string): Promise<void> {
  await db.query('delete from audit_actors where ref = $1', [ref]);
}

/** Records whose detail has this text in it; what decisions were made from and what was removed is never among them. */
export async function detailsWith(db: Queryable, text: string): Promise<readonly number[]> {
  const { rows } = await db.query<{ seq: number }>(
    `select d.seq::float8 as seq from audit_details d join audit_records r on r.seq = d.seq
     where position($1 in d.detail) > 0 and r.action !~ '^(audit|decision)\\.' order by d.seq`,
    [text],
  );
  return rows.map(({ seq }) => seq);
}

/** Columns that hold a person's name under another name than "actor" or "…_by". */
const MORE_COLUMNS: readonly (readonly [table: string, column: string])[] = [['waivers', 'owner']];
/** Columns called so that hold something else: the id of a process. */
const NOT_NAMES: readonly (readonly [table: string, column: string])[] = [['connections', 'kept_by']];

/** Every column of the database that names who did something: found by what columns are called, so that none is forgotten. */
export async function actorColumns(
  db: Queryable,
): Promise<readonly { readonly table: string; readonly column: string }[]> {
  const { rows } = await db.query<{ table: string; column: string }>(
    `select c.table_name::text as "table", c.column_name::text as "column" from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.table_schema = current_schema() and t.table_type = 'BASE TABLE' and c.data_type = 'text'
       and (c.column_name = 'actor' or c.column_name like '%\\_by') order by 1, 2`,
  );
  const { rows: tables } = await db.query<{ name: string }>(
    'select table_name::text as name from information_schema.tables where table_schema = current_schema()',
  );
  const more = MORE_COLUMNS.filter(([table]) => tables.some(({ name }) => name === table));
  return [
    ...rows.filter(({ table, column }) => !NOT_NAMES.some(([a, b]) => a === table && b === column)),
    ...more.map(([table, column]) => ({ table, column })),
  ];
}

/** Whether somebody else is called so: an actor of the log or an account. */
export async function isActor(db: Queryable, name: string): Promise<boolean> {
  const { rows } = await db.query(
    'select from audit_actors where name = $1 union all select from users where name = $1 limit 1',
    [name],
  );
  return rows.length > 0;
}

/** Everybody whose name the log knows. */
export async function actorNames(db: Queryable): Promise<readonly string[]> {
  const { rows } = await db.query<{ name: string }>('select name from audit_actors order by name collate "C"');
  return rows.map(({ name }) => name);
}

/** Operations of the actor that write, or will write, the name: not those whose process died for good. */
export async function openOperationsOf(db: Queryable, name: string): Promise<readonly string[]> {
  const { rows } = await db.query<{ id: string }>(
    `select id from operations where actor = $1 and (state = 'pending' or (state = 'running'
       and (input is not null or alive_at > clock_timestamp() - interval '20 seconds'))) order by seq`,
    [name],
  );
  return rows.map(({ id }) => id);
}

/** Where people write about people: the pseudonym is put in the place of the name inside the text. */
const TEXTS: readonly (readonly [table: string, column: string])[] = [
  ['waivers', 'reason'],
  ['waiver_events', 'note'],
];

/** Changes texts that may hold a name; answers how many rows changed, by table and column. */
export async function rewriteTexts(
  db: Queryable,
  name: string,
  rewritten: (text: string) => string,
): Promise<Readonly<Record<string, number>>> {
  const changed: Record<string, number> = {};
  for (const [table, column] of TEXTS) {
    const { rows } = await db.query<{ at: string; text: string }>(
      `select ctid::text as at, ${column} as text from ${table} where position(lower($1) in lower(${column})) > 0`,
      [name],
    );
    const others = rows.filter(({ text }) => rewritten(text) !== text);
    for (const { at, text } of others)
      await db.query(`update ${table} set ${column} = $2 where ctid = $1::tid`, [at, rewritten(text)]);
    if (others.length > 0) changed[`${table}.${column}`] = others.length;
  }
  return changed;
}

/** Puts the pseudonym in columns that name a person otherwise than as an actor: a token's owner is named without "token:". */
export async function replaceElsewhere(
  db: Queryable,
  name: string,
  pseudonym: string,
): Promise<Record<string, number>> {
  const changed: Record<string, number> = {};
  for (const [table, column] of MORE_COLUMNS) {
    const { rowCount } = await db.query(`update ${table} set ${column} = $2 where ${column} = $1`, [name, pseudonym]);
    if ((rowCount ?? 0) > 0) changed[`${table}.${column}`] = rowCount ?? 0;
  }
  return changed;
}

/** Puts the pseudonym where the name stood; answers how many rows changed, by table and column. */
export async function replaceName(
  db: Queryable,
  name: string,
  pseudonym: string,
): Promise<Readonly<Record<string, number>>> {
  const changed: Record<string, number> = {};
  const run = async (what: string, statement: string, values: readonly unknown[] = [name, pseudonym]) => {
    const { rowCount } = await db.query(statement, values);
    if ((rowCount ?? 0) > 0) changed[what] = rowCount ?? 0;
  };
  for (const { table, column } of await actorColumns(db))
    await run(`${table}.${column}`, `update "${table}" set "${column}" = $2 where "${column}" = $1`);
  await run(
    'why_records.doc',
    `update why_records set doc = jsonb_set(doc::jsonb, '{actor}', to_jsonb($2::text))::json where doc->>'actor' = $1`,
  );
  await run(
    'syncs.decision',
    `update syncs set decision = jsonb_set(decision::jsonb, '{actor}', to_jsonb($2::text))::json
     where decision->>'actor' = $1`,
  );
  await run('sessions', 'delete from sessions using users where users.id = sessions.user_id and users.name = $1', [
    name,
  ]);
  await run('sign_in_links', 'delete from sign_in_links using users u where u.id = user_id and u.name = $1', [name]);
  await run('users.name', 'update users set name = $2, disabled_at = coalesce(disabled_at, now()) where name = $1');
  const token = /^token:(.*)$/s.exec(name)?.[1];
  if (token !== undefined)
    await run(
      'api_tokens.name',
      'update api_tokens set name = $2, prefix = left(prefix, 4), revoked_at = coalesce(revoked_at, now()) where name = $1',
      [token, pseudonym],
    );
  return changed;
}
