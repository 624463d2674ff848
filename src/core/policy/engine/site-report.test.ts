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
});
