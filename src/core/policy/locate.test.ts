import { describe, expect, it } from 'vitest';
import { workloadWith } from '../model/workload.fixture.ts';
import type { WorkloadFacts } from '../model/workload.ts';
import { siteOf } from './locate.ts';
import { siteSchema } from './site.ts';
import type { Site } from './site.ts';

const site = (id: string, matches: Site['matches'], platform = 'vsphere'): Site =>
  siteSchema.parse({ id, platform, target: 'stay', matches });
const at = (facts: WorkloadFacts, ...sites: Site[]): string | null => siteOf(workloadWith(facts), sites);

describe('siteOf', () => {
  const cluster = site('cluster', { clusters: ['PROD-01'] });
  const datacenter = site('datacenter', { datacenters: ['Frankfurt'] });
  it.each<{ reason: string; facts: WorkloadFacts; sites: Site[]; expected: string | null }>([
    {
      reason: 'one name of a list is enough',
      facts: { cluster: 'B' },
      sites: [site('x', { clusters: ['A', 'B'] })],
      expected: 'x',
    },
    {
      reason: 'every kind of place named must fit',
      facts: { cluster: 'A', datacenter: 'Munich' },
      sites: [site('x', { clusters: ['A'], datacenters: ['Frankfurt'] })],
      expected: null,
    },
    { reason: 'letter case means nothing', facts: { cluster: 'prod-01' }, sites: [cluster], expected: 'cluster' },
    {
      reason: 'the finer place wins whatever the order',
      facts: { cluster: 'PROD-01', datacenter: 'Frankfurt' },
      sites: [datacenter, cluster],
      expected: 'cluster',
    },
    {
      reason: 'a coarser place takes the rest',
      facts: { cluster: 'TEST', datacenter: 'Frankfurt' },
      sites: [datacenter, cluster],
      expected: 'datacenter',
    },
    {
      reason: 'among equals the first wins',
      facts: { cluster: 'A', platform: 'kvm' },
      sites: [site('x', { clusters: ['A'] }), site('y', { clusters: ['A', 'B'] })],
      expected: 'x',
    },
    {
      reason: 'among equals the own platform goes before',
      facts: { cluster: 'A', platform: 'hyperv' },
      sites: [site('x', { clusters: ['A'] }), site('y', { clusters: ['A', 'B'] }, 'hyperv')],
      expected: 'y',
    },
    {
      reason: 'a star stands for any text',
      facts: { cluster: 'FRA-PROD-02' },
      sites: [site('x', { clusters: ['MUC-*'] }), site('y', { clusters: ['fra-*-0*'] })],
      expected: 'y',
    },
    {
      reason: 'the text between stars must not be counted twice',
      facts: { cluster: 'aba' },
      sites: [site('x', { clusters: ['ab*ba'] })],
      expected: null,
    },
    {
      reason: 'a region is a place',
      facts: { region: 'westeurope' },
      sites: [site('x', { regions: ['westeurope'] })],
      expected: 'x',
    },
    { reason: 'a source is a place', facts: {}, sites: [site('x', { sources: ['src-1'] })], expected: 'x' },
    { reason: 'a place nobody told matches nothing', facts: {}, sites: [cluster, datacenter], expected: null },
    {
      reason: 'a site that matches nothing holds nothing',
      facts: { cluster: 'A' },
      sites: [site('x', undefined), site('y', {}), site('z', { clusters: [] })],
      expected: null,
    },
  ])('$reason', ({ facts, sites, expected }) => {
    expect(at(facts, ...sites)).toBe(expected);
  });
});
