/** Foreign laws that reach a site through who runs it (S5): by country of operator, parent and control plane. */

import type { Catalog } from '../catalog/catalog.ts';
import type { ExtraterritorialLaw } from '../catalog/sovereignty.ts';
import { getPath } from './attribute-path.ts';
import type { EnrichedSite } from './enrich-site.ts';

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

export interface ReachingLaw extends ExtraterritorialLaw {
  /** Why it reaches the site: attributes, and their value. */
  readonly because: readonly { readonly path: string; readonly country: string }[];
}

export interface SiteExposure {
  readonly laws: readonly ReachingLaw[];
  /** True when somebody stated the list in sites.yaml instead of having it derived. */
  readonly stated: boolean;
  readonly missing: readonly string[];
}

/** The exposure of a site in full, for people: the laws with their reach and why, and what is not known yet. */
export function describeExposure(
  { attributes, provenance, partial }: Pick<EnrichedSite, 'attributes' | 'provenance' | 'partial'>,
  catalog: Catalog,
): SiteExposure {
  const { extraterritorialLaws, eu27 } = catalog.sovereignty;
  const known = attributes['exposedLaws'];
  const ids = new Set(Array.isArray(known) ? known : []);
  return {
    laws: extraterritorialLaws
      .filter(({ id }) => ids.has(id))
      .sort((a, b) => (a.id < b.id ? -1 : 1))
      .map((law) => ({
        ...law,
        because: law.triggeredBy.flatMap((path) => {
          const country = getPath(attributes, path.replace(/^site\./, ''));
          return typeof country === 'string' && isHome(law, country, eu27) ? [{ path, country }] : [];
        }),
      })),
    stated: provenance['exposedLaws']?.origin === 'user',
    missing: partial['exposedLaws'] ?? [],
  };
}
