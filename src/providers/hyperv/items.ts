/** Everything that was gathered, as items of the estate in a fixed order. */

import { byText } from '../import-values.ts';
import { listOf, textOf } from '../json-fields.ts';
import type { InventoryItem } from '../provider.ts';
import type { Gathered } from './gather.ts';
import { observe } from './observe.ts';
import { placeItems, sharedVolumesOf } from './places.ts';
import { sharesOf } from './shares.ts';

export type PlatformItem = Exclude<InventoryItem, { readonly type: 'dependency' }>;

/** Of the hosts of one scope together: a cluster's machine may run on any node. */
function switchesOf({ hosts }: Gathered): (scope: string | undefined) => ReadonlySet<string> | undefined {
  const byScope = new Map<string | undefined, Set<string>>();
  for (const { fields, scope } of hosts) {
    const listed = listOf(fields['switches']);
    if (listed === undefined) continue;
    const names = byScope.get(scope) ?? new Set();
    byScope.set(scope, names);
    for (const one of listed) {
      const name = textOf(one['name']);
      if (name !== undefined) names.add(name);
    }
  }
  return (scope) => byScope.get(scope);
}

/** Machines by scope and id, then places by id. */
export function itemsOf(
  gathered: Gathered,
  options: { readonly sourceId: string; readonly observedAt: string },
): PlatformItem[] {
  const volumes = sharedVolumesOf(gathered);
  const switches = switchesOf(gathered);
  const shares = sharesOf(gathered);
  const machines = [...gathered.machines.entries()].sort(([a], [b]) => byText(a, b));
  return [
    ...machines.flatMap(([, word]): PlatformItem[] => {
      const observation = observe(word, { ...options, volumes, switches, shares });
      return observation === undefined ? [] : [{ type: 'workload', observation }];
    }),
    ...placeItems(gathered, options),
  ];
}
