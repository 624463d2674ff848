import { expect, test } from 'vitest';
import { describeProvider } from '../conformance.ts';
import { generateEstate } from './estate.ts';
import { readSimulated, simulatorProvider } from './provider.ts';

const signedIn = { place: 'vcenter-frankfurt', workloads: 500, churnPctPerMinute: 1, username: 'reader' };

describeProvider(
  simulatorProvider,
  [],
  [
    {
      name: 'all places of an estate in memory',
      open: () => ({ settings: { workloads: 700 }, secrets: {} }),
      withoutSecrets: true,
      workloads: 700,
    },
    {
      name: 'one place, with an account',
      open: () => ({ settings: signedIn, secrets: { password: 'correct horse' } }),
      refused: () => ({ settings: signedIn, secrets: { password: 'wrong' } }),
      workloads: 210,
    },
  ],
);

const estate = generateEstate({ seed: 5, workloads: 700, observedAt: '2026-11-22T06:00:00Z' });

test('streams every source once, in bounded batches, and says how far it is', async () => {
  const opened: string[] = [];
  const counts = new Map<string, number>();
  const fractions: number[] = [];
  const result = await readSimulated({
    estate,
    onSource: (source) => {
      opened.push(source.id);
    },
    onItem: (items, source) => {
      expect(items.length).toBeLessThanOrEqual(500);
      counts.set(source.id, (counts.get(source.id) ?? 0) + items.filter((item) => item.type === 'workload').length);
    },
    onProgress: (fraction) => fractions.push(fraction),
  });
  expect(opened).toEqual(estate.sources.map(({ source }) => source.id));
  expect(Object.fromEntries(counts)).toEqual(
    Object.fromEntries(estate.sources.map(({ source, workloads }) => [source.id, workloads])),
  );
  expect(result.workloads).toBe(estate.sources.reduce((sum, each) => sum + each.workloads, 0));
  expect(fractions).toEqual(fractions.toSorted((a, b) => a - b));
  expect(fractions.at(-1)).toBe(1);
});

test('stops when told to', async () => {
  const controller = new AbortController();
  let batches = 0;
  const reading = readSimulated({
    estate,
    signal: controller.signal,
    onItem: () => {
      batches++;
      controller.abort();
    },
  });
  await expect(reading).rejects.toThrow(/abort/i);
  expect(batches).toBe(1);
});
