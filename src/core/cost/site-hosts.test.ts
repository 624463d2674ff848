import { describe, expect, test } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import type { Host } from '../model/estate.ts';
import { costHosts, coresOfHost, generationOf, modelledHost } from './site-hosts.ts';

const { 'host-costs': costs } = catalog;
const host = (rest: Partial<Host> = {}): Host => ({ name: 'h', sourceId: 's', ...rest }) as Host;
const one = (rest: Partial<Host>) => costHosts([host(rest)]);

describe('sockets of a host', () => {
  test.each([
    {
      reason: 'sockets and cores of each are stated',
      rest: { cpuSockets: 2, coresPerSocket: 16, cpuCores: 40 },
      sockets: [16, 16],
      assumed: 0,
    },
    { reason: 'one core a socket', rest: { cpuSockets: 1, coresPerSocket: 1 }, sockets: [1], assumed: 0 },
    {
      reason: 'cores shared out over the sockets',
      rest: { cpuSockets: 4, cpuCores: 64 },
      sockets: [16, 16, 16, 16],
      assumed: 0,
    },
    { reason: 'one socket', rest: { cpuSockets: 1, cpuCores: 24 }, sockets: [24], assumed: 0 },
    { reason: 'what is over goes to the first', rest: { cpuSockets: 3, cpuCores: 11 }, sockets: [4, 4, 3], assumed: 0 },
    { reason: 'no sockets stated: two are taken', rest: { cpuCores: 33 }, sockets: [17, 16], assumed: 1 },
    { reason: 'no socket without a core', rest: { cpuCores: 1 }, sockets: [1], assumed: 1 },
    {
      reason: 'cores of a socket, not how many sockets',
      rest: { coresPerSocket: 8, cpuCores: 16 },
      sockets: [8, 8],
      assumed: 1,
    },
    {
      reason: 'a count of nought is no count',
      rest: { cpuSockets: 2, coresPerSocket: 0, cpuCores: 8 },
      sockets: [4, 4],
      assumed: 0,
    },
    {
      reason: 'no sockets at all is no count',
      rest: { cpuSockets: 0, coresPerSocket: 4, cpuCores: 8 },
      sockets: [4, 4],
      assumed: 0,
    },
  ])('$reason → $sockets', ({ rest, sockets, assumed }) => {
    const found = one(rest);
    expect(found).toMatchObject({ unsized: 0, socketsAssumed: assumed });
    expect(found.hosts.map((known) => known.sockets)).toEqual([sockets]);
  });

  test.each([
    { reason: 'nothing stated', rest: {} },
    { reason: 'sockets alone', rest: { cpuSockets: 2 } },
    { reason: 'no cores', rest: { cpuSockets: 2, cpuCores: 0 } },
  ])('$reason: not counted, and said', ({ rest }) => {
    expect(costHosts([host(rest), host({ cpuCores: 8 })])).toMatchObject({ unsized: 1, hosts: [{ sockets: [4, 4] }] });
  });
});

describe('what else costs see of a host', () => {
  test('what no source states is null, never nought', () => {
    expect(one({ name: 'a', cpuSockets: 1, coresPerSocket: 8 }).hosts).toEqual([
      {
        name: 'a',
        sockets: [8],
        memoryGiB: null,
        cluster: null,
        model: null,
        cpuModel: null,
        gpus: 0,
        controlPlaneOnly: false,
      },
    ]);
  });

  test('memory in GiB, all GPUs, and a host that runs the control plane alone', () => {
    const [first, second, third] = costHosts([
      host({
        cpuCores: 8,
        memoryMiB: 524_288,
        cluster: 'c',
        model: 'm',
        cpuModel: 'p',
        gpus: [
          { type: 'A', count: 2 },
          { type: 'B', count: 1 },
        ],
        roles: ['control-plane'],
      }),
      host({ cpuCores: 8, roles: ['control-plane', 'worker'] }),
      host({ cpuCores: 8, roles: [] }),
    ]).hosts;
    expect(first).toEqual({
      name: 'h',
      sockets: [4, 4],
      memoryGiB: 512,
      cluster: 'c',
      model: 'm',
      cpuModel: 'p',
      gpus: 3,
      controlPlaneOnly: true,
    });
    expect(second?.controlPlaneOnly).toBe(false);
    expect(third?.controlPlaneOnly).toBe(false);
  });

  test('a host that would be bought is one of its generation', () => {
    const [generation] = costs.generations;
    if (generation === undefined) throw new Error('no generation');
    const found = modelledHost(generation, 'new-1');
    expect(found).toEqual({
      name: 'new-1',
      sockets: [18, 18],
      memoryGiB: 768,
      cluster: null,
      model: 'two-socket server bought about 2019',
      cpuModel: null,
      gpus: 0,
      controlPlaneOnly: false,
    });
    expect(coresOfHost(found)).toBe(36);
  });
});

describe('the generation hosts are priced as', () => {
  const withCpu = (...models: (string | undefined)[]) =>
    costHosts(models.map((cpuModel) => host({ cpuCores: 8, ...(cpuModel !== undefined && { cpuModel }) }))).hosts;
  const of = (cost: { hostGeneration?: string }, hosts = withCpu()) => {
    const found = generationOf({ cost }, hosts, costs);
    return 'unknown' in found ? found : [found.generation.id, found.why];
  };

  test.each([
    {
      reason: 'named',
      cost: { hostGeneration: 'gen-2019' },
      hosts: withCpu('Intel(R) Xeon(R) Gold 6430'),
      is: ['gen-2019', 'named in sites.yaml cost.hostGeneration'],
    },
    {
      reason: 'named and not there',
      cost: { hostGeneration: 'gen-1999' },
      is: { unknown: 'host generation gen-1999' },
    },
    {
      reason: 'most of the processors, whatever the case',
      cost: {},
      hosts: withCpu('INTEL XEON GOLD 6430', 'xeon gold 6448y', 'Gold 6130', undefined, 'abacus'),
      is: ['gen-2025', 'processor of 2 of 5 hosts (unverified match)'],
    },
    {
      reason: 'as many of two: the first by name, in either order',
      cost: {},
      hosts: withCpu('Gold 6430', 'Gold 6330'),
      is: ['gen-2022', 'processor of 1 of 2 hosts (unverified match)'],
    },
    {
      reason: 'as many of two, the other way round',
      cost: {},
      hosts: withCpu('Gold 6330', 'Gold 6430'),
      is: ['gen-2022', 'processor of 1 of 2 hosts (unverified match)'],
    },
    {
      reason: 'nobody names a processor',
      cost: {},
      hosts: withCpu(undefined),
      is: [costs.defaultGeneration, 'default generation: no source names the processor'],
    },
  ])('$reason', ({ cost, hosts, is }) => {
    expect(of(cost, hosts)).toEqual(is);
  });

  test('a default that is not in the catalogue is unknown', () => {
    expect(generationOf({ cost: {} }, [], { ...costs, defaultGeneration: 'gone' })).toEqual({
      unknown: 'host generation gone',
    });
  });
});
