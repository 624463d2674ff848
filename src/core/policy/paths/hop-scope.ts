/** What rules read at a hop: its place in the stead of the site's, and only those countries that it adds itself. */

import type { EnrichedSite } from '../enrich-site.ts';
import { PolicyScope } from '../engine/scopes.ts';
import type { Constants, TouchCountries, WorkloadAttributes } from '../engine/scopes.ts';

/** One place of a hop: a hop in two countries has two. */
export interface HopPlace {
  readonly site: EnrichedSite;
  readonly touch: TouchCountries;
}

export class HopScope extends PolicyScope {
  readonly #touch: TouchCountries;

  constructor(constants: Constants, place: HopPlace, workload: WorkloadAttributes, selected: boolean) {
    super(constants, place.site, workload, selected);
    this.#touch = place.touch;
  }

  override read(path: string): unknown {
    return path === 'touchCountries' ? this.#touch.countries : super.read(path);
  }

  override openBecause(path: string): readonly string[] | undefined {
    if (path !== 'touchCountries') return super.openBecause(path);
    return this.#touch.open.length === 0 ? undefined : this.#touch.open;
  }
}
