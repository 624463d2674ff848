import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { closed, judgeOf, packOf } from '../policy/paths/paths.fixture.ts';
import { assignmentOf, inputsWith, machine, OWN_COST } from './place.fixture.ts';
import { place } from './place.ts';
import type { Assignment } from './result.ts';

const inputOf = inputsWith(await loadCatalog());
const rule = packOf('site.country in eu27');

function placed(
  paths: unknown,
  placement: Record<string, unknown> = {},
  more: Record<string, unknown> = {},
): Assignment {
  const capacity = { cpuCores: 100, memoryGiB: 4000, diskGiB: 90_000 };
  const cheap = { capacity, cost: OWN_COST };
  const sites = [
    { id: 'farm', platform: 'kvm', target: 'kvm', attributes: closed('DE'), ...cheap },
    {
      id: 'home',
      platform: 'vsphere',
      target: 'stay',
      attributes: closed('DE'),
      capacity,
      cost: { ...OWN_COST, priceFactor: 3 },
    },
  ];
  const file = { paths, placement, ...more };
  const base = inputOf([machine(1, { platform: 'vsphere' })], sites, { file, currentSiteOf: () => 'home' });
  const result = place({ ...base, paths: judgeOf(base.sites, [rule]) }, { seed: 1 });
  return assignmentOf(result, 0);
}
const conversionIn = (country: string, methods = ['virt-v2v', 'image-convert']) => ({
  hops: [
    { role: 'conversion', methods, countries: [country] },
    { role: 'staging', countries: ['DE'] },
  ],
});

describe('a site whose every way breaks a rule', () => {
  it('is no candidate, with the hop that does', () => {
    const found = placed(conversionIn('US'));
    expect(found.siteId).toBe('home');
    expect(found.candidates.find(({ siteId }) => siteId === 'farm')).toMatchObject({
      feasible: false,
      reasons: [{ kind: 'path', method: 'virt-v2v', hops: [{ role: 'conversion', where: 'US', rules: ['p/r'] }] }],
    });
    expect(found.why).toContain('farm (on the way by virt-v2v: conversion (US): p/r)');
  });

  it('is one when another way keeps it, which is named', () => {
    const found = placed({
      hops: [
        { role: 'conversion', methods: ['virt-v2v'], countries: ['US'] },
        { role: 'conversion', methods: ['image-convert'], countries: ['FR'] },
        { role: 'staging', countries: ['DE'] },
      ],
    });
    expect(found.siteId).toBe('farm');
    expect(found.why).toContain('It goes by image-convert: virt-v2v breaks p/r at conversion.');
  });

  it('stays open for what runs there already', () => {
    const home = placed(conversionIn('US')).candidates.find(({ siteId }) => siteId === 'home');
    expect(home?.feasible).toBe(true);
  });
});

describe('a way that is not known', () => {
  it('is taken and said, unless unknown policy is refused', () => {
    const found = placed(undefined, {}, { migration: { methods: { kvm: 'virt-v2v' } } });
    expect(found.siteId).toBe('farm');
    expect(found.why).toContain('The way there is unknown: conversion (unknown): p/r.');
    const refused = placed(undefined, { allowUnknownPolicy: false }, { migration: { methods: { kvm: 'virt-v2v' } } });
    expect(refused.siteId).toBe('home');
    expect(refused.candidates.find(({ siteId }) => siteId === 'farm')?.reasons).toEqual([
      { kind: 'path', method: 'virt-v2v', hops: [{ role: 'conversion', where: 'unknown', rules: ['p/r (unknown)'] }] },
    ]);
  });
});
