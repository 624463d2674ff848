/** What is known of one site, for people: attributes with their source, who can reach it, levels on the ladders. */

import type { Catalog } from '../../catalog/catalog.ts';
import { getPath } from '../attribute-path.ts';
import type { AttributeProvenance, EnrichedSite } from '../enrich-site.ts';
import { describeExposure } from '../exposure.ts';
import type { SiteExposure } from '../exposure.ts';
import { mitigationsAt } from '../mitigations.ts';
import type { Mitigation } from '../mitigations.ts';
import { ladderLevel } from '../packs/ladder.ts';
import type { LadderLevel } from '../packs/ladder.ts';
import type { Pack } from '../packs/pack.ts';
import { NO_WORKLOAD, PolicyScope, touchCountries } from './scopes.ts';
import type { Constants, TouchCountries } from './scopes.ts';

export interface SiteAttribute extends AttributeProvenance {
  readonly path: string;
  readonly value: unknown;
}

/** A framework's levels at a site. */
export interface SiteLevels {
  readonly packId: string;
  readonly name: string;
  readonly levels: readonly LadderLevel[];
  /** The lowest of all: how commentators read it, not a quoted rule. */
  readonly lowest: { readonly low: number; readonly high: number };
  /** Weighted share of the highest level, in percent. */
  readonly scorePct: { readonly low: number; readonly high: number };
  /** In words, what kind of reading this is. */
  readonly reading: string;
}

export interface SiteReport {
  readonly siteId: string;
  readonly attributes: readonly SiteAttribute[];
  readonly touchCountries: TouchCountries;
  readonly exposure: SiteExposure;
  readonly mitigations: readonly Mitigation[];
  readonly frameworks: readonly SiteLevels[];
}

const TOP_LEVEL = 4;

export function describeSite(
  enriched: EnrichedSite,
  packs: readonly Pack[],
  constants: Constants,
  catalog: Catalog,
): SiteReport {
  const scope = new PolicyScope(constants, enriched, NO_WORKLOAD, false);
  return {
    siteId: enriched.site.id,
    attributes: Object.entries(enriched.provenance)
      .map(([path, provenance]) => ({ path, value: getPath(enriched.attributes, path), ...provenance }))
      .sort((a, b) => (a.path < b.path ? -1 : 1)),
    touchCountries: touchCountries((path) => scope.read(path)),
    exposure: describeExposure(enriched.attributes, catalog),
    mitigations: mitigationsAt(scope, catalog),
    frameworks: packs.filter((pack) => pack.ladders.length > 0).map((pack) => frameworkLevels(pack, scope)),
  };
}

function frameworkLevels(pack: Pack, scope: PolicyScope): SiteLevels {
  const levels = pack.ladders.map((ladder) => ladderLevel(ladder, scope));
  const weights = levels.reduce((sum, level) => sum + level.weightPct, 0);
  const score = (pick: (level: LadderLevel) => number): number =>
    Math.round((levels.reduce((sum, level) => sum + level.weightPct * (pick(level) / TOP_LEVEL), 0) / weights) * 1000) /
    10;
  const assessed = levels.every((level) => level.basis === 'assessed');
  return {
    packId: pack.id,
    name: pack.definition.name,
    levels,
    lowest: {
      low: Math.min(...levels.map((level) => level.low)),
      high: Math.min(...levels.map((level) => level.high)),
    },
    scorePct: { low: score((level) => level.low), high: score((level) => level.high) },
    reading: assessed
      ? 'Levels as assessed, stated in sites.yaml; lowest and score are computed here.'
      : 'Read off the attributes by rules of this product: unverified, no official assessment. Lowest and score follow commentators.',
  };
}
