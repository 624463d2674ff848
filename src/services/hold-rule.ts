/** When a source is not believed: it lists far fewer machines than before, all at once. */

import type { Queryable } from '../store/store.ts';
import type { HeldSummary } from './source-state.ts';

export type HoldFinding = Omit<HeldSummary, 'syncId' | 'heldAt'>;

/** Small sources halve for good reasons; a handful of machines is quickly checked in the estate itself. */
export const LEAST_FEWER = 10;
const NAMES = 10;

export interface Counted {
  /** Machines of the source before. */
  readonly before: number;
  readonly added: number;
  readonly removed: number;
}

/**
 * Machines that were replaced by as many others (a restore, new ids after an upgrade) are not fewer. Undefined: the
 * read is believed.
 */
export function tooFew(counted: Counted, holdPercent: number): Omit<HoldFinding, 'names'> | undefined {
  const { before, added, removed } = counted;
  const after = before + added - removed;
  const fewer = before - after;
  if (fewer < LEAST_FEWER || fewer * 100 < holdPercent * before) return undefined;
  return { before, after, removed, added, percentFewer: Math.floor((fewer * 100) / before) };
}

/** In words, for errors and screens. */
export function holdText(name: string, { before, after, percentFewer, names }: HoldFinding): string {
  const first = names.slice(0, 3).join(', ');
  const those = first === '' ? '' : `; ${first}${names.length > 3 ? ' and others' : ''} would go`;
  return `${name} lists ${after} machines instead of ${before}, ${percentFewer} % fewer${those}`;
}

/** The first names that a read in the staging would take away. Asked before it is applied, or after it was undone. */
export async function namesThatGo(
  connection: Queryable,
  sourceId: string,
  syncId: string,
  mode: 'full' | 'delta',
): Promise<readonly string[]> {
  const same = `s.sync_id = $2 and s.type = 'workload'
    and coalesce(s.doc->'observation'->>'nativeId', s.doc->>'id') = o.identity->>'nativeId'
    and coalesce(s.doc->'observation'->>'scope', s.doc->>'scope', '') = coalesce(o.identity->>'scope', '')`;
  const gone =
    mode === 'full'
      ? `not exists (select 1 from staged_items s where ${same} and s.change <> 'remove')`
      : `exists (select 1 from staged_items s where ${same} and s.change = 'remove')`;
  const { rows } = await connection.query<{ name: string }>(
    `select name from (
       select coalesce(o.identity->>'name', o.identity->>'nativeId') as name from observations o
       where o.source_id = $1 and ${gone}) gone
     order by name collate "C" limit ${NAMES}`,
    [sourceId, syncId],
  );
  return rows.map(({ name }) => name);
}
