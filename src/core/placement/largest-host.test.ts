import { describe, expect, test } from 'vitest';
import type { Host } from '../model/estate.ts';
import { sitesFileSchema } from '../policy/site.ts';
import { largestHosts } from './largest-host.ts';

function host(name: string, rest: Partial<Host> = {}): Host {
  const observedBy = { sourceId: 'src-1', nativeId: name, observedAt: '2026-11-20T08:00:00.000Z' };
  return { id: `host-${name}`, name, platform: 'vsphere', cpuCores: 16, memoryMiB: 65_536, observedBy, ...rest };
}

function found(matches: Readonly<Record<string, string[] | undefined>> | undefined, hosts: readonly Host[]): unknown {
  const capacity = { cpuCores: 100, memoryGiB: 1000, diskGiB: 1000, memoryOvercommit: 1.5 };
  const { sites } = sitesFileSchema.parse({
    sites: [
      { id: 'here', platform: 'vsphere', target: 'stay', matches, capacity },
      { id: 'cloud', platform: 'azure', target: 'azure-vm', matches: { sources: ['src-9'] } },
    ],
  });
  return largestHosts(hosts, sites).get('here');
}

describe('largestHosts', () => {
  const all = { vcpu: 16, memoryMiB: 98_304 };
  test.each([
    { reason: 'a host in another letter case', matches: { hosts: ['ESX-01.LAB'] }, answer: all },
    { reason: 'hosts by pattern', matches: { hosts: ['esx-*'] }, answer: all },
    { reason: 'a cluster in another letter case', matches: { clusters: ['prod'] }, answer: all },
    { reason: 'a datacenter', matches: { datacenters: ['Oslo'] }, answer: all },
    { reason: 'a source', matches: { sources: ['src-1'] }, answer: all },
    { reason: 'the right cluster in the wrong datacenter', matches: { clusters: ['prod'], datacenters: ['Bergen'] } },
    { reason: 'another source', matches: { sources: ['src-2'] } },
    { reason: 'no hosts at all', matches: undefined },
  ])('$reason', ({ matches, answer }) => {
    expect(found(matches, [host('esx-01.lab', { cluster: 'Prod', datacenter: 'oslo' })])).toEqual(answer);
  });

  test.each([
    { reason: 'threads where they are known to be on', rest: { hyperThreading: true }, vcpu: 32 },
    { reason: 'cores where they are known to be off', rest: { hyperThreading: false }, vcpu: 16 },
    { reason: 'cores where nobody said', rest: {}, vcpu: 16 },
    { reason: 'sockets times cores', rest: { cpuCores: undefined, cpuSockets: 2, coresPerSocket: 12 }, vcpu: 24 },
    { reason: 'nothing when a host has no figure: it may be the largest', rest: { cpuCores: undefined } },
  ])('the largest machine has $reason', ({ rest, vcpu }) => {
    const hosts = [host('a', rest), host('b', { cpuCores: 8 })];
    expect(found({ hosts: ['*'] }, hosts)).toEqual({ ...(vcpu === undefined ? {} : { vcpu }), memoryMiB: 98_304 });
  });
});
