/** Everything that was gathered, as items of the estate in a fixed order. */

import { byText } from '../import-values.ts';
import type { InventoryItem } from '../provider.ts';
import type { Gathered } from './gather.ts';
import { observe } from './observe.ts';
import { placeItems, sharedVolumesOf } from './places.ts';

export type PlatformItem = Exclude<InventoryItem, { readonly type: 'dependency' }>;

/** Machines by scope and id, then places by id. */
export function itemsOf(
  gathered: Gathered,
  options: { readonly sourceId: string; readonly observedAt: string },
): PlatformItem[] {
  const volumes = sharedVolumesOf(gathered);
  const machines = [...gathered.machines.entries()].sort(([a], [b]) => byText(a, b));
  return [
    ...machines.flatMap(([, word]): PlatformItem[] => {
      const observation = observe(word, { ...options, volumes });
      return observation === undefined ? [] : [{ type: 'workload', observation }];
    }),
    ...placeItems(gathered, options),
  ];
}
