import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadCatalog } from '../../services/catalog.ts';
import { buildProblem } from './build.ts';
import type { PlacementInput } from './input.ts';
import { inputsWith, machine, machines, ownSite } from './place.fixture.ts';

const inputOf = inputsWith(await loadCatalog());
const SITES = [ownSite('a', 40), ownSite('b', 40, { target: 'hyperv' }), ownSite('c', 40, { acceptsWorkloads: false })];

/** Law and readiness by two facts; everything else is alike. */
function judged(calls: { policy: number }): Partial<PlacementInput> {
  return {
    policy: ({ facts }, siteId) => {
      calls.policy += 1;
      if (facts.owner === undefined) return { verdict: 'unknown', violated: [], unknown: ['owner'] };
      return { verdict: facts.owner === siteId ? 'fail' : 'pass', violated: ['own'], unknown: [] };
    },
    readiness: ({ facts }, target) => ({
      readiness: facts.environment === target ? 'not-ready' : 'conditional',
      rules: ['r'],
      conditions: facts.environment === 'prod' ? 2 : 1,
    }),
  };
}

const facts = fc.record({
  owner: fc.constantFrom('a', 'b', undefined),
  environment: fc.constantFrom('kvm', 'prod', undefined),
  platform: fc.constantFrom('vsphere', 'kvm'),
  cpuCount: fc.integer({ min: 1, max: 3 }),
});

describe('classes of workloads', () => {
  test('give every pair what asking each workload by itself gives', () => {
    fc.assert(
      fc.property(fc.array(facts, { minLength: 1, maxLength: 12 }), fc.boolean(), (list, pinned) => {
        const workloads = list.map((each, index) => machine(index + 1, each));
        const file = { pins: pinned ? [{ match: 'vm-1|vm-3', notSites: ['a'], reason: 'x' }] : [] };
        const home = { currentSiteOf: ({ id }: { id: string }) => (id.endsWith('2') ? 'c' : null) };
        const keyed = inputOf(workloads, SITES, {
          file,
          ...home,
          ...judged({ policy: 0 }),
          policyKey: (workload) => workload.facts.owner ?? '?',
        });
        const all = buildProblem(keyed).problem;
        for (const [row, workload] of workloads.entries()) {
          const one = buildProblem(inputOf([workload], SITES, { file, ...home, ...judged({ policy: 0 }) })).problem;
          for (let site = 0; site < 3; site += 1) {
            expect(all.cost[row * 3 + site]).toBe(one.cost[site]);
            expect(all.reasons[all.reason[row * 3 + site] ?? 0]).toEqual(one.reasons[one.reason[site] ?? 0]);
          }
        }
      }),
      { numRuns: 15 },
    );
  });

  test('law is asked once for each class and site, however many workloads there are', () => {
    const calls = { policy: 0 };
    const owner = (index: number): { owner: string } => ({ owner: index % 2 === 0 ? 'a' : 'b' });
    const input = inputOf(machines(500, owner), SITES, {
      ...judged(calls),
      policyKey: ({ facts }) => facts.owner ?? '?',
    });
    expect(buildProblem(input).classes.size).toBe(2);
    expect(calls.policy).toBe(6);
  });
});
