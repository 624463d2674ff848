/** How long generations are kept, where somebody set it. */

import type { Retention } from '../core/model/retention.ts';
import type { Queryable } from './store.ts';

const KEY = 'retention';

export async function readRetention(db: Queryable): Promise<Partial<Retention>> {
  const { rows } = await db.query<{ value: Partial<Retention> }>('select value from settings where key = $1', [KEY]);
  return rows[0]?.value ?? {};
}

export async function saveRetention(db: Queryable, retention: Partial<Retention>, now: Date): Promise<void> {
  await db.query(
    `insert into settings (key, value, updated_at) values ($1, $2, $3)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [KEY, JSON.stringify(retention), now],
  );
}
