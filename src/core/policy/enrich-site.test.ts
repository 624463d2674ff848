import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { getPath } from './attribute-path.ts';
import { enrichSite } from './enrich-site.ts';
import { describeExposure } from './exposure.ts';
import { siteSchema } from './site.ts';
import type { Site } from './site.ts';

const catalog = await loadCatalog();
const ASOF = '2026-11-22';
const region = (name: string, attributes: Record<string, unknown> = {}): Site =>
  siteSchema.parse({ id: 'a', platform: 'azure', target: 'azure-vm', region: name, attributes });
const own = (attributes: Record<string, unknown>): Site =>
  siteSchema.parse({ id: 'a', platform: 'kvm', target: 'kvm', attributes });

describe('enrichSite', () => {
  it('fills a region from the catalogue and says so', () => {
    const { attributes, provenance } = enrichSite(region('westeurope'), catalog, ASOF);
    expect(attributes).toMatchObject({
      country: 'NL',
      zones: 3,
      pair: 'northeurope',
      pairCountry: 'IE',
      euDataBoundary: true,
      cloud: 'AzureCloud',
      operator: { name: 'Microsoft', parentCountry: 'US', own: false },
      controlPlane: { operatorParentCountry: 'US' },
    });
    expect(provenance['country']).toEqual({
      origin: 'catalogue',
      confidence: 'verified',
      from: 'azure-regions: westeurope',
      asOf: '2026-03-12',
    });
    expect(provenance['operator.parentCountry'], 'unverified knowledge stays marked').toMatchObject({
      confidence: 'own',
    });
    expect(attributes, 'the contracting company depends on the contract').not.toHaveProperty('operator.country');
  });

  it('never overrides what the user said', () => {
    const { attributes, provenance } = enrichSite(
      region('westeurope', { country: 'DE', operator: { parentCountry: 'DE' } }),
      catalog,
      ASOF,
    );
    expect(attributes).toMatchObject({ country: 'DE', operator: { parentCountry: 'DE', name: 'Microsoft' } });
    expect(provenance['country']).toMatchObject({ origin: 'user' });
  });

  it('knows who steers a partner cloud less well', () => {
    const { attributes } = enrichSite(region('bleufrancecentral'), catalog, ASOF);
    expect(attributes).toMatchObject({ country: 'FR', operator: { parentCountry: 'FR' } });
    expect(attributes, 'the vendor of the technology is no operator, and no claim is made').not.toHaveProperty(
      'controlPlane',
    );
    expect(attributes).not.toHaveProperty('zones');
  });

  it('leaves a site alone whose region is no catalogue region', () => {
    const { attributes } = enrichSite({ ...own({}), region: 'rack 7' }, catalog, ASOF);
    expect(attributes).not.toHaveProperty('country');
  });

  it('drops certificates that have run out', () => {
    const certificates = [
      { id: 'iso27001', validTo: '2026-01-31' },
      { id: 'c5-type2', validTo: '2027-01-31' },
      { id: 'soc2' },
    ];
    const { attributes, provenance } = enrichSite(
      own({ certificates, certifications: ['iso27001', 'bsi'] }),
      catalog,
      ASOF,
    );
    expect(attributes['certifications']).toEqual(['bsi', 'c5-type2', 'soc2']);
    expect(provenance['certifications']?.from).toContain('expired by 2026-11-22: iso27001');
  });
});

describe('certificates of a region with authorisations of its own', () => {
  const government = (attributes: Record<string, unknown>): Site => region('usgovvirginia', attributes);

  it('add to them, and each is known by where it comes from', () => {
    const { attributes, provenance } = enrichSite(government({ certificates: [{ id: 'soc2' }] }), catalog, ASOF);
    expect(attributes['certifications']).toEqual(['fedramp-high', 'dod-il2', 'dod-il4', 'dod-il5', 'soc2']);
    expect(provenance['certifications']).toMatchObject({
      origin: 'catalogue',
      from: 'sites.yaml, azure-regions: cloud AzureUSGovernment',
    });
  });

  it('take away what has run out', () => {
    const certificates = [{ id: 'dod-il5', validTo: '2026-01-31' }];
    const { attributes } = enrichSite(government({ certificates }), catalog, ASOF);
    expect(attributes['certifications']).toEqual(['fedramp-high', 'dod-il2', 'dod-il4']);
  });

  it('give way to a list the user states', () => {
    const stated = government({ certifications: ['bsi'], certificates: [{ id: 'soc2' }] });
    const { attributes, provenance } = enrichSite(stated, catalog, ASOF);
    expect(attributes['certifications']).toEqual(['bsi', 'soc2']);
    expect(provenance['certifications']).toMatchObject({ origin: 'user', from: 'sites.yaml' });
  });
});

