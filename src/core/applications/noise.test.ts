import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import type { WorkloadRole } from '../model/workload.ts';
import { noiseJudge, thresholdsOf } from './noise.ts';
import type { Talk } from './noise.ts';
import { referenceAddress } from './references.ts';
import { serviceNames } from './service-names.ts';

const names = serviceNames(catalog['service-ports']);
const thresholds = thresholdsOf(catalog['service-ports']);

function kinds(
  talks: readonly Talk[],
  roles: Readonly<Record<string, readonly WorkloadRole[]>> = {},
): (string | undefined)[] {
  const machines = { roles: (id: string) => roles[id], address: referenceAddress, label: (id: string) => id };
  const judge = noiseJudge(talks, machines, names, thresholds);
  return talks.map((talk) => judge(talk)?.kind);
}

const to = (ids: number, port: number, over: Partial<Talk> = {}): Talk[] =>
  Array.from({ length: ids }, (_, i) => ({
    from: 'x',
    to: `m${i}`,
    port,
    protocol: 'tcp' as const,
    connections: 50,
    ...over,
  }));

describe('background traffic', () => {
  it.each<{ reason: string; talks: Talk[]; roles?: Record<string, WorkloadRole[]>; kind: string | undefined }>([
    { reason: 'a call to a database', talks: [{ from: 'a', to: 'b', port: 1433 }], kind: undefined },
    { reason: 'name lookup', talks: [{ from: 'a', to: 'b', port: 53, protocol: 'udp' }], kind: 'dns' },
    { reason: 'time', talks: [{ from: 'a', to: 'b', port: 123, protocol: 'udp' }], kind: 'time' },
    {
      reason: 'multicast',
      talks: [{ from: 'a', to: 'ip:224.0.0.251', port: 9999, protocol: 'udp' }],
      kind: 'broadcast',
    },
    { reason: 'NetBIOS', talks: [{ from: 'a', to: 'b', port: 137, protocol: 'udp' }], kind: 'broadcast' },
    {
      reason: 'LDAP to a domain controller',
      talks: [{ from: 'a', to: 'dc', port: 389 }],
      roles: { dc: ['domain-controller'] },
      kind: 'directory',
    },
    { reason: 'LDAP to who knows what', talks: [{ from: 'a', to: 'b', port: 389 }], kind: undefined },
    {
      reason: 'file sharing of a domain controller',
      talks: [{ from: 'a', to: 'dc', port: 445 }],
      roles: { dc: ['domain-controller'] },
      kind: 'directory',
    },
    { reason: 'file sharing of another', talks: [{ from: 'a', to: 'b', port: 445 }], kind: undefined },
    { reason: 'one SSH session between two', talks: [{ from: 'a', to: 'b', port: 22 }], kind: undefined },
    { reason: 'SSH from one to many', talks: to(5, 22), kind: 'management' },
    { reason: 'an agent of monitoring asked by one', talks: to(1, 10_050), kind: undefined },
    { reason: 'agents of monitoring asked by one', talks: to(5, 10_050), kind: 'monitoring' },
    {
      reason: 'web pages asked by a monitoring server',
      talks: to(1, 443),
      roles: { x: ['monitoring'] },
      kind: 'monitoring',
    },
    {
      reason: 'the database of a monitoring server',
      talks: to(1, 5432),
      roles: { x: ['monitoring'] },
      kind: undefined,
    },
    { reason: 'backup agents', talks: to(3, 9102), kind: 'backup' },
    { reason: 'a web server of many', talks: to(200, 443, { connections: 2 }), kind: undefined },
  ])('$reason is $kind', ({ talks, roles, kind }) => {
    expect(new Set(kinds(talks, roles))).toEqual(new Set([kind]));
  });

  it('knows a directory by who asks it for tickets, without a role', () => {
    const tickets = Array.from({ length: 5 }, (_, i): Talk => ({ from: `m${i}`, to: 'dc', port: 88 }));
    expect(kinds([...tickets, { from: 'm0', to: 'dc', port: 389 }])).toEqual(Array(6).fill('directory'));
  });

  it('knows a scanner by how many it reaches on how many ports, and marks all its probes', () => {
    const ports = [21, 22, 23, 25, 80, 110, 139, 443, 445, 3389, 8080];
    const scan = ports.flatMap((port) => to(40, port, { connections: 1 }));
    expect(new Set(kinds(scan))).toEqual(new Set(['scanner']));
    const busy = scan.map((talk) => ({ ...talk, connections: 500 }));
    expect(kinds(busy)).not.toContain('scanner');
    const deep = Array.from({ length: 120 }, (_, i): Talk => ({ from: 'x', to: 'y', port: 2000 + i, connections: 1 }));
    expect(new Set(kinds(deep))).toEqual(new Set(['scanner']));
  });

  const database: Talk = { from: 'x', to: 'db', port: 1433, protocol: 'tcp', connections: 600 };

  it('takes no client of dynamic ports for a scanner', () => {
    // A job server: its database, file sharing, the endpoint mapper of a server and what that sends it on to, once each.
    const dynamic = Array.from({ length: 300 }, (_, i): Talk => ({
      from: 'x',
      to: 'rpc',
      port: 49_152 + 7 * i,
      protocol: 'tcp',
      connections: 1 + (i % 2),
    }));
    const passive = Array.from({ length: 150 }, (_, i): Talk => ({
      from: 'x',
      to: 'ftp',
      port: 40_000 + i,
      protocol: 'tcp',
      connections: 1,
    }));
    const client: Talk[] = [
      database,
      { from: 'x', to: 'files', port: 445, protocol: 'tcp', connections: 400 },
      { from: 'x', to: 'rpc', port: 135, protocol: 'tcp', connections: 310 },
      { from: 'x', to: 'ftp', port: 21, protocol: 'tcp', connections: 150 },
      ...dynamic,
      ...passive,
    ];
    expect(kinds(client)).not.toContain('scanner');
    // Many servers of that kind are no other matter.
    const many = Array.from({ length: 40 }, (_, host) => dynamic.map((talk) => ({ ...talk, to: `rpc${host}` }))).flat();
    expect(kinds([database, ...many])).not.toContain('scanner');
  });

  it('leaves alone what a scanner calls all day', () => {
    const deep = Array.from({ length: 120 }, (_, i): Talk => ({ from: 'x', to: 'y', port: 2000 + i, connections: 1 }));
    expect(kinds([database, ...deep])).toEqual([undefined, ...deep.map(() => 'scanner')]);
    // Nor does one busy call hide that all others are probes.
    const wide = [21, 22, 23, 25, 80, 110, 139, 443, 445, 3389].flatMap((port) => to(40, port, { connections: 1 }));
    expect(kinds([{ ...database, connections: 1e6 }, ...wide])).toEqual([undefined, ...wide.map(() => 'scanner')]);
  });

  it('says why, with numbers', () => {
    const talks = to(6, 22);
    const judge = noiseJudge(
      talks,
      { roles: () => undefined, address: () => undefined, label: (id) => id },
      names,
      thresholds,
    );
    expect(judge(talks[0]!)?.why).toBe('x reaches 6 addresses on management ports (at least 5)');
  });
});
