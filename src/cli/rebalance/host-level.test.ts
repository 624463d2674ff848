/** What rebalance, size and gpu send and print, against canned answers. */

import { describe, expect, it } from 'vitest';
import { cli, json } from '../run.fixture.ts';

const operation = (result: unknown) =>
  json(
    {
      id: 'op-1',
      kind: 'rebalance',
      state: 'succeeded',
      progress: 1,
      phase: 'done',
      detail: null,
      startedAt: '2026-11-22T08:00:00.000Z',
      finishedAt: '2026-11-22T08:00:01.000Z',
      result,
      problem: null,
    },
    202,
  );

const load = { memoryPct: 90, vcpuPct: 10, busyPct: null, memoryGiB: 90, vcpus: 6, workloads: 3 };
const PLAN = {
  id: 'res-1',
  generation: 1,
  createdAt: '2026-11-22T08:00:00.000Z',
  stale: ['The estate is at gen/9 now; this is of gen/1.'],
  site: 'fra',
  headroomPct: 20,
  tolerancePct: 10,
  vcpuPerCore: 4,
  memoryOvercommit: 1,
  seed: 1,
  iterations: 10,
  moveCount: 1,
  batches: 1,
  blockedCount: 0,
  memoryMovedGiB: 20,
  cost: { before: 100, after: 20, bound: 20 },
  gapPct: 0,
  groups: [
    {
      name: 'C1',
      workloads: 3,
      highestMemoryPct: { before: 90, after: 70 },
      hostsAboveTarget: { before: 1, after: 0 },
      cost: { before: 100, after: 20, bound: 20 },
      counted: ['memoryMiB'],
      hosts: [
        {
          hostId: 'host-a',
          host: 'a',
          before: load,
          after: { ...load, memoryPct: 70 },
          arrivals: 0,
          departures: 1,
          closed: null,
        },
      ],
    },
  ],
  moves: [
    {
      order: 1,
      batch: 1,
      workloads: [{ id: 'wl-1', name: 'three' }],
      memoryMiB: 20_480,
      group: 'C1',
      from: 'esx-a',
      to: 'esx-b',
      kind: 'move',
      why: 'relieve',
      reason: 'esx-a is at 90 % of its memory; esx-b goes from 0 % to 20 %',
      needs: [],
    },
  ],
  blocked: [],
  notKnown: ['something.'],
  warnings: ['careful.'],
};

describe('isthmus rebalance', () => {
  it('prints loads, moves and how good the plan is proved to be', async () => {
    const ran = await cli(['rebalance', 'site/fra', '--evacuate', 'esx-a', '--headroom', '20%', '--no-move-unknown'], {
      'POST /api/v1/rebalances': operation(PLAN),
    });
    expect(ran.code).toBe(0);
    expect(ran.out).toContain('fra: 1 move in 1 batch, 20 GiB of memory; nothing was applied');
    expect(ran.out).toContain('proved best');
    expect(ran.out).toContain('90 → 70 %');
    expect(ran.out).toContain('it is at 90 % of its memory; the new host goes from 0 % to 20 %');
    expect(ran.out).toContain('? something.');
    expect(JSON.parse(ran.sent[0]?.body as string)).toMatchObject({
      site: 'fra',
      evacuate: ['esx-a'],
      headroomPct: 20,
      moveUnknown: false,
    });
  });

  it('gives moves as data', async () => {
    const answers = { 'POST /api/v1/rebalances': operation(PLAN) };
    expect((await cli(['rebalance', 'fra', '--moves', '-o', 'csv'], answers)).out).toContain(
      '1,1,three,20480,esx-a,esx-b,relieve',
    );
    expect(JSON.parse((await cli(['rebalance', 'fra', '-o', 'json'], answers)).out)).toEqual(PLAN);
    expect((await cli(['rebalance', 'fra'], answers)).out).toContain(
      '! The estate is at gen/9 now; this is of gen/1. Ask again.',
    );
  });

  it.each([
    [['rebalance', 'fra', '--headroom', '120'], '--headroom takes a percentage'],
    [['rebalance', 'fra', '--max-moves', 'x'], '--max-moves takes a whole number'],
    [['rebalance', 'fra', '--seconds', '0'], '--seconds takes a number above 0'],
    [['size', '--host', 'cpuCores=4'], 'has no memoryGiB'],
    [['size', '--host', 'cpuCores=0,memoryGiB=1'], 'cpuCores=0 is not a number above 0'],
    [['size', '--host', 'cpuCores=4,memoryGiB=1,cpucores=5'], 'given twice'],
    [['size', '--control-plane', 'count=3,cpuCores=4,memoryGiB=16,dedicated=maybe'], 'neither yes nor no'],
    [['gpu', 'defrag', '--request', 'gpus=0'], 'gpus=0 is not a whole number from 1 to 30'],
    [['gpu', 'defrag', '--request', 'gpus=2,share=0.5'], 'only one GPU is shared at a time'],
    [['gpu', 'defrag', '--request', 'colour=red'], '"colour=red" is not one of gpus'],
    [['gpu', 'plan', '--nodes', 'x.csv'], '--pods is missing'],
    [['gpu', 'plan', '--nodes', '/no/such', '--pods', '/no/such'], '--nodes /no/such cannot be read'],
  ])('%j is wrong usage, and nothing is asked of the server', async (argv, message) => {
    const ran = await cli(argv);
    expect(ran.code).toBe(64);
    expect(ran.err).toContain(message);
    expect(ran.sent).toEqual([]);
  });
});
