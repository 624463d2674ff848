/** What a drill loses: sites by name, or by the zone, operator or country they are in. */

import { failure } from '../errors/registry.ts';
import type { Site } from '../policy/site.ts';
import type { PlacementInput } from './input.ts';
import { placeOf } from './rule-buckets.ts';
import type { Over } from './rule-buckets.ts';

const KINDS: readonly Over[] = ['site', 'zone', 'operator', 'country'];

/**
 * Which sites are lost, by position: what of `lost` took each; undefined for those that stay.
 * @param lost "site/fra", "zone/fra-1", "operator/Azure", "country/DE"; names without letter case
 * @throws IST-5008 naming what there is
 */
export function lostSites(
  sites: readonly Site[],
  lost: readonly string[],
  attributesOf: PlacementInput['attributesOf'],
): readonly (string | undefined)[] {
  const taken: (string | undefined)[] = sites.map(() => undefined);
  for (const each of lost) {
    const slash = each.indexOf('/');
    const kind = KINDS.find((name) => name === each.slice(0, slash));
    const wanted = each.slice(slash + 1).toLowerCase();
    let found = 0;
    for (const [index, site] of sites.entries()) {
      if (kind === undefined || placeOf(site, kind, attributesOf)?.toLowerCase() !== wanted) continue;
      found += 1;
      taken[index] ??= each;
    }
    if (found > 0) continue;
    const known = (kind === undefined ? KINDS : [kind]).flatMap((over) => namesOf(sites, over, attributesOf));
    throw failure('IST-5008', `"${each}" is no site, zone, operator or country of the sites file`, {
      causes: [{ where: each, message: `there are: ${known.join(', ')}` }],
    });
  }
  return taken;
}

function namesOf(sites: readonly Site[], over: Over, attributesOf: PlacementInput['attributesOf']): readonly string[] {
  const names = sites.flatMap((site) => placeOf(site, over, attributesOf) ?? []);
  return [...new Set(names)].sort().map((name) => `${over}/${name}`);
}
