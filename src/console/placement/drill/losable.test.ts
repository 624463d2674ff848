import { describe, expect, it } from 'vitest';
import { lossesOf } from './losable.ts';
import { newestDrills } from './newest-drills.ts';
import { homelessBefore, verdictText } from './verdict.ts';

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
});

describe('the verdict', () => {
  const drill = { survives: false, proved: true, stranded: 2, rescued: 9, addedUsdPerMonth: 20 };

  it('counts only who had a place before', () => {
    expect(verdictText({ drill })).toBe('2 lose their place');
    expect(verdictText({ drill: { ...drill, stranded: 1 } })).toBe('1 loses its place');
    expect(verdictText({ drill: { ...drill, proved: false } })).toBe('no plan found for 2; not proved');
    expect(homelessBefore({ unplaced: 5, drill })).toBe(3);
  });

  it('is "survives" when everybody finds another place, and not known of results of another release', () => {
    expect(verdictText({ drill: { ...drill, survives: true, stranded: 0 } })).toBe('survives');
    expect(verdictText({ drill: null })).toBe('not known');
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
