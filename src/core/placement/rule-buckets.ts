/** The places a rule counts in: sites, zones, operators, countries. */

import { getPath } from '../policy/attribute-path.ts';
import type { Site } from '../policy/site.ts';
import type { PlacementInput } from './input.ts';

export type Over = 'site' | 'zone' | 'operator' | 'country';

export interface Buckets {
  /** Bucket of each site; the same array for every rule over the same places. */
  readonly of: Int32Array;
  readonly names: readonly string[];
  /** Sites of which it is not known; each is a bucket of its own, named after the site. */
  readonly unknown: readonly string[];
}

/** Prepares the buckets, each kind of them once. Names are compared without letter case. */
export function bucketsOf(
  sites: readonly Site[],
  attributesOf: PlacementInput['attributesOf'],
): (over: Over) => Buckets {
  const made = new Map<Over, Buckets>();
  return (over) => {
    let buckets = made.get(over);
    if (buckets === undefined) made.set(over, (buckets = make(sites, over, attributesOf)));
    return buckets;
  };
}

/** The place a site is in, as people write it; undefined when nobody says. A site without a zone is its own. */
export function placeOf(site: Site, over: Over, attributesOf: PlacementInput['attributesOf']): string | undefined {
  if (over === 'site') return site.id;
  if (over === 'zone') return site.zone ?? site.id;
  const value = getPath(attributesOf?.(site.id) ?? site.attributes, over === 'operator' ? 'operator.name' : 'country');
  return typeof value === 'string' ? value : undefined;
}

function make(sites: readonly Site[], over: Over, attributesOf: PlacementInput['attributesOf']): Buckets {
  const numbers = new Map<string, number>();
  const names: string[] = [];
  const unknown: string[] = [];
  const of = new Int32Array(sites.length);
  for (const [index, site] of sites.entries()) {
    const place = placeOf(site, over, attributesOf);
    if (place === undefined) unknown.push(site.id);
    // A zone that nobody named is not the zone that somebody named after the site.
    const known =
      place === undefined
        ? `? ${site.id}`
        : over === 'zone' && site.zone === undefined
          ? `site ${site.id}`
          : place.toLowerCase();
    let number = numbers.get(known);
    if (number === undefined) {
      numbers.set(known, (number = names.length));
      names.push(place ?? `${site.id} (${over} unknown)`);
    }
    of[index] = number;
  }
  return { of, names, unknown };
}
