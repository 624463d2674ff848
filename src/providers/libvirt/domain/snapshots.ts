/** Snapshots of a domain. */

import type { Snapshot } from '../../../core/model/workload.ts';
import { stated } from '../../import-values.ts';
import { at, attribute, textOf, wholeNumber } from '../xml.ts';
import type { Element } from '../xml.ts';

/** Of a <domainsnapshot>. Undefined for one without a name. */
export function snapshotOf(snapshot: Element): Snapshot | undefined {
  const name = textOf(at(snapshot, 'name'));
  if (name === undefined) return undefined;
  const seconds = wholeNumber(textOf(at(snapshot, 'creationTime')));
  return stated<Snapshot>({
    name,
    memory: memoryOf(snapshot),
    createdAt: seconds === undefined || seconds > 1e11 ? undefined : new Date(seconds * 1000).toISOString(),
  });
}

/** 'internal' and 'external' hold the memory of the running machine; a definition may also leave it unsaid. */
function memoryOf(snapshot: Element): boolean | undefined {
  const kept = attribute(at(snapshot, 'memory'), 'snapshot');
  return kept === undefined ? undefined : kept !== 'no';
}

export const byCreation = (a: Snapshot, b: Snapshot): number => {
  const [x, y] = [`${a.createdAt ?? ''}\u0000${a.name}`, `${b.createdAt ?? ''}\u0000${b.name}`];
  return x < y ? -1 : x > y ? 1 : 0;
};
