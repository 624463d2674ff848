/** Foreign laws that reach a site through who runs it (S5): by country of operator, parent and control plane. */

import type { Catalog } from '../catalog/catalog.ts';
import type { ExtraterritorialLaw } from '../catalog/sovereignty.ts';
import { getPath } from './attribute-path.ts';

export interface Exposure {
  /** Ids of laws known to reach the site, sorted. */
  readonly laws: readonly string[];
  /** Attributes whose absence leaves the list open: "site.operator.parentCountry". Empty: the list is complete. */
  readonly missing: readonly string[];
}

/** Laws reached by what is known; the list is open while one of the countries that trigger a law is unknown. */
export function exposedLaws(attributes: Readonly<Record<string, unknown>>, catalog: Catalog): Exposure {
  const { extraterritorialLaws, eu27 } = catalog.sovereignty;
  const laws: string[] = [];
  const missing = new Set<string>();
  for (const law of extraterritorialLaws) {
    const countries = law.triggeredBy.map((path) => getPath(attributes, path.replace(/^site\./, '')));
    if (countries.some((country) => isHome(law, country, eu27))) laws.push(law.id);
    else law.triggeredBy.forEach((path, index) => countries[index] === undefined && missing.add(path));
  }
  return { laws: laws.sort(), missing: [...missing].sort() };
}

function isHome(law: ExtraterritorialLaw, country: unknown, eu27: readonly string[]): boolean {
  if (typeof country !== 'string') return false;
  return law.homeCountry === 'EU' ? eu27.includes(country) : law.homeCountry === country;
}

export interface SiteExposure {
  readonly laws: readonly ExtraterritorialLaw[];
  readonly missing: readonly string[];
}

/** The exposure of a site in full, for people: the laws with their reach, and what is not known yet. */
export function describeExposure(attributes: Readonly<Record<string, unknown>>, catalog: Catalog): SiteExposure {
  const { laws, missing } = exposedLaws(attributes, catalog);
  const byId = new Map(catalog.sovereignty.extraterritorialLaws.map((law) => [law.id, law]));
  return {
    laws: laws.flatMap((id) => {
      const law = byId.get(id);
      return law === undefined ? [] : [law];
    }),
    missing,
  };
}
