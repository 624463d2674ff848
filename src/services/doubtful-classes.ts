/** What a check warns of: data classes of the estate that escape every rule, probably by their spelling. */

import type { Workload } from '../core/model/workload.ts';
import { doubtfulDataClasses } from '../core/policy/data-classes.ts';
import type { Pack } from '../core/policy/packs/pack.ts';
import type { Declaration } from '../core/policy/site.ts';

/** A sentence per class: what sources and classifications state, with the number of workloads, and what is declared. */
export function doubtfulClasses(
  workloads: readonly Workload[],
  declarations: readonly Declaration[],
  packs: readonly Pack[],
): string[] {
  const held = new Map<string, number>();
  for (const { facts } of workloads)
    for (const each of facts.dataClasses ?? []) held.set(each, (held.get(each) ?? 0) + 1);
  const declared = declarations.flatMap(({ attributes }): readonly unknown[] => {
    const classes = attributes['dataClasses'];
    return Array.isArray(classes) ? classes : [];
  });
  const said = new Set([...held.keys(), ...declared.filter((each) => typeof each === 'string')]);
  return [...doubtfulDataClasses([...said], packs)].map(([each, text]) => {
    const count = held.get(each) ?? 0;
    return `${count === 0 ? 'under declarations' : count === 1 ? '1 workload' : `${count} workloads`}: ${text}`;
  });
}
