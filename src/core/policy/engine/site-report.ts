/** What is known of one site, for people: attributes with their source, who can reach it, levels on the ladders. */

import type { Catalog } from '../../catalog/catalog.ts';
import { certificatesOf } from '../certificates.ts';
import type { SiteCertificate } from '../certificates.ts';
import type { EnrichedSite } from '../enrich-site.ts';
import { describeExposure } from '../exposure.ts';
import type { SiteExposure } from '../exposure.ts';
import { mitigationsAt } from '../mitigations.ts';
import type { Mitigation } from '../mitigations.ts';
import { frameworkLevels } from '../packs/framework.ts';
import type { CsfReading, SiteLevels } from '../packs/framework.ts';
import type { Pack } from '../packs/pack.ts';
import { siteFacts } from '../site-facts.ts';
import type { SiteFactGroup } from '../site-facts.ts';
import { NO_WORKLOAD, PolicyScope, touchCountries } from './scopes.ts';
import type { Constants, TouchCountries } from './scopes.ts';

export interface SiteReport {
  readonly siteId: string;
  /** All that regimes ask of a site, known or not. */
  readonly facts: readonly SiteFactGroup[];
  readonly certificates: readonly SiteCertificate[];
  readonly touchCountries: TouchCountries;
  readonly exposure: SiteExposure;
  readonly mitigations: readonly Mitigation[];
  readonly frameworks: readonly SiteLevels[];
}

export function describeSite(
  enriched: EnrichedSite,
  packs: readonly Pack[],
  constants: Constants,
  catalog: Catalog,
): SiteReport {
  const scope = new PolicyScope(constants, enriched, NO_WORKLOAD, false);
  const held = enriched.attributes['certifications'];
  const reading: CsfReading = constants.organisation['csfReading'] === 'weighted' ? 'weighted' : 'lowest';
  return {
    siteId: enriched.site.id,
    facts: siteFacts(enriched, catalog),
    certificates: certificatesOf(enriched.site, Array.isArray(held) ? held.map(String) : [], constants.asOf),
    touchCountries: touchCountries((path) => scope.read(path)),
    exposure: describeExposure(enriched, catalog),
    mitigations: mitigationsAt(scope, catalog),
    frameworks: packs.filter((pack) => pack.ladders.length > 0).map((pack) => frameworkLevels(pack, scope, reading)),
  };
}
