/** What an account sees that may not see everything, under rights taken from the shipped role. */

import { describe, expect, it } from 'vitest';
import { PLAIN_GROUPS } from '../../../test/support/kube-api-kinds.ts';
import { everywhere, within, without } from '../../../test/support/kube-api-rbac.ts';
import { MACHINES, OPENSHIFT_WORKLOADS } from '../../../test/support/kube-api-cluster.ts';
import { cluster, connectTo, hear, ROLE, TOKEN } from './live.fixture.ts';
import { RESOURCES } from './resources.ts';
import { readOnlyRole } from './role.ts';

const all = everywhere(ROLE);

describe('the shipped role', () => {
  it('is what the table of what is read makes of it: write it anew with readOnlyRole()', () =>
    expect(ROLE).toBe(readOnlyRole()));

  it('allows everything that is asked for, and everything it allows is asked for', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    const first = await hear(connection);
    api.tick();
    await hear(connection, first.end.cursor?.value);
    expect(connection.identity.lacking).toEqual([]);
    const known = RESOURCES.map(({ name }) => name).filter((name) => name !== 'llminferenceservices.serving.kserve.io');
    expect([...api.served].sort()).toEqual(known.sort());
  });

  it('reads by GET alone, and neither secrets nor configuration maps', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    await hear(connection);
    expect(new Set(api.requests.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(api.requests.filter(({ path }) => /secrets|configmaps/.test(path))).toEqual([]);
    expect(ROLE).not.toMatch(/secrets|configmaps|create|update|patch|delete|impersonate|'\*'/);
  });
});

describe('a right that is missing', () => {
  it('is named with its cost, at connecting and at the end of the read, and the rest is read', async () => {
    await using api = await cluster(undefined, {
      grants: without(
        all,
        'virtualmachinesnapshots.snapshot.kubevirt.io',
        'clusterserviceversions.operators.coreos.com',
      ),
    });
    await using connection = await connectTo(api);
    expect(connection.identity.lacking?.map(({ right }) => right)).toEqual([
      'list virtualmachinesnapshots.snapshot.kubevirt.io',
      'list clusterserviceversions.operators.coreos.com',
    ]);
    const { end, items, workloads } = await hear(connection);
    expect(workloads).toHaveLength(OPENSHIFT_WORKLOADS);
    expect(end.missing.map(({ part }) => part)).toEqual(connection.identity.lacking?.map(({ right }) => right));
    expect(end.missing[0]?.facts).toEqual(['snapshots']);
    // Which operators are installed is not known whole, so nothing may be concluded from one that is not listed.
    expect(items.find(({ type }) => type === 'cluster')).not.toHaveProperty('cluster.components');
  });

  it('that is taken away between two reads keeps what was known, and is named', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    const first = await hear(connection);
    api.accounts = new Map([[TOKEN, without(all, 'virtualmachines.kubevirt.io')]]);
    const second = await hear(connection, first.end.cursor?.value);
    expect(second.removed).toEqual([]);
    expect(second.end.missing.map(({ part }) => part)).toEqual(['list virtualmachines.kubevirt.io']);
    api.accounts = new Map([[TOKEN, all]]);
    api.remove(MACHINES.find(({ metadata, kind }) => kind === 'VirtualMachine' && metadata.name === 'win-stopped')!);
    const third = await hear(connection, second.end.cursor?.value);
    expect(third.end.missing).toEqual([]);
    expect(third.removed).toHaveLength(1);
  });

  it('to anything at all is an error with the code for it', async () => {
    await using api = await cluster(undefined, { grants: within(ROLE, []) });
    await expect(connectTo(api)).rejects.toMatchObject({ code: 'IST-2204' });
  });

  it('to the namespaces leaves the address as the id of the cluster', async () => {
    await using api = await cluster(undefined, {
      grants: without(all, 'namespaces', 'clusterversions.config.openshift.io'),
    });
    await using connection = await connectTo(api);
    expect(connection.identity.instanceId).toBe(new URL(api.address).host);
    expect((await hear(connection)).workloads).toHaveLength(OPENSHIFT_WORKLOADS);
  });
});

describe('rights that end at namespaces', () => {
  it('give what is in those that are named', async () => {
    await using api = await cluster(undefined, { grants: within(ROLE, ['shop']) });
    await using connection = await connectTo(api, { settings: { namespaces: ['shop'] } });
    const { workloads, end, items } = await hear(connection);
    expect(workloads).toHaveLength(OPENSHIFT_WORKLOADS - 2);
    expect(workloads.every((name) => name.includes(' shop/'))).toBe(true);
    expect(items.filter(({ type }) => type === 'host')).toEqual([]);
    expect(end.missing.map(({ part }) => part)).toContain('list nodes');
  });

  it('give what is in all that may be seen, and say that it is not everything', async () => {
    const grants = within(ROLE, ['shop', 'ml']);
    const lister = {
      everywhere: [...grants.everywhere, { apiGroups: [''], resources: ['namespaces'], verbs: ['list', 'watch'] }],
      within: grants.within,
    };
    await using api = await cluster(undefined, { grants: lister });
    await using connection = await connectTo(api);
    const first = await hear(connection);
    expect(first.workloads).toHaveLength(OPENSHIFT_WORKLOADS);
    expect(first.end.missing.map(({ part }) => part)).toContain('list pods in all namespaces');
    api.remove(MACHINES.find(({ metadata, kind }) => kind === 'VirtualMachine' && metadata.name === 'win-stopped')!);
    expect((await hear(connection, first.end.cursor?.value)).removed).toHaveLength(1);
  });
});

describe('a cluster without further parts', () => {
  it('is plain Kubernetes: its containers and nodes are read, and nothing is missing', async () => {
    await using api = await cluster(undefined, { groups: PLAIN_GROUPS });
    await using connection = await connectTo(api, { settings: { clusterName: 'aks-1' } });
    expect(connection.identity).toMatchObject({ product: 'Kubernetes v1.31.4', lacking: [] });
    const { workloads, end, items } = await hear(connection);
    expect(workloads.some((name) => name.startsWith('VirtualMachine'))).toBe(false);
    expect(workloads).toContain('Deployment ml/llama-predictor');
    expect(end.missing).toEqual([]);
    expect(items.find(({ type }) => type === 'cluster')).toMatchObject({
      cluster: {
        name: 'aks-1',
        platform: 'kubernetes',
        version: 'v1.31.4',
        components: [{ name: 'kubernetes' }, { name: 'windows-machine-config-operator' }],
      },
    });
  });
});
