import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import { siteSchema } from '../site.ts';
import { createPolicyEngine } from './engine.ts';
import type { SiteReport } from './site-report.ts';

const catalog = await loadCatalog();

function report(site: Record<string, unknown>): SiteReport {
  const sites = [siteSchema.parse({ id: 'a', platform: 'x', target: 'kvm', ...site })];
  const engine = createPolicyEngine({
    packs: [],
    sites,
    catalog,
    organisation: {},
    declarations: [],
    asOf: '2026-11-22',
  });
  return engine.describeSite('a');
}
const inPlace = ({ mitigations }: SiteReport): Record<string, boolean | null> =>
  Object.fromEntries(mitigations.map((each) => [each.id, each.inPlace]));

describe('a site described', () => {
  it('names the laws that reach it, with how sure that is', () => {
    const { exposure } = report({ target: 'azure-vm', region: 'swedencentral' });
    expect(exposure.laws.map((law) => [law.id, law.conf])).toContainEqual(['us-cloud-act', 'verified']);
    expect(exposure.laws.map((law) => [law.id, law.conf])).toContainEqual(['us-sanctions', 'own']);
    expect(exposure.missing).toEqual(['site.operator.country']);
  });

  it('says which measures are in place, and which depend on the workload', () => {
    const home = { country: 'DE', operator: { country: 'DE', parentCountry: 'DE' }, connectivity: 'connected' };
    const described = report({ attributes: home });
    expect(inPlace(described)).toEqual({ m1: null, m2: null, m3: true, m4: false, m5: null });
    expect(described.mitigations.find((each) => each.id === 'm1')?.missing).toEqual([
      'site.keyCustody.offered',
      'workload.encryption.endToEnd',
      'workload.keyCustody',
    ]);
    expect(
      inPlace(report({ attributes: { ...home, operator: { country: 'DE', parentCountry: 'US' } } })),
    ).toMatchObject({ m3: false });
  });

  it('covers every measure of the catalogue', () => {
    expect(report({}).mitigations.map((each) => each.id)).toEqual(
      catalog.sovereignty.mitigations.map((each) => each.id),
    );
  });

  it('lists who can touch the data, and what would complete the list', () => {
    const { touchCountries } = report({
      attributes: { country: 'DE', support: { countries: ['DE', 'IN'] }, admin: { countries: [] } },
    });
    expect(touchCountries.countries).toEqual(['DE', 'IN']);
    expect(touchCountries.open).toEqual([
      'site.backup.countries',
      'site.dr.countries',
      'site.subprocessors.countries',
      'site.telemetry.countries',
    ]);
  });

  it('says why a law reaches it', () => {
    const { exposure } = report({ attributes: { operator: { country: 'DE', parentCountry: 'US' } } });
    expect(exposure.laws.find(({ id }) => id === 'us-cloud-act')?.because).toEqual([
      { path: 'site.operator.parentCountry', country: 'US' },
    ]);
    expect(exposure.stated).toBe(false);
    expect(report({ attributes: { exposedLaws: ['us-cloud-act'] } }).exposure).toMatchObject({
      stated: true,
      missing: [],
      laws: [{ id: 'us-cloud-act', because: [] }],
    });
  });

  it.each<{ reason: string; attributes: Record<string, unknown>; state: Record<string, string> }>([
    {
      reason: 'keys held outside are on offer; each workload decides',
      attributes: { keyCustody: { offered: 'externalKms' } },
      state: { m1: 'possible', m5: 'unknown' },
    },
    { reason: 'nobody said what is offered', attributes: {}, state: { m1: 'unknown', m2: 'unknown', m4: 'unknown' } },
    {
      reason: 'hardware that is there and not attested',
      attributes: { confidentialCompute: 'tee', connectivity: 'connected', operator: { own: false } },
      state: { m2: 'possible', m4: 'not-in-place' },
    },
    { reason: 'cut off', attributes: { connectivity: 'airGapped' }, state: { m4: 'in-place' } },
  ])('tells measures in place, possible and unknown: $reason', ({ attributes, state }) => {
    const states = Object.fromEntries(report({ attributes }).mitigations.map((each) => [each.id, each.state]));
    expect(states).toMatchObject(state);
  });

  it('shows certificates that ran out, and those that soon will', () => {
    const { certificates } = report({
      attributes: {
        certifications: ['soc2'],
        certificates: [
          { id: 'iso27001', validTo: '2028-01-01', scope: 'Frankfurt' },
          { id: 'c5-type2', validTo: '2027-02-20' },
          { id: 'hds-v2', validTo: '2026-11-21' },
          { id: 'pci-dss-aoc', validTo: '2026-11-22' },
        ],
      },
    });
    expect(certificates.map(({ id, state, daysLeft }) => `${id} ${state} ${daysLeft}`)).toEqual([
      'c5-type2 expires-soon 90',
      'hds-v2 expired -1',
      'iso27001 valid 405',
      'pci-dss-aoc expires-soon 0',
      'soc2 undated null',
    ]);
  });

  it('lists all that regimes ask of a site, known or not, with where it is from', () => {
    const { facts } = report({ target: 'azure-vm', region: 'swedencentral', attributes: { tenancy: 'shared' } });
    const all = facts.flatMap((group) => group.facts);
    for (const path of Object.keys(catalog.sovereignty.attributes).filter((each) => each.startsWith('site.'))) {
      expect(
        all.map((fact) => `site.${fact.path}`),
        path,
      ).toContain(path);
    }
    const at = (path: string) => all.find((fact) => fact.path === path);
    expect(at('country')).toMatchObject({ value: 'SE', provenance: { confidence: 'verified' } });
    expect(at('tenancy')).toMatchObject({ value: 'shared', provenance: { origin: 'user' } });
    expect(at('support.countries')).not.toHaveProperty('value');
    expect(at('support.countries')?.meaning).toContain('support');
  });
});
