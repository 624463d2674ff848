import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Workload, WorkloadFacts } from '../../model/workload.ts';
import { TargetIndex } from './targets.ts';
import type { FeedTarget } from './feed.ts';

const workload = (id: string, facts: WorkloadFacts, identity: Workload['identity'] = {}): Workload => ({
  id,
  kind: 'vm',
  identity,
  facts,
  observations: [
    {
      sourceId: 's',
      nativeId: `/Subscriptions/s/providers/Microsoft.Compute/virtualMachines/${id}`,
      observedAt: '2026-11-22T00:00:00Z',
    },
  ],
  provenance: {},
  conflicts: [],
});

const ESTATE: readonly Workload[] = [
  workload(
    'db1',
    { name: 'db1', hostName: 'db1.example.com', ipAddresses: ['192.0.2.1'], cluster: 'a' },
    { biosUuid: '01020304-0506-0708-090a-0b0c0d0e0f10', macAddresses: ['02:00:00:00:00:01'] },
  ),
  workload(
    'db1b',
    { name: 'db1', hostName: 'db1.test.example.com', ipAddresses: ['192.0.2.2'], cluster: 'b' },
    { macAddresses: ['02:00:00:00:00:02'] },
  ),
  workload('clone', { name: 'clone', hostName: 'clone.example.com' }, { macAddresses: ['02:00:00:00:00:02'] }),
  workload('docker', { name: 'docker', ipAddresses: ['172.17.0.1'] }, { macAddresses: ['02:42:ac:11:00:02'] }),
  workload('web', { name: 'web', namespace: 'shop', controller: 'Deployment' }),
];
const index = new TargetIndex(ESTATE, {
  siteOf: ({ facts }) => facts.cluster ?? null,
  siteOfRegion: (region) => (region === 'westeurope' ? 'weu' : null),
});
const match = (target: Partial<FeedTarget>, siteId?: string) => index.match({ label: 'x', ...target }, siteId);

