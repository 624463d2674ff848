import { describe, expect, it } from 'vitest';
import { cli, json } from '../run.fixture.ts';

const level = {
  id: 'SOV1',
  name: 'Strategic',
  weightPct: 15,
  low: 1,
  high: 3,
  missing: ['site.x'],
  basis: 'heuristic',
  confidence: 'own',
  minimum: 2,
  meets: null,
};
const site = {
  siteId: 'fra',
  name: 'Frankfurt',
  platform: 'kvm',
  region: null,
  country: 'DE',
  exposure: {
    laws: [
      {
        id: 'us-cloud-act',
        law: 'CLOUD Act',
        kind: 'compelled-access',
        reach: 'r',
        note: null,
        confidence: 'verified',
        because: [{ path: 'site.operator.parentCountry', country: 'US' }],
      },
    ],
    stated: false,
    missing: ['site.operator.country'],
  },
  mitigations: [
    { id: 'm1', control: 'keys outside', effect: 'strong', state: 'possible', missing: [], confidence: 'own' },
    {
      id: 'm4',
      control: 'air gap',
      effect: 'cuts',
      state: 'unknown',
      missing: ['site.connectivity'],
      confidence: 'own',
    },
  ],
  certificates: [
    { id: 'iso27001', scope: null, level: null, validTo: '2026-01-31', state: 'expired', daysLeft: -10 },
    { id: 'c5', scope: 'all', level: null, validTo: '2026-12-31', state: 'expires-soon', daysLeft: 39 },
  ],
  frameworks: [
    {
      packId: 'eu-csf',
      name: 'Framework',
      levels: [level],
      lowest: { low: 1, high: 3 },
      scorePct: { low: 25, high: 75 },
      counts: 'lowest',
      result: 'SEAL-1 to SEAL-3',
      reading: 'The lowest objective counts.',
    },
  ],
  known: 1,
  asked: 2,
};
const facts = [
  {
    id: 'place',
    title: 'Place',
    facts: [
      {
        path: 'country',
        meaning: 'where',
        value: 'DE',
        origin: 'catalogue',
        confidence: 'own',
        from: 'azure-regions: x',
        asOf: null,
      },
      { path: 'city', meaning: 'which city', value: null, origin: null, confidence: null, from: null, asOf: null },
    ],
  },
];

describe('isthmus sovereignty', () => {
  it('compares sites, and says which reading counts', async () => {
    const { out, err } = await cli(['sovereignty', 'list'], {
      'GET /api/v1/sovereignty': json({ items: [site], total: 1 }),
    });
    expect(out).toMatch(/SITE +COUNTRY +LEVEL +SOV1 +LAWS IN REACH/);
    expect(out).toMatch(/fra +DE +SEAL-1 to SEAL-3 +1-3 +us-cloud-act \+ unknown/);
    expect(err).toContain('The lowest objective counts.');
  });

  it('shows one site: why a law reaches it, what is open, what ran out', async () => {
    const details = {
      ...site,
      asOf: '2026-11-22',
      touchCountries: { countries: ['DE'], open: ['site.dr.countries'] },
      facts,
    };
    const answers = { 'GET /api/v1/sovereignty/fra': json(details) };
    const { out } = await cli(['sovereignty', 'show', 'site/fra'], answers);
    expect(out).toContain('because: site.operator.parentCountry is US');
    expect(out).toContain('? more may reach it: state site.operator.country');
    expect(out).toContain('m1  possible here: keys outside');
    expect(out).toContain('iso27001  EXPIRED on 2026-01-31: counts no more');
    expect(out).toContain('c5, all  until 2026-12-31: 39 days left');
    expect(out).toContain('SOV1  Strategic  15 %  SEAL 1-3  (heuristic)  asked 2: not known  ? site.x');
    expect(out).toContain('country  DE  [azure-regions: x, unverified]');
    expect(out).toContain('1 attribute nobody said: --all');
    expect((await cli(['sovereignty', 'show', 'fra', '--all'], answers)).out).toContain('city  ? which city');
  });
});
