/** What changed between two generations (D9). */

import type { EstateDiff } from '../api/generations.ts';
import { diffWorkload } from '../core/model/diff.ts';
import { changedWorkloads } from '../store/estate.ts';
import type { ChangedWorkload } from '../store/estate.ts';
import type { ServiceContext } from './context.ts';
import { requireGeneration } from './generations.ts';

/** Reads only rows that differ. Throws IST-2101 and IST-2102 when one of them does not exist. */
export async function diffGenerations(
  context: ServiceContext,
  from: number,
  to: number,
  limit: number,
): Promise<EstateDiff> {
  const [before, after] = await Promise.all([requireGeneration(context, from), requireGeneration(context, to)]);
  const { items, counts } = await changedWorkloads(context.store, from, to, limit);
  return {
    from: { ...before, counts: { ...before.counts } },
    to: { ...after, counts: { ...after.counts } },
    counts: { ...counts },
    items: items.map(toItem),
    truncated: counts.added + counts.removed + counts.changed > items.length,
  };
}

function toItem({ id, before, after }: ChangedWorkload): EstateDiff['items'][number] {
  const name = (after ?? before)?.facts.name ?? id;
  if (before === undefined) return { change: 'added', id, name, fields: [] };
  if (after === undefined) return { change: 'removed', id, name, fields: [] };
  // A value that was or became unknown is shown as null: the wire has no "absent" beside a name.
  const fields = diffWorkload(before, after).map(({ field, before: was, after: is }) => ({
    field,
    from: was ?? null,
    to: is ?? null,
  }));
  return { change: 'changed', id, name, fields };
}
