import { describe, expect, it } from 'vitest';
import type { SitesFile } from '../site.ts';
import { fileOf, packOf } from './paths.fixture.ts';
import { moveGround } from './waived-paths.fixture.ts';

const metadata = { role: 'metadata', countries: ['DE'] };

function cloudWith(attributes: Readonly<Record<string, unknown>>, hops: readonly unknown[] = []): SitesFile {
  const file = fileOf({ paths: { hops: [metadata, ...hops] } });
  return {
    ...file,
    sites: file.sites.map((site) =>
      site.id === 'cloud' ? { ...site, attributes: { ...site.attributes, ...attributes } } : site,
    ),
  };
}

const waivedAtCloud = (file: SitesFile, test: string) => {
  const packs = [packOf(test)];
  return moveGround(file, packs, [moveGround(file, packs).waiverFor('cloud')]);
};
const states = ({ path }: ReturnType<typeof moveGround>): Record<string, string> =>
  Object.fromEntries(path.hops.map(({ role, state }) => [role, state]));

describe('a waiver for the destination', () => {
  const american = { operator: { country: 'US', parentCountry: 'US', own: false } };

  it('covers what is kept there, with the facts that were waived', () => {
    const ground = waivedAtCloud(cloudWith(american), 'site.operator.country in eea');
    expect(ground.path.verdict).toBe('allowed');
    expect(states(ground)).toMatchObject({ staging: 'waived', disks: 'waived', backup: 'waived' });
  });

  it('covers hops in some of the countries that were waived together', () => {
    const ground = waivedAtCloud(cloudWith({ backup: { countries: ['US'] } }), 'touchCountries.all(c, c in eea)');
    expect(ground.path.verdict).toBe('allowed');
    expect(states(ground)).toMatchObject({ backup: 'waived', disks: 'satisfied' });
  });

  it('covers what is unknown there, and nothing that is unknown elsewhere', () => {
    const file = cloudWith({ backup: undefined });
    const ground = waivedAtCloud(file, 'touchCountries.all(c, c in eea)');
    expect(states(ground)).toMatchObject({ backup: 'waived', metadata: 'satisfied' });
    expect(ground.path.verdict).toBe('allowed');
  });

  it('covers no hop there that somebody else runs', () => {
    const other = { operator: { name: 'Other', country: 'CN', parentCountry: 'CN', own: false } };
    const file = cloudWith(american, [{ role: 'staging', at: 'cloud', attributes: other }]);
    const ground = waivedAtCloud(file, 'site.operator.country in eea');
    expect(states(ground)).toMatchObject({ staging: 'violated', disks: 'waived' });
    expect(ground).toMatchObject({ verdict: 'violated', path: { verdict: 'violated' } });
    expect(ground.wave.filter(({ waiver }) => waiver === undefined)).toMatchObject([
      { siteId: 'cloud/staging', state: 'violated' },
    ]);
  });

  it('covers no copy in a country that another rule value was waived for', () => {
    const declared = { match: '', attributes: { 'backup.countries': ['CN'] } };
    const file = { ...cloudWith({ country: 'US' }), declarations: [declared] } as SitesFile;
    const ground = waivedAtCloud(file, 'site.country in eea');
    expect(states(ground)).toMatchObject({ disks: 'waived', backup: 'violated' });
  });
});
