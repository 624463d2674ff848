/** Sites side by side: where they are, who runs them, whose laws reach them, what they hold and cost. */

import {
  Card,
  CardBody,
  CardTitle,
  DescriptionList,
  DescriptionListDescription,
  DescriptionListGroup,
  DescriptionListTerm,
  Gallery,
  Label,
} from '@patternfly/react-core';
import { Link } from '@tanstack/react-router';
import type { SitesDocument } from '../../api/sites.ts';
import type { SiteSovereigntyDocument } from '../../api/sovereignty.ts';
import type { Site } from '../../core/policy/site.ts';
import { countText, diskText, NOTHING, UNKNOWN, usdText } from '../shared/format.ts';
import { Certificates } from '../sovereignty/certificates.tsx';
import { targetTitle } from '../shared/titles.ts';
import type { ReadSite } from './read-sites.ts';

type Exposure = NonNullable<SitesDocument['exposure']>[number];

interface SiteCardsProps {
  readonly sites: readonly ReadSite[];
  readonly exposure: readonly Exposure[];
  /** Sites as they are with what the catalogue knows; empty until that has arrived. */
  readonly known: readonly SiteSovereigntyDocument[];
}

export function SiteCards({ sites, exposure, known }: SiteCardsProps) {
  return (
    <Gallery hasGutter minWidths={{ default: '22rem' }}>
      {sites.map(({ id, site }) => (
        <Card key={id} isCompact>
          <CardTitle component="h2">
            <Link to="/sites/$id" params={{ id }}>
              {site?.name ?? id}
            </Link>{' '}
            {site?.acceptsWorkloads === false && (
              <Label isCompact status="warning">
                takes nothing new
              </Label>
            )}
          </CardTitle>
          <CardBody>
            {site === null ? (
              'This release cannot read all of it; see sites.yaml.'
            ) : (
              <SiteFacts
                site={site}
                exposure={exposure.find(({ siteId }) => siteId === id)}
                known={known.find(({ siteId }) => siteId === id)}
              />
            )}
          </CardBody>
        </Card>
      ))}
    </Gallery>
  );
}

interface SiteFactsProps {
  readonly site: Site;
  readonly exposure: Exposure | undefined;
  readonly known: SiteSovereigntyDocument | undefined;
}

function SiteFacts({ site, exposure, known }: SiteFactsProps) {
  const facts = [
    ['Id', site.id],
    ['Platform', `${site.platform}, judged as ${targetTitle(site.target)}`],
    ['Place', placeText(site, known)],
    ['Operator', operatorText(known?.operator ?? site.attributes.operator)],
    [
      'Certificates',
      known === undefined ? certificatesText(site) : <Certificates key="held" certificates={known.certificates} />,
    ],
    ['Level', levelText(known)],
    ['Known', known === undefined ? UNKNOWN : `${known.known} of ${known.asked} attributes that regimes ask for`],
    ['Laws in reach', exposureText(exposure)],
    ['Capacity', capacityText(site)],
    ['Cost', costText(site)],
  ] as const;
  return (
    <>
      <DescriptionList isHorizontal isCompact horizontalTermWidthModifier={{ default: '6.5rem' }}>
        {facts.map(([term, value]) => (
          <DescriptionListGroup key={term}>
            <DescriptionListTerm>{term}</DescriptionListTerm>
            <DescriptionListDescription>{value}</DescriptionListDescription>
          </DescriptionListGroup>
        ))}
      </DescriptionList>
      <div className="isthmus-links">
        <Link to="/workloads" search={{ q: `site = ${site.id}` }}>
          Runs here
        </Link>
        <Link to="/workloads" search={{ q: `placedAt = ${site.id}` }}>
          Placed here
        </Link>
        <Link to="/findings" search={{ site: site.id }}>
          Findings
        </Link>
        <Link to="/sovereignty" search={{ sites: site.id }}>
          Sovereignty
        </Link>
      </div>
    </>
  );
}

function levelText(known: SiteSovereigntyDocument | undefined): string {
  const framework = known?.frameworks[0];
  return framework === undefined ? UNKNOWN : `${framework.result} (${framework.name})`;
}

function placeText({ attributes, region }: Site, known: SiteSovereigntyDocument | undefined): string {
  return (
    [attributes.city, known?.country ?? attributes.country, region]
      .filter((part) => part !== undefined && part !== null)
      .join(', ') || UNKNOWN
  );
}

type Operator = Partial<SiteSovereigntyDocument['operator']> | Site['attributes']['operator'];

function operatorText(operator: Operator): string {
  const { name, country, parentCountry, own } = operator ?? {};
  const said = [name, country, own === true ? 'own' : undefined].filter((part) => part !== undefined && part !== null);
  if (said.length === 0 && (parentCountry ?? undefined) === undefined) return UNKNOWN;
  return [
    ...said,
    (parentCountry ?? undefined) === undefined ? 'parent country unknown' : `parent in ${parentCountry}`,
  ].join(', ');
}

function certificatesText({ attributes }: Site): string {
  const ids = [...(attributes.certifications ?? []), ...(attributes.certificates ?? []).map(({ id }) => id)];
  if (attributes.certifications === undefined && attributes.certificates === undefined) return UNKNOWN;
  return ids.join(', ') || 'none';
}

function exposureText(exposure: Exposure | undefined): string {
  if (exposure === undefined) return UNKNOWN;
  const laws = exposure.laws.join(', ') || 'none known';
  return exposure.missing.length === 0 ? laws : `${laws}; open until ${exposure.missing.join(', ')} is known`;
}

function capacityText({ capacity }: Site): string {
  if ('elastic' in capacity) return 'elastic';
  const { cpuCores, memoryGiB, diskGiB, gpus, reservePct } = capacity;
  const parts = [`${countText(cpuCores)} cores`, `${diskText(memoryGiB)} memory`, `${diskText(diskGiB)} disk`];
  if (gpus > 0) parts.push(`${countText(gpus)} GPUs`);
  return `${parts.join(', ')}; ${reservePct} % kept free`;
}

function costText({ cost }: Site): string {
  const parts = [
    cost.priceList === undefined ? undefined : `price list ${cost.priceList}`,
    cost.hostGeneration === undefined ? undefined : `hosts as ${cost.hostGeneration}`,
    cost.usdPerCoreMonth === undefined ? undefined : `${usdText(cost.usdPerCoreMonth)} per core and month`,
    cost.source === undefined ? undefined : `from ${cost.source}`,
    cost.asOf,
  ].filter((part) => part !== undefined);
  return parts.join(', ') || NOTHING;
}
