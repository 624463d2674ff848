import { describe, expect, it } from 'vitest';
import { lossesOf, sitesLost } from './losable.ts';
import { newestDrills } from './newest-drills.ts';
import { verdictOf } from './verdict.ts';

const SITES = [
  { id: 'muc', name: 'Munich', zone: 'south', attributes: { country: 'DE', operator: { name: 'Nordwerk' } } },
  { id: 'fra', name: undefined, zone: undefined, attributes: { country: 'DE', operator: { name: 'Nordwerk' } } },
  { id: 'ams', name: undefined, zone: undefined, attributes: { country: 'NL' } },
];

describe('what can be lost', () => {
  it('is every site, and whatever sites have in common that is known', () => {
    const { site, zone, operator, country } = lossesOf(SITES);
    expect(site.map(({ id, title }) => [id, title])).toEqual([
      ['site/ams', 'ams'],
      ['site/fra', 'fra'],
      ['site/muc', 'Munich'],
    ]);
    expect(zone).toEqual([{ id: 'zone/south', title: 'south', siteIds: ['muc'] }]);
    expect(operator).toEqual([{ id: 'operator/Nordwerk', title: 'Nordwerk', siteIds: ['fra', 'muc'] }]);
    expect(country.map(({ id, siteIds }) => [id, siteIds])).toEqual([
      ['country/DE', ['fra', 'muc']],
      ['country/NL', ['ams']],
    ]);
  });

  it('takes along the sites that belong to it', () => {
    expect([...sitesLost(SITES, ['country/NL', 'site/muc'])].toSorted()).toEqual(['ams', 'muc']);
    expect([...sitesLost(SITES, ['site/gone'])]).toEqual([]);
  });
});

describe('the verdict', () => {
  const figures = (unplaced: number, totalUsdPerMonth: number) => ({ unplaced, totalUsdPerMonth });

  it('counts only who had a place before', () => {
    expect(verdictOf(figures(3, 120), figures(3, 100))).toEqual({ survives: true, homeless: 0, usdPerMonth: 20 });
    expect(verdictOf(figures(5, 90), figures(3, 100))).toEqual({ survives: false, homeless: 2, usdPerMonth: -10 });
  });

  it('is not given when what was struck is not known', () => {
    expect(verdictOf(figures(5, 90), undefined).survives).toBeNull();
    expect(verdictOf(figures(0, 90), undefined).survives).toBe(true);
  });
});

it('finds the newest drill of each single loss', () => {
  const drills = [
    { id: 1, kind: 'drill', lost: ['site/a', 'site/b'] },
    { id: 2, kind: 'drill', lost: ['site/a'] },
    { id: 3, kind: 'place', lost: [] },
    { id: 4, kind: 'drill', lost: ['site/a'] },
    { id: 5, kind: 'drill', lost: ['site/b'] },
  ];
  expect([...newestDrills(drills)].map(([lost, { id }]) => [lost, id])).toEqual([
    ['site/a', 2],
    ['site/b', 5],
  ]);
});
