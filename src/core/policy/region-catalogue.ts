/** Looks regions up in catalog/azure-regions.yaml. Targets that live in such regions are named here, once. */

import type { AzureCloud, AzureRegion } from '../catalog/azure-regions.ts';
import type { Catalog } from '../catalog/catalog.ts';

/** Targets whose sites are regions of the catalogue. */
export const REGION_TARGETS: ReadonlySet<string> = new Set(['azure-vm', 'aks-container']);

export interface FoundRegion {
  readonly region: AzureRegion;
  /** Absent when the catalogue names the region's cloud but does not describe it. */
  readonly cloud?: AzureCloud;
}

/** A region by its programmatic name ("germanywestcentral"), public or sovereign. */
export function findRegion(name: string, catalog: Catalog): FoundRegion | undefined {
  const { regions, sovereignRegions, clouds } = catalog['azure-regions'];
  const region = regions.find((each) => each.name === name) ?? sovereignRegions.find((each) => each.name === name);
  if (region === undefined) return undefined;
  const cloud = clouds.find((each) => each.id === region.cloud);
  return cloud === undefined ? { region } : { region, cloud };
}

export function regionNames(catalog: Catalog): readonly string[] {
  const { regions, sovereignRegions } = catalog['azure-regions'];
  return [...regions, ...sovereignRegions].map((region) => region.name);
}
