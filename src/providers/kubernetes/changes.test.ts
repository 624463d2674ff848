/** What changes while connected, against our stand-in for an API server. */

import { describe, expect, it } from 'vitest';
import { CONTAINERS, MACHINES, object } from '../../../test/support/kube-api-cluster.ts';
import { cluster, connectTo, hear } from './live.fixture.ts';

const vm = MACHINES.find(({ kind, metadata }) => kind === 'VirtualMachine' && metadata.name === 'win-stopped');
const web = CONTAINERS.find(({ kind, metadata }) => kind === 'Deployment' && metadata.name === 'web');

describe('changes', () => {
  it('are nothing when nothing happened, at the price of one question per resource', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    const first = await hear(connection);
    api.requests.length = 0;
    const second = await hear(connection, first.end.cursor?.value);
    expect(second).toMatchObject({ types: [], items: [], removed: [] });
    expect(api.requests.every(({ query }) => query.includes('limit=1') && !query.includes('watch'))).toBe(true);
  });

  it('are told as whole workloads, from whichever of their objects they come', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    const first = await hear(connection);
    api.put({ ...vm!, status: { printableStatus: 'Running' } });
    api.put(
      object('kubevirt.io/v1', 'VirtualMachineInstance', 'shop/win-stopped', {
        spec: { domain: { cpu: { sockets: 2, cores: 1, threads: 1 }, memory: { guest: '8Gi' }, devices: {} } },
        status: { phase: 'Running', nodeName: 'master-0' },
      }),
    );
    const second = await hear(connection, first.end.cursor?.value);
    expect(second.types).toEqual(['delta']);
    expect(second.workloads).toEqual(['VirtualMachine shop/win-stopped']);
    expect(second.items).toMatchObject([{ observation: { facts: { powerState: 'on', host: 'master-0' } } }]);
    const third = await hear(connection, second.end.cursor?.value);
    expect(third.types).toEqual([]);
  });

  it('in what is not read are no changes: heartbeats, annotations, addresses of pods', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    const first = await hear(connection);
    api.put({ ...web!, metadata: { ...web!.metadata, annotations: { touched: 'yes' }, generation: 7 } });
    const second = await hear(connection, first.end.cursor?.value);
    expect(second.types).toEqual([]);
    expect(second.end.cursor?.value).not.toBe(first.end.cursor?.value);
  });

  it('name what is gone by what it was known by', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    const first = await hear(connection);
    api.remove(vm!);
    api.remove(object('v1', 'Node', 'win-1'));
    const second = await hear(connection, first.end.cursor?.value);
    expect(second.removed.map(({ type }) => type).sort()).toEqual(['host', 'workload']);
    expect(second.removed.find(({ type }) => type === 'workload')).toMatchObject({ id: vm!.metadata.uid });
    // The cluster has a host less.
    expect(second.items).toMatchObject([{ type: 'cluster', cluster: { hostCount: 2 } }]);
  });

  it('after the server forgot the past are found by listing anew', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    const first = await hear(connection);
    api.put(object('apps/v1', 'Deployment', 'shop/new', { spec: { template: { spec: { containers: [] } } } }));
    api.remove(vm!);
    api.compact();
    const second = await hear(connection, first.end.cursor?.value);
    expect(second.types).toEqual(['delta']);
    expect(second.workloads).toEqual(['Deployment shop/new']);
    expect(second.removed).toMatchObject([{ type: 'workload' }]);
  });

  it('that were told by half are told again', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api);
    const first = await hear(connection);
    api.remove(vm!);
    const cursor = first.end.cursor?.value;
    const broken = connection.inventory!.read({ onIssue: () => undefined, ...(cursor !== undefined && { cursor }) });
    await broken.next();
    await broken.return({ parts: [], missing: [] });
    const again = await hear(connection, cursor);
    expect(again.types).toEqual(['delta']);
    expect(again.removed).toHaveLength(1);
  });

  it('end when the server falls silent, and are told with the next read', async () => {
    await using api = await cluster();
    await using connection = await connectTo(api, {}, { pace: { watchSeconds: 60, silenceMs: 300 } });
    const first = await hear(connection);
    // Versions of the whole cluster move on without a word on any of ours.
    api.tick();
    const second = await hear(connection, first.end.cursor?.value);
    expect(second.types).toEqual([]);
    api.remove(vm!);
    const third = await hear(connection, second.end.cursor?.value);
    expect(third.removed).toHaveLength(1);
  });

  it('are everything on another connection, whose cursor is not known', async () => {
    await using api = await cluster();
    await using one = await connectTo(api);
    await using other = await connectTo(api);
    const first = await hear(one);
    expect(first.end.cursor?.lasting).toBe(false);
    expect((await hear(other, first.end.cursor?.value)).types[0]).toBe('full');
  });
});
