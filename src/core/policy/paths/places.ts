/** The places of hops, each kept once: what rules read there does not depend on the move that passes it. */

import type { Catalog } from '../../catalog/catalog.ts';
import { setPath } from '../attribute-path.ts';
import type { EnrichedSite } from '../enrich-site.ts';
import { touchCountries } from '../engine/scopes.ts';
import type { TouchCountries } from '../engine/scopes.ts';
import { exposedLaws } from '../exposure.ts';
import { getPath } from '../attribute-path.ts';
import type { HopPlace } from './hop-scope.ts';
import type { PlannedHop } from './itinerary.ts';

export class HopPlaces {
  readonly #catalog: Catalog;
  readonly #known = new Map<string, number>();
  readonly #places: HopPlace[] = [];

  constructor(catalog: Catalog) {
    this.#catalog = catalog;
  }

  at(index: number): HopPlace {
    const place = this.#places[index];
    if (place === undefined) throw new RangeError(`no place ${index}`);
    return place;
  }

  /** Positions of the places of a hop: one per country it is in, or one. `destination`: the site the move goes to. */
  of(hop: PlannedHop, destination: EnrichedSite): readonly number[] {
    const { countries } = hop.where;
    if (countries === undefined || countries.length === 0) return [this.#intern(hop, undefined, destination)];
    return countries.map((country) => this.#intern(hop, country, destination));
  }

  #intern(hop: PlannedHop, country: string | undefined, destination: EnrichedSite): number {
    const touch = touchOf(hop, country, destination);
    const key = JSON.stringify([hop.attributes, country, hop.holds === 'content', touch]);
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const position = this.#places.push({ site: this.#enriched(hop, country, destination), touch }) - 1;
    this.#known.set(key, position);
    return position;
  }

  #enriched(hop: PlannedHop, country: string | undefined, destination: EnrichedSite): EnrichedSite {
    const attributes = structuredClone(hop.attributes) as Record<string, unknown>;
    if (country !== undefined && hop.holds === 'content') setPath(attributes, 'country', country);
    const partial = { ...hop.partial };
    if (attributes['exposedLaws'] === undefined) {
      const { laws, missing } = exposedLaws(attributes, this.#catalog);
      attributes['exposedLaws'] = laws;
      delete partial['exposedLaws'];
      if (missing.length > 0) partial['exposedLaws'] = missing;
    }
    return { site: destination.site, attributes, provenance: {}, partial };
  }
}

/** Countries this hop adds. At a third site everybody who reaches that site comes with it. */
function touchOf(hop: PlannedHop, country: string | undefined, destination: EnrichedSite): TouchCountries {
  if (country !== undefined) return { countries: [country], open: [] };
  const { siteId } = hop.where;
  const attribute = hop.stateAt === 'paths' ? undefined : hop.stateAt.attribute;
  if (siteId === undefined || attribute !== undefined)
    return { countries: [], open: [`site.${attribute ?? 'country'}`] };
  const own = getPath(hop.attributes, 'country');
  if (siteId === destination.site.id || !hop.counts) {
    return typeof own === 'string' ? { countries: [own], open: [] } : { countries: [], open: ['site.country'] };
  }
  return touchCountries((path) => {
    if (/^(workload|site)\.(backup|dr)\./.test(path)) return [];
    return path.startsWith('site.') ? getPath(hop.attributes, path.slice('site.'.length)) : undefined;
  });
}