describe('a target', () => {
  it.each<{ reason: string; target: Partial<FeedTarget>; site?: string; found: object }>([
    { reason: 'full name', target: { hostNames: ['DB1.example.com.'] }, found: { workloadId: 'db1', by: 'full name' } },
    {
      reason: 'a short name that two have',
      target: { hostNames: ['db1'] },
      found: { found: 'several', workloadIds: ['db1', 'db1b'] },
    },
    {
      reason: 'a short name and an address',
      target: { hostNames: ['db1'], addresses: ['192.0.2.2'] },
      found: { workloadId: 'db1b', by: 'host name, address' },
    },
    { reason: 'a short name at a site', target: { hostNames: ['db1'] }, site: 'b', found: { workloadId: 'db1b' } },
    {
      reason: 'a machine elsewhere than said',
      target: { hostNames: ['db1.example.com'] },
      site: 'b',
      found: { found: 'none' },
    },
    {
      reason: 'a MAC that was cloned, and a name',
      target: { macAddresses: ['02:00:00:00:00:02'], hostNames: ['clone.example.com'] },
      found: { workloadId: 'clone', by: 'MAC address, full name' },
    },
    {
      reason: 'strong signs of two machines, a UUID in the other order of bytes',
      target: { uuids: ['04030201-0605-0807-090A-0B0C0D0E0F10'], hostNames: ['clone.example.com'] },
      found: { found: 'several', workloadIds: ['clone', 'db1'] },
    },
    {
      reason: 'a name nobody has, and an address',
      target: { hostNames: ['new.example.com'], addresses: ['192.0.2.1'] },
      found: { found: 'none' },
    },
    {
      reason: 'an address, given as the name too',
      target: { hostNames: ['192.0.2.1'], addresses: ['192.0.2.1'] },
      found: { workloadId: 'db1', by: 'address' },
    },
    {
      reason: 'an address, and a MAC that nobody has',
      target: { addresses: ['192.0.2.1'], macAddresses: ['02:00:00:00:00:99'] },
      found: { found: 'none' },
    },
    {
      reason: 'a short name in another domain',
      target: { hostNames: ['db1.other.example'] },
      found: { found: 'none' },
    },
    {
      reason: 'a short name with another UUID',
      target: { hostNames: ['db1'], uuids: ['99999999-0000-1111-2222-333344445555'] },
      found: { workloadId: 'db1b', by: 'host name' },
    },
    {
      reason: 'a short name with a MAC that nobody has',
      target: { hostNames: ['db1'], macAddresses: ['02:00:00:00:00:99'] },
      found: { found: 'none' },
    },
    {
      reason: 'a short name, and a full one that machines give themselves',
      target: { hostNames: ['web', 'web.localdomain'] },
      found: { workloadId: 'web', by: 'host name' },
    },
    {
      reason: "a container bridge's address and MAC",
      target: { addresses: ['172.17.0.1'], macAddresses: ['02:42:AC:11:00:02'] },
      found: { found: 'none' },
    },
    {
      reason: 'what every machine has',
      target: { hostNames: ['localhost'], addresses: ['127.0.0.1', '::1'], macAddresses: ['00:00:00:00:00:00'] },
      found: { found: 'none' },
    },
    {
      reason: 'a machine of a cloud',
      target: { resourceId: '/subscriptions/S/providers/microsoft.compute/virtualmachines/web' },
      found: { workloadId: 'web', by: 'resource id' },
    },
    {
      reason: "a machine's extension",
      target: { resourceId: '/subscriptions/S/providers/microsoft.compute/virtualmachines/web/extensions/e' },
      found: { workloadId: 'web' },
    },
    {
      reason: 'a machine that is not known',
      target: { resourceId: '/s/providers/microsoft.compute/virtualmachines/gone', region: 'westeurope' },
      found: { found: 'none' },
    },
    {
      reason: 'a storage account',
      target: { resourceId: '/s/providers/microsoft.storage/storageaccounts/d', region: 'westeurope' },
      found: { siteId: 'weu', part: '/s/providers/microsoft.storage/storageaccounts/d' },
    },
    {
      reason: 'one in a region of no site',
      target: { resourceId: '/s/x', region: 'eastus' },
      found: { found: 'none' },
    },
    {
      reason: 'an object of a cluster',
      target: { object: { kind: 'deployment', namespace: 'shop', name: 'web' } },
      found: { workloadId: 'web', by: 'object' },
    },
    {
      reason: 'another kind of that name',
      target: { object: { kind: 'StatefulSet', namespace: 'shop', name: 'web' } },
      found: { found: 'none' },
    },
    { reason: 'a cluster nobody named', target: { object: { kind: 'Cluster' } }, found: { found: 'none' } },
    {
      reason: 'a cluster somebody named',
      target: { object: { kind: 'Cluster' } },
      site: 'a',
      found: { found: 'site', siteId: 'a' },
    },
    {
      reason: 'a cluster-wide object',
      target: { object: { kind: 'ClusterRole', name: 'admin' } },
      site: 'a',
      found: { siteId: 'a', part: 'x' },
    },
  ])('by $reason', ({ target, site, found }) => {
    expect(match(target, site)).toMatchObject(found);
  });

  it('is never given to a machine that shares no sign with it', () => {
    const names = fc.constantFrom(
      'db1',
      'db1.example.com',
      'db1.test.example.com',
      'clone.example.com',
      'none.example.com',
    );
    const macs = fc.constantFrom('02:00:00:00:00:01', '02:00:00:00:00:02', '02:00:00:00:00:09');
    fc.assert(
      fc.property(fc.array(names, { maxLength: 2 }), fc.array(macs, { maxLength: 2 }), (hostNames, macAddresses) => {
        const found = match({ hostNames, macAddresses });
        if (found.found !== 'workload') return;
        const machine = ESTATE.find(({ id }) => id === found.workloadId);
        const own = [machine?.facts.hostName, machine?.facts.name, ...(machine?.identity.macAddresses ?? [])];
        const asked = [...hostNames, ...hostNames.map((name) => name.split('.')[0]), ...macAddresses];
        expect(asked.some((sign) => own.includes(sign))).toBe(true);
      }),
    );
  });
});
