/** Right-sizing as a placement takes it: sized once for each workload, and only where the sites file asks for it. */

import type { Catalog } from '../catalog/catalog.ts';
import type { Workload } from '../model/workload.ts';
import { minimumsOf } from './minimums.ts';
import { rightSize } from './right-size.ts';
import { figuresFor, withSize } from './right-sized-workload.ts';
import { sizingSettings } from './settings.ts';
import type { SizingChoice } from './settings.ts';

export interface DemandSizing {
  readonly of: (workload: Workload) => Workload;
  readonly basis: (workload: Workload) => readonly string[];
}

/** Undefined: demand is taken as it is configured. Throws IST-2001 to IST-2005 for an override's filter. */
export function demandSizing(
  choice: SizingChoice | undefined,
  catalog: Pick<Catalog, 'guest-support'>,
): DemandSizing | undefined {
  const settings = sizingSettings(choice);
  if (settings.mode === 'as-is') return undefined;
  const minimums = minimumsOf(catalog['guest-support']);
  const figures = figuresFor(settings);
  const sized = new WeakMap<Workload, Workload>();
  return {
    of(workload) {
      let found = sized.get(workload);
      if (found === undefined) {
        const { cpu, memory } = rightSize(workload, figures(workload), minimums);
        sized.set(workload, (found = withSize(workload, cpu.recommended, memory.recommended)));
      }
      return found;
    },
    basis(workload) {
      const { cpu, memory } = rightSize(workload, figures(workload), minimums);
      return [
        `sized: ${cpu.basis} (sites.yaml placement.sizing)`,
        `sized: ${memory.basis} (sites.yaml placement.sizing)`,
      ];
    },
  };
}