describe('exposure', () => {
  it.each<{ reason: string; attributes: Record<string, unknown>; laws: string[]; missing: string[] }>([
    {
      reason: 'a parent in the United States decides, whatever else is unknown',
      attributes: { operator: { parentCountry: 'US' } },
      laws: ['us-cloud-act', 'us-eo-12333', 'us-fisa-702', 'us-sanctions'],
      missing: ['site.controlPlane.operatorParentCountry', 'site.operator.country'],
    },
    {
      reason: 'one known country of three leaves the list open',
      attributes: { operator: { country: 'DE' } },
      laws: ['de-bnd', 'eu-eevidence'],
      missing: ['site.controlPlane.operatorParentCountry', 'site.operator.parentCountry'],
    },
    {
      reason: 'all three known close it',
      attributes: { operator: { country: 'CH', parentCountry: 'CH' }, controlPlane: { operatorParentCountry: 'CH' } },
      laws: ['ch-buepf'],
      missing: [],
    },
    {
      reason: 'nothing known tells nothing',
      attributes: {},
      laws: [],
      missing: ['site.controlPlane.operatorParentCountry', 'site.operator.country', 'site.operator.parentCountry'],
    },
  ])('$reason', ({ attributes, laws, missing }) => {
    const enriched = enrichSite(own(attributes), catalog, ASOF);
    expect(enriched.attributes['exposedLaws']).toEqual(laws);
    expect(enriched.partial['exposedLaws'] ?? []).toEqual(missing);
    expect(describeExposure(enriched, catalog).laws.map((law) => law.id)).toEqual(laws);
  });

  it('gives way to what the user says of it', () => {
    const enriched = enrichSite(own({ exposedLaws: [], operator: { parentCountry: 'US' } }), catalog, ASOF);
    expect(enriched.attributes['exposedLaws']).toEqual([]);
    expect(enriched.provenance['exposedLaws']).toMatchObject({ origin: 'user' });
    expect(enriched.partial).toEqual({});
  });
});

describe('every region of the catalogue', () => {
  const { regions, sovereignRegions, clouds } = catalog['azure-regions'];
  const all = [...regions, ...sovereignRegions];

  it('is there: the public ones and the sovereign ones', () => {
    expect(regions).toHaveLength(59);
    expect(sovereignRegions.length).toBeGreaterThan(20);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it.each(all.map((each) => ({ name: each.name, each })))('$name enriches a site, and says from where', ({ each }) => {
    const { attributes, provenance, partial } = enrichSite(region(each.name), catalog, ASOF);
    const cloud = clouds.find(({ id }) => id === each.cloud);
    expect(attributes['country']).toBe(each.country);
    expect(provenance['country']).toEqual({
      origin: 'catalogue',
      confidence: each.conf,
      from: `azure-regions: ${each.name}`,
      asOf: each.asOf,
    });
    // Who may be compelled is never guessed: operator and parent are the catalogue's word, or nobody's.
    expect(getPath(attributes, 'operator.name')).toBe(cloud?.operator);
    expect(getPath(attributes, 'operator.parentCountry')).toBe(cloud?.operatorParentCountry);
    expect(getPath(attributes, 'software.originCountries')).toEqual(cloud && [cloud.technologyVendorCountry]);
    if (cloud !== undefined) {
      expect(provenance['operator.name']).toMatchObject({
        confidence: cloud.conf,
        from: `azure-regions: cloud ${cloud.id}`,
      });
    }
    expect(attributes['exposedLaws']).toEqual(
      cloud?.operatorParentCountry === 'US'
        ? expect.arrayContaining(['us-cloud-act'])
        : expect.not.arrayContaining(['us-cloud-act']),
    );
    if (cloud?.operatorParentCountry === undefined) {
      expect(partial['exposedLaws']).toContain('site.operator.parentCountry');
    }
    for (const { from, confidence } of Object.values(provenance)) {
      expect(from.length).toBeGreaterThan(5);
      expect(['verified', 'partly', 'secondary', 'derived', 'own', 'user']).toContain(confidence);
    }
  });

  it('names a cloud that is described, but for the sealed ones of the United States, of which nothing is published', () => {
    const described = new Set(clouds.map(({ id }) => id));
    const others = all.filter(({ cloud }) => !described.has(cloud)).map(({ name }) => name);
    expect(others.sort()).toEqual(['usnateast', 'usnatwest', 'usseceast', 'ussecwest']);
  });

  it('is overruled by what the user says, one attribute at a time', () => {
    for (const { name } of all) {
      const site = { ...region(name), attributes: { country: 'XX', operator: { parentCountry: 'YY' } } };
      const { attributes, provenance } = enrichSite(site, catalog, ASOF);
      expect([attributes['country'], getPath(attributes, 'operator.parentCountry')]).toEqual(['XX', 'YY']);
      expect(provenance['country']).toMatchObject({ origin: 'user' });
    }
  });

  it('knows where its pair is when the pair is a region of the catalogue, too', () => {
    const { attributes, provenance } = enrichSite(region('usgovvirginia'), catalog, ASOF);
    expect(attributes['pairCountry']).toBe('US');
    expect(provenance['pairCountry']?.from).toBe('azure-regions: usgovtexas');
  });
});
