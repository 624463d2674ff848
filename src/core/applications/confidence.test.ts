import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { edgeConfidencePct } from './confidence.ts';
import type { EdgeEvidence } from './confidence.ts';
import { processName, serviceNames } from './service-names.ts';

const evidence = (over: Partial<EdgeEvidence> = {}): EdgeEvidence => ({
  kind: 'flow-log',
  connections: 1,
  days: 1,
  bothSides: false,
  directionUnknown: false,
  serviceKnown: false,
  furtherSources: 0,
  ...over,
});

describe('confidence of an edge', () => {
  it.each([
    ['one record of a flow log', {}, 65],
    ['a hundred on a week, to a named service', { connections: 100, days: 7, serviceKnown: true }, 90],
    ['both sides say so', { bothSides: true }, 75],
    ['the direction is open', { directionUnknown: true }, 45],
    ['processes on both ends for weeks', { kind: 'process', connections: 1e6, days: 31, bothSides: true }, 99],
    ['two more sources', { furtherSources: 2 }, 75],
    ['sampled once', { kind: 'sampled' }, 55],
  ] as const)('%s', (_, over, pct) => expect(edgeConfidencePct(evidence(over))).toBe(pct));

  it('never falls with more evidence', () => {
    const any = fc.record({
      kind: fc.constantFrom('process', 'socket', 'flow-log', 'sampled', 'table'),
      connections: fc.nat(1e6),
      days: fc.nat(400),
      bothSides: fc.boolean(),
      directionUnknown: fc.boolean(),
      serviceKnown: fc.boolean(),
      furtherSources: fc.nat(5),
    });
    fc.assert(
      fc.property(any, fc.nat(1e6), fc.nat(100), (less, connections, days) => {
        const more = {
          ...less,
          connections: less.connections + connections,
          days: less.days + days,
          bothSides: true,
          directionUnknown: false,
          serviceKnown: true,
          furtherSources: less.furtherSources + 1,
        };
        const [a, b] = [edgeConfidencePct(less), edgeConfidencePct(more)];
        expect(b).toBeGreaterThanOrEqual(a);
        expect(a >= 5 && b <= 99).toBe(true);
      }),
    );
  });
});

describe('service names', () => {
  const names = serviceNames(catalog['service-ports']);

  it.each([
    [1433, 'tcp', undefined, 'ms-sql-s'],
    [53, 'udp', undefined, 'domain'],
    [50_123, 'tcp', 'C:\\Program Files\\Microsoft SQL Server\\Binn\\sqlservr.exe', 'ms-sql-s'],
    [8080, 'tcp', '/usr/bin/java', 'http-alt'],
    [31_000, 'tcp', 'java', 'java'],
    [31_000, 'tcp', undefined, undefined],
    [undefined, undefined, 'oracle', 'oracle'],
    [1433, undefined, undefined, 'ms-sql-s'],
  ] as const)('port %s/%s of %s is %s', (port, protocol, process, name) =>
    expect(names.of(port, protocol, process)?.name).toBe(name),
  );

  it('names processes without path and ending', () => {
    expect(processName('W3WP.EXE')).toBe('w3wp');
    expect(processName(' - ')).toBeUndefined();
  });

  it('has one service per port and protocol, one per process, and every threshold', () => {
    const { ports, processes, thresholds } = catalog['service-ports'];
    const keys = ports.flatMap(({ port, protocols }) => protocols.map((protocol) => `${protocol}/${port}`));
    expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
    expect(new Set(processes.map(({ process }) => process)).size).toBe(processes.length);
    expect(new Set(thresholds.map(({ id }) => id)).size).toBe(thresholds.length);
  });
});
