/**
 * A site as the rules see it: what the user said, completed from the catalogue, with the attributes derived from
 * both. Nothing the user said is overridden, and every attribute knows where it comes from.
 */

import type { Catalog } from '../catalog/catalog.ts';
import type { Confidence } from '../catalog/provenance.ts';
import { getPath, leafPaths, setPath } from './attribute-path.ts';
import { exposedLaws } from './exposure.ts';
import { findRegion } from './region-catalogue.ts';
import type { FoundRegion } from './region-catalogue.ts';
import type { Site } from './site.ts';

export interface AttributeProvenance {
  readonly origin: 'user' | 'catalogue' | 'derived';
  /** 'own' is unverified knowledge and must be shown as such. */
  readonly confidence: Confidence | 'user';
  /** "sites.yaml", "azure-regions: germanywestcentral", "country of operator, parent and control plane". */
  readonly from: string;
  readonly asOf?: string;
}

export interface EnrichedSite {
  readonly site: Site;
  /** Nested, by attribute name without "site.": { operator: { parentCountry: "US" } }. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** By path without "site.": "operator.parentCountry". */
  readonly provenance: Readonly<Record<string, AttributeProvenance>>;
  /** Lists that are known only in part, with the attributes that would complete them. */
  readonly partial: Readonly<Record<string, readonly string[]>>;
}

/** Completes a site. `asOf` (ISO date) decides which certificates still count. */
export function enrichSite(site: Site, catalog: Catalog, asOf: string): EnrichedSite {
  const attributes: Record<string, unknown> = structuredClone(site.attributes);
  const provenance: Record<string, AttributeProvenance> = {};
  for (const path of leafPaths(attributes)) {
    provenance[path] = { origin: 'user', confidence: 'user', from: 'sites.yaml' };
  }
  addIdentity(site, attributes);
  const found = site.region === undefined ? undefined : findRegion(site.region, catalog);
  if (found !== undefined) fillFromRegion(found, attributes, provenance, catalog);
  addCertificates(site, attributes, provenance, asOf);
  const partial: Record<string, readonly string[]> = {};
  if (attributes['exposedLaws'] === undefined) {
    const exposure = exposedLaws(attributes, catalog);
    attributes['exposedLaws'] = exposure.laws;
    provenance['exposedLaws'] = {
      origin: 'derived',
      confidence: 'own',
      from: 'home countries of operator, parent and control plane against catalog/sovereignty.yaml',
      asOf: catalog.sovereignty.asOf,
    };
    if (exposure.missing.length > 0) partial['exposedLaws'] = exposure.missing;
  }
  return { site, attributes, provenance, partial };
}

/** Facts of the file that rules may read beside the attributes: site.id, site.platform … */
function addIdentity(site: Site, attributes: Record<string, unknown>): void {
  attributes['id'] = site.id;
  attributes['platform'] = site.platform;
  attributes['target'] = site.target;
  attributes['acceptsWorkloads'] = site.acceptsWorkloads;
  if (site.name !== undefined) attributes['name'] = site.name;
  if (site.region !== undefined) attributes['region'] = site.region;
}

function fillFromRegion(
  { region, cloud }: FoundRegion,
  attributes: Record<string, unknown>,
  provenance: Record<string, AttributeProvenance>,
  catalog: Catalog,
): void {
  const fill = (path: string, value: unknown, record: { conf: Confidence; asOf: string }, from: string): void => {
    if (value === undefined || getPath(attributes, path) !== undefined) return;
    setPath(attributes, path, value);
    provenance[path] = { origin: 'catalogue', confidence: record.conf, from, asOf: record.asOf };
  };
  const fromRegion = `azure-regions: ${region.name}`;
  fill('country', region.country, region, fromRegion);
  fill('city', region.location, region, fromRegion);
  fill('latitude', region.lat, region, fromRegion);
  fill('longitude', region.lon, region, fromRegion);
  fill('zones', region.zones, region, fromRegion);
  fill('pair', region.pair, region, fromRegion);
  fill('pairCountry', region.pairCountry, region, fromRegion);
  const pair = region.pair === undefined ? undefined : findRegion(region.pair, catalog)?.region;
  if (pair !== undefined) fill('pairCountry', pair.country, pair, `azure-regions: ${pair.name}`);
  fill('euDataBoundary', region.euDataBoundary, region, fromRegion);
  fill('restricted', region.restricted, region, fromRegion);
  fill('cloud', region.cloud, region, fromRegion);
  if (cloud === undefined) return;
  const fromCloud = `azure-regions: cloud ${cloud.id}`;
  fill('operator.name', cloud.operator, cloud, fromCloud);
  fill('software.originCountries', [cloud.technologyVendorCountry], cloud, fromCloud);
  if (cloud.operatorParentCountry !== 'customer') {
    fill('operator.parentCountry', cloud.operatorParentCountry, cloud, fromCloud);
    // The provider of a public region also steers its control plane; partner clouds say who does in their contracts.
    if (cloud.kind === 'public') {
      fill('controlPlane.operatorParentCountry', cloud.operatorParentCountry, cloud, fromCloud);
      fill('operator.own', false, cloud, fromCloud);
    }
  }
  fill('certifications', cloud.authorisations, cloud, fromCloud);
}

function addCertificates(
  site: Site,
  attributes: Record<string, unknown>,
  provenance: Record<string, AttributeProvenance>,
  asOf: string,
): void {
  const detailed = site.attributes.certificates;
  if (detailed === undefined) return;
  const day = asOf.slice(0, 10);
  const expired = new Set(
    detailed.filter((each) => each.validTo !== undefined && each.validTo < day).map((each) => each.id),
  );
  const valid = detailed.filter((each) => each.validTo === undefined || each.validTo >= day).map((each) => each.id);
  // Read after the catalogue filled it: certificates in detail add to what the cloud is known to hold.
  const before = (attributes['certifications'] as readonly string[] | undefined) ?? [];
  const catalogued = provenance['certifications']?.origin === 'catalogue' ? provenance['certifications'] : undefined;
  const plain = before.filter((id) => !expired.has(id) || valid.includes(id));
  attributes['certifications'] = [...new Set([...plain, ...valid])];
  const from = catalogued === undefined ? 'sites.yaml' : `sites.yaml, ${catalogued.from}`;
  const left = expired.size === 0 ? '' : `; expired by ${day}: ${[...expired].join(', ')}`;
  provenance['certifications'] = { ...(catalogued ?? { origin: 'user', confidence: 'user' }), from: `${from}${left}` };
}
