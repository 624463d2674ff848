import { expect, it } from 'vitest';
import { bindingOf, headroomOf, resourcesOfUse } from './headroom.ts';
import type { SiteLoad } from './headroom.ts';

const site = (siteId: string, more: Partial<SiteLoad>): SiteLoad => ({
  siteId,
  workloads: 1,
  costUsdPerMonth: 1,
  resources: {},
  ...more,
});

const SITES = [
  site('cloud', { workloads: 9, resources: { vcpu: { used: 90, limit: null }, gpus: { used: 0, limit: null } } }),
  site('empty', { resources: { vcpu: { used: 0, limit: 0 }, gpus: { used: 0, limit: 0 } } }),
  site('fra', {
    resources: { vcpu: { used: 50, limit: 100 }, memoryMiB: { used: 1000, limit: 1024 } },
    priceUsdPerUnit: { memoryMiB: 0.01 },
    binds: ['memoryMiB'],
  }),
  site('muc', { resources: { vcpu: { used: 10, limit: 100 } } }),
];

it('lists the fullest site first and what only grows last', () => {
  expect(headroomOf(SITES).map(({ siteId }) => siteId)).toEqual(['fra', 'muc', 'empty', 'cloud']);
});

it('shows only resources that are used or limited somewhere', () => {
  expect(resourcesOfUse(SITES)).toEqual(['vcpu', 'memoryMiB']);
});

it('prices a unit that people buy, and says what binds', () => {
  const [fra] = headroomOf(SITES);
  const binding = fra === undefined ? [] : bindingOf(fra);
  expect(binding.map(({ id, saves }) => [id, saves])).toEqual([['memoryMiB', { usdPerMonth: 10.24, unit: 'GiB' }]]);
});

it('does not take an unknown price for zero, nor more than there is for full', () => {
  const [over, muc] = headroomOf([site('x', { resources: { gpus: { used: 3, limit: 0 } } }), ...SITES.slice(3)]);
  expect(over?.fullest).toBe(Infinity);
  expect(muc?.resources[0]).toMatchObject({ saves: null, binds: false });
});
