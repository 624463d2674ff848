import { describe, expect, test } from 'vitest';
import type { WorkloadFacts } from '../model/workload.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import { pinMatcher } from './pins.ts';

describe('pinMatcher', () => {
  test.each<{ filter: string; facts: WorkloadFacts; answer: ReturnType<ReturnType<typeof pinMatcher>> }>([
    { filter: 'environment = prod', facts: { environment: 'prod' }, answer: true },
    { filter: 'environment = prod', facts: { environment: 'test' }, answer: false },
    { filter: 'environment = prod', facts: {}, answer: { needs: ['environment'] } },
    { filter: 'environment = prod and cpuCount > 4', facts: { cpuCount: 2 }, answer: false },
    { filter: 'environment = prod and cpuCount > 4', facts: { cpuCount: 8 }, answer: { needs: ['environment'] } },
    { filter: 'not (environment = prod or owner = ops)', facts: {}, answer: { needs: ['environment', 'owner'] } },
  ])('$filter on $facts', ({ filter, facts, answer }) => {
    expect(pinMatcher(filter)(workloadWith(facts))).toEqual(answer);
  });
});
