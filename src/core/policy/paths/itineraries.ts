/** Itineraries with the places of their hops, made once per way, pair of sites and declared copies. */

import type { MigrationHops } from '../../catalog/migration-hops.ts';
import type { WorkloadClass } from '../engine/classes.ts';
import type { EnrichedSite } from '../enrich-site.ts';
import type { SitesFile } from '../site.ts';
import { itinerary, saysMore } from './itinerary.ts';
import type { ItineraryBasis, PlannedHop } from './itinerary.ts';
import type { HopPlaces } from './places.ts';

export interface PlacedHop {
  readonly hop: PlannedHop;
  /** Positions in HopPlaces, one per country. */
  readonly places: readonly number[];
}

export class Itineraries {
  readonly #basis: ItineraryBasis;
  readonly #places: HopPlaces;
  readonly #known = new Map<string, readonly PlacedHop[]>();

  constructor(basis: ItineraryBasis, places: HopPlaces) {
    this.#basis = basis;
    this.#places = places;
  }

  /** `startKey`: starts with one key have the same hops, but for those that do not count. */
  of(
    method: string | null,
    workloads: WorkloadClass,
    from: EnrichedSite | undefined,
    to: EnrichedSite,
    startKey: string,
  ): readonly PlacedHop[] {
    const copies = `${listOf(workloads, 'backup.countries')?.join() ?? '?'}|${listOf(workloads, 'dr.countries')?.join() ?? '?'}`;
    const key = `${method ?? ''}|${startKey}|${to.site.id}|${copies}`;
    let known = this.#known.get(key);
    if (known === undefined) {
      const declared = (attribute: string): readonly string[] | undefined => listOf(workloads, attribute);
      const hops = itinerary({ method, from, to, declared }, this.#basis);
      this.#known.set(key, (known = hops.map((hop) => ({ hop, places: this.#places.of(hop, to) }))));
    }
    return known;
  }
}

function listOf(workloads: WorkloadClass, attribute: string): readonly string[] | undefined {
  const value = workloads.read(attribute);
  return Array.isArray(value) ? (value as readonly string[]) : undefined;
}

/** Undefined: all starts are alike. Where a move starts matters only to what sites.yaml says of starts, where the data is already, and who runs it. */
export function keyOfStarts(
  { paths }: Pick<SitesFile, 'paths'>,
  facts: MigrationHops,
): ((fromSiteId: string | null) => string) | undefined {
  const statements = paths?.hops ?? [];
  const all = [...facts.everywhere, ...facts.methods.flatMap(({ hops }) => hops)];
  const ofTheSource = new Set(all.filter(({ at, by }) => (by ?? at) === 'source').map(({ role }) => role));
  const moved = statements.some(
    (statement) =>
      ofTheSource.has(statement.role) &&
      statement.at === undefined &&
      (statement.countries !== undefined || statement.geography !== undefined || saysMore(statement)),
  );
  if (moved || all.some(({ by }) => by === 'source')) return (fromSiteId) => fromSiteId ?? '';
  const named = new Set(statements.flatMap(({ from, at }) => [...(from ?? []), ...(at === undefined ? [] : [at])]));
  if (named.size === 0) return undefined;
  return (fromSiteId) => (fromSiteId !== null && named.has(fromSiteId) ? fromSiteId : '');
}
