/** Workloads as they count for concentration: whether they support a critical function, and what they rest on at a site. */

import type { Workload } from '../../model/workload.ts';
import { getPath } from '../attribute-path.ts';
import { attributeReader, declarer } from '../engine/workload-attributes.ts';
import type { EnrichedSite } from '../enrich-site.ts';
import type { Declaration, Organisation } from '../site.ts';
import type { Counted } from './shares.ts';

export interface CountingGround {
  readonly sites: readonly EnrichedSite[];
  readonly organisation: Organisation;
  readonly declarations: readonly Declaration[];
}

type Places = Counted['places'];

const NOWHERE: Places = {
  operator: undefined,
  jurisdiction: undefined,
  country: undefined,
  technology: undefined,
  site: undefined,
};

/** Says how a workload counts at a site; null: where it runs is not known. Names count without letter case. */
export function counter({
  sites,
  organisation,
  declarations,
}: CountingGround): (workload: Workload, siteId: string | null) => Counted {
  const places = placesOfSites(sites);
  const criticality = criticalReader(organisation, declarations);
  return (workload, siteId) => {
    const { application, cpuCount, memoryMiB } = workload.facts;
    return {
      id: workload.id,
      functionId: application === undefined ? `workload ${workload.id}` : `application ${application.toLowerCase()}`,
      critical: criticality(workload),
      places: places.get(siteId ?? '') ?? NOWHERE,
      vcpu: cpuCount,
      memoryMiB,
    };
  };
}

/** Whether a workload supports a critical or important function: declared, else by its criticality, else not known. */
export function criticalReader(
  organisation: Organisation,
  declarations: readonly Declaration[],
): (workload: Workload) => boolean | undefined {
  const reader = attributeReader('criticalFunction', organisation, new Set());
  const declared = declarer(declarations);
  return (workload) => {
    const value = reader.read(workload, declared(workload));
    return typeof value === 'boolean' ? value : undefined;
  };
}

/** What each site is counted under, by id. Of several spellings of one operator the first counts. */
export function placesOfSites(sites: readonly EnrichedSite[]): ReadonlyMap<string, Places> {
  const spellings = new Map<string, string>();
  const text = (site: EnrichedSite, path: string): string | undefined => {
    const value = getPath(site.attributes, path);
    if (typeof value !== 'string' || value.trim() === '') return undefined;
    const key = value.trim().toLowerCase();
    const known = spellings.get(key);
    if (known === undefined) spellings.set(key, value.trim());
    return known ?? value.trim();
  };
  return new Map(
    sites.map((each) => [
      each.site.id,
      {
        operator: text(each, 'operator.name'),
        jurisdiction: text(each, 'operator.parentCountry'),
        country: text(each, 'country'),
        technology: each.site.platform,
        site: each.site.id,
      },
    ]),
  );
}
