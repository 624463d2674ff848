import { describe, expect, it } from 'vitest';
import { smallSite } from '../../core/placement/hosts/move-order.fixture.ts';
import type { HostsProblem } from '../../core/placement/hosts/problem.ts';
import { ROUND, SLICE, solveHosts } from '../../core/placement/hosts/solve.ts';
import { searchHosts } from './search.ts';

/** With something to gain: half of every capacity is safe, the rest costs. */
function site(): HostsProblem {
  const { problem } = smallSite({ seed: 3, hosts: 12, workloads: 60, services: 40, slack: 6, dependencies: 1 });
  return {
    ...problem,
    safety: problem.capacity.map((amount) => Math.floor(amount / 2)),
    loadWeight: Float64Array.of(10, 30),
  };
}

const soon = (ms: number): number => performance.timeOrigin + performance.now() + ms;

describe('a host search on threads', () => {
  it('gives the bytes of the reference run, on any number of threads', { timeout: 60_000 }, async () => {
    const problem = site();
    // More than one round, and a last one that is not whole.
    const iterations = ROUND + SLICE / 2;
    const reference = solveHosts(problem, { seed: 5, streams: 2, iterations });
    for (const threads of [1, 2]) {
      const found = await searchHosts(problem, { seed: 5, streams: 2, threads, limit: { iterations } });
      expect([found.cost, found.assigned]).toEqual([reference.cost, reference.assigned]);
      expect(found.iterations).toBe(2 * iterations);
    }
  });

  it('tells how it goes, ever better, until it is stopped', async () => {
    const problem = site();
    const costs: number[] = [];
    const enough = new AbortController();
    const found = await searchHosts(problem, {
      seed: 1,
      streams: 2,
      threads: 2,
      limit: { untilMs: soon(600_000), roundMs: 50 },
      signal: enough.signal,
      onProgress: ({ cost }) => {
        if (costs.push(cost) >= 3) enough.abort();
      },
    });
    expect(costs.length).toBeGreaterThanOrEqual(3);
    expect(costs).toEqual(costs.toSorted((a, b) => b - a));
    expect(found.cost).toBeLessThanOrEqual(costs.at(-1) ?? 0);
    expect(found.bound).toBeLessThanOrEqual(found.cost);
  });

  it('ends by the clock', async () => {
    const problem = site();
    const found = await searchHosts(problem, { seed: 1, streams: 2, threads: 2, limit: { untilMs: soon(100) } });
    expect(found.cost).toBeLessThan(Infinity);
  });

  it('keeps what it has when it is stopped, before, while and after it starts', async () => {
    const problem = site();
    const stopped = await searchHosts(problem, {
      seed: 1,
      streams: 2,
      threads: 2,
      limit: { untilMs: soon(60_000) },
      signal: AbortSignal.timeout(300),
    });
    expect(stopped.cost).toBeLessThan(Infinity);
    const never = await searchHosts(problem, {
      seed: 1,
      streams: 2,
      threads: 1,
      limit: { iterations: 1e12 },
      signal: AbortSignal.abort(),
    });
    expect(never.assigned).toEqual(problem.initial);
  });

  it('goes on from a given plan and never gives a worse one', async () => {
    const problem = site();
    const first = solveHosts(problem, { seed: 5, streams: 1, iterations: SLICE });
    const found = await searchHosts(problem, {
      seed: 6,
      streams: 1,
      threads: 1,
      limit: { iterations: SLICE },
      start: first,
    });
    expect(found.cost).toBeLessThanOrEqual(first.cost);
  });
});
