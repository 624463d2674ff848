import { expect, it } from 'vitest';
import { commonDomain, hostRows, namesOf, worstPct } from './host-rows.ts';

const load = (memoryPct: number | null, vcpuPct: number | null) => ({
  memoryPct,
  vcpuPct,
  busyPct: null,
  memoryGiB: 1,
  vcpus: 1,
  workloads: 1,
});
const host = (hostId: string, before: ReturnType<typeof load>) => ({
  hostId,
  host: hostId,
  before,
  after: before,
  arrivals: 0,
  departures: 0,
  closed: null,
});
const group = (name: string, hosts: ReturnType<typeof host>[]) => ({
  name,
  hosts,
  workloads: 1,
  highestMemoryPct: { before: 1, after: 1 },
  hostsAboveTarget: { before: 0, after: 0 },
  cost: { before: 1, after: 1, bound: 1 },
  counted: [],
});

it('judges a host by its worst known load, and an unknown one by none', () => {
  expect(worstPct(load(40, 90))).toBe(90);
  expect(worstPct(load(null, 0))).toBe(0);
  expect(worstPct(load(null, null))).toBeNull();
});

it('lists the fullest hosts of all groups first, the unknown last', () => {
  const rows = hostRows([
    group('one', [host('a', load(10, null)), host('b', load(null, null))]),
    group('two', [host('c', load(95, 20))]),
  ]);
  expect(rows.map(({ hostId, group: of }) => `${of} ${hostId}`)).toEqual(['two c', 'one a', 'one b']);
});

it('leaves out of names only what all of them end with', () => {
  expect(commonDomain(['esx1.lab.example', 'esx2.lab.example'])).toBe('.lab.example');
  expect(commonDomain(['esx1.lab.example', 'esx2.prod.example'])).toBe('');
  expect(commonDomain(['esx1.lab.example'])).toBe('');
  expect(commonDomain(['esx1', 'esx2'])).toBe('');
});

it('reads names as people list them', () => {
  expect(namesOf(' esx-1, esx-2;esx-3\nesx-1 ')).toEqual(['esx-1', 'esx-2', 'esx-3']);
  expect(namesOf('  ')).toEqual([]);
});
