/** A site with its own hardware, in one path. */

import type { HostCosts } from '../../catalog/host-costs.ts';
import type { Site } from '../../policy/site.ts';
import type { ModelBuilder } from './builder.ts';
import { multiply } from './expression.ts';
import type { Expression } from './expression.ts';
import type { Fleet } from './fleet.ts';
import type { SiteMonths } from './presence.ts';

export interface OwnedSite {
  readonly pathId: string;
  readonly site: Site;
  readonly fleet: Fleet;
  readonly months: SiteMonths;
  readonly costs: HostCosts;
  /** First month, YYYY-MM. */
  readonly from: string;
}

/** Multiplies by the site's price factor, where sites.yaml gives one. */
export type Scale = (expression: Expression) => Expression;

/** Where a figure of a site's cost section comes from. */
export const siteSaid = ({ id, cost }: Site, key: string): { source: string; asOf: string | undefined } => ({
  source: `sites.yaml ${id}.cost.${key}${cost.source === undefined ? '' : `, ${cost.source}`}`,
  asOf: cost.asOf,
});

/** The same input for every line of the site: hardware, sizes, disks and platform. */
export const scaleOf =
  (build: ModelBuilder, site: Site): Scale =>
  (expression) =>
    site.cost.priceFactor === undefined
      ? expression
      : multiply(
          expression,
          build.given(`${site.id} price factor`, site.cost.priceFactor, {
            title: `${site.id}: price factor`,
            unit: 'factor',
            ...siteSaid(site, 'priceFactor'),
          }),
        );
