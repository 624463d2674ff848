/** What can be lost of the sites there are, as the drill is asked for it: "site/fra", "operator/Azure". Pure. */

import type { Site } from '../../../core/policy/site.ts';

export type LossKind = 'site' | 'zone' | 'operator' | 'country';

export interface Loss {
  /** As the server is asked. */
  readonly id: string;
  readonly title: string;
  /** The sites that go with it. */
  readonly siteIds: readonly string[];
}

export const LOSS_KINDS: readonly { readonly kind: LossKind; readonly title: string }[] = [
  { kind: 'site', title: 'Sites' },
  { kind: 'zone', title: 'Zones' },
  { kind: 'operator', title: 'Operators' },
  { kind: 'country', title: 'Countries' },
];

type Given = Pick<Site, 'id' | 'name' | 'zone' | 'attributes'>;

/** By kind; kinds of which nothing is known are empty. Names sorted. */
export function lossesOf(sites: readonly Given[]): Record<LossKind, readonly Loss[]> {
  return {
    site: sites
      .map(({ id, name }) => ({ id: `site/${id}`, title: name ?? id, siteIds: [id] }))
      .toSorted((a, b) => (a.id < b.id ? -1 : 1)),
    zone: grouped(sites, 'zone', ({ zone }) => zone),
    operator: grouped(sites, 'operator', ({ attributes }) => attributes.operator?.name),
    country: grouped(sites, 'country', ({ attributes }) => attributes.country),
  };
}

function grouped(sites: readonly Given[], kind: LossKind, read: (site: Given) => string | undefined): readonly Loss[] {
  const byName = new Map<string, string[]>();
  for (const site of sites) {
    const name = read(site);
    if (name !== undefined && name !== '') byName.set(name, [...(byName.get(name) ?? []), site.id]);
  }
  return [...byName]
    .map(([name, siteIds]) => ({ id: `${kind}/${name}`, title: name, siteIds: siteIds.toSorted() }))
    .toSorted((a, b) => (a.id < b.id ? -1 : 1));
}
