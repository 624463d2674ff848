/** Finds the workload or site that a feed looked at, in the estate and the sites file as they are now. */

import { siteLocator } from '../core/policy/locate.ts';
import type { Workload } from '../core/model/workload.ts';
import type { Site } from '../core/policy/site.ts';
import { TargetIndex } from '../core/policy/controls/targets.ts';
import type { ServiceContext } from './context.ts';
import { loadEstate, newestGeneration } from './generations.ts';
import { findSites } from './sites-document.ts';

/** Without an estate nobody is found. */
export async function targetIndexOf(context: ServiceContext): Promise<TargetIndex> {
  const generation = await newestGeneration(context);
  const workloads = generation === undefined ? [] : (await loadEstate(context, generation.number)).workloads;
  return targetIndex(workloads, (await findSites(context))?.file.sites ?? []);
}

export function targetIndex(workloads: readonly Workload[], sites: readonly Site[]): TargetIndex {
  return new TargetIndex(workloads, {
    siteOf: siteLocator(sites),
    siteOfRegion: (region) => {
      const found = sites.filter(({ matches, region: own }) =>
        (matches?.regions ?? (own === undefined ? [] : [own])).some(
          (name) => name.toLowerCase() === region.toLowerCase(),
        ),
      );
      return found.length === 1 ? (found[0]?.id ?? null) : null;
    },
  });
}
