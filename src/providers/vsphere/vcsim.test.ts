/** Against govmomi's vCenter simulator, which is a program of its own: nothing here is shaped after our reading of the API. */

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startVcsim, vcsimMissing } from '../../../test/support/vcsim.ts';
import type { Vcsim } from '../../../test/support/vcsim.ts';
import { HttpsClient } from '../../transport/https.ts';
import { describeProvider } from '../conformance.ts';
import type { Connection, InventoryMutation, ReadEnd } from '../connection.ts';
import type { InventoryItem } from '../provider.ts';
import { child, numberOf, refOf } from './nodes.ts';
import type { MoRef } from './nodes.ts';
import { vsphereProvider } from './provider.ts';
import { element, reference } from './request.ts';
import { VimSession } from './session.ts';
import { SoapClient } from './soap.ts';
import { accessTo, thumbprintOf } from './vcsim-access.fixture.ts';
import type { VcsimAccess } from './vcsim-access.fixture.ts';

const missing = await vcsimMissing();
const shared = missing === undefined ? await startVcsim({ vms: 7 }) : undefined;
afterAll(() => shared?.[Symbol.asyncDispose]());

const accessShared = async (): Promise<VcsimAccess> => {
  if (shared === undefined) throw new TypeError('skipped');
  return accessTo(shared);
};

describeProvider(
  vsphereProvider,
  [],
  [
    {
      name: "govmomi's vCenter simulator",
      ...(missing !== undefined && { skip: missing }),
      open: accessShared,
      refused: async () => ({ ...(await accessShared()), secrets: { password: 'wrong-password' } }),
      workloads: 7,
    },
  ],
);

const clock = (): Date => new Date('2026-11-22T08:00:00Z');
const connect = async (access: VcsimAccess): Promise<Connection> => {
  const connection = await vsphereProvider.live?.connect({ sourceId: 'source-1', ...access, clock });
  if (connection === undefined) throw new TypeError('no live connector');
  return connection;
};

interface Heard {
  readonly mutations: readonly InventoryMutation[];
  readonly items: readonly InventoryItem[];
  readonly end: ReadEnd;
}

async function read(connection: Connection, cursor?: string): Promise<Heard> {
  const reading = connection.inventory?.read({ onIssue: () => undefined, ...(cursor !== undefined && { cursor }) });
  const mutations: InventoryMutation[] = [];
  for (;;) {
    const next = await reading?.next();
    if (next === undefined) throw new TypeError('no inventory');
    if (next.done === true) return { mutations, items: mutations.flatMap(({ items }) => items), end: next.value };
    mutations.push(next.value);
  }
}

const machine = (items: readonly InventoryItem[], id: string): unknown =>
  items.flatMap((item) => (item.type === 'workload' && item.observation.nativeId === id ? [item.observation] : []))[0];

/** An administrator's session beside the one under test. */
class Administrator {
  readonly #session: VimSession;
  readonly #https: HttpsClient;

  private constructor(https: HttpsClient, session: VimSession) {
    this.#https = https;
    this.#session = session;
  }

  static async of({ host, user, password }: Vcsim): Promise<Administrator> {
    const trust = { thumbprint: await thumbprintOf(host) };
    const https = new HttpsClient({ endpoint: new URL(`https://${host}`), trust });
    const session = new VimSession(new SoapClient(https, 1e9), { user, password });
    await session.open();
    return new Administrator(https, session);
  }

  manager(name: string): MoRef {
    return this.#session.needed(name);
  }

  async call(method: string, self: MoRef, body = ''): Promise<MoRef | undefined> {
    return refOf(await this.#session.call({ method, self, body }));
  }

  /** Key of what was made. */
  async number(method: string, self: MoRef, body: string): Promise<number> {
    return numberOf(child(await this.#session.call({ method, self, body }), 'key')) ?? 0;
  }

  async close(): Promise<void> {
    await this.#session[Symbol.asyncDispose]();
    await this.#https[Symbol.asyncDispose]();
  }
}

describe.skipIf(missing !== undefined)(
  `vCenter simulator${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    let sim: Vcsim;
    let administrator: Administrator;
    beforeAll(async () => {
      sim = await startVcsim({ vms: 6, hosts: 2 });
      administrator = await Administrator.of(sim);
    });
    afterAll(async () => {
      await administrator.close();
      await sim[Symbol.asyncDispose]();
    });
    const vm = (value: string): MoRef => ({ type: 'VirtualMachine', value });

    test('tells who answers', async () => {
      await using connection = await connect(await accessTo(sim));
      expect(connection.identity).toMatchObject({
        product: expect.stringMatching(/^VMware vCenter Server /),
        instanceId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        endpoint: `https://${sim.host}`,
        account: sim.user,
        fingerprint: await thumbprintOf(sim.host),
      });
    });

    test('reads machines with their disks, adapters and places, and measures them', async () => {
      await using connection = await connect(await accessTo(sim));
      const { items, end } = await read(connection);
      const kinds = items.map(({ type }) => type);
      for (const kind of ['host', 'cluster', 'network', 'datastore', 'workload']) expect(kinds).toContain(kind);
      const [first] = items.flatMap((item) => (item.type === 'workload' ? [item.observation] : []));
      expect(first).toMatchObject({
        scope: connection.identity.instanceId,
        identity: {
          biosUuid: expect.any(String),
          instanceUuid: expect.any(String),
          macAddresses: [expect.any(String)],
        },
        facts: {
          platform: 'vsphere',
          powerState: 'on',
          cluster: 'DC0_C0',
          datacenter: 'DC0',
          folder: '/DC0/vm',
          resourcePool: '/DC0/DC0_C0/Resources',
          networks: ['DC0_DVPG0'],
          disks: [
            {
              bus: 'scsi',
              controller: 'VMware paravirtual SCSI',
              mode: 'persistent',
              shared: false,
              rawDeviceMapping: false,
            },
          ],
          nics: [{ network: 'DC0_DVPG0', switchName: 'DVS0', passthrough: 'none' }],
          utilisation: { windowDays: 7, cpuAvgPct: expect.any(Number) },
        },
      });
      expect(end.missing).toEqual([]);
    });

    test('gives ids as an RVTools export of the same vCenter does', async () => {
      await using connection = await connect(await accessTo(sim));
      const { items } = await read(connection);
      const { entityId } = await import('../../core/model/ids.ts');
      const host = items.find((item) => item.type === 'host');
      expect(host).toMatchObject({ host: { id: entityId('host', connection.identity.instanceId, 'DC0_C0_H0') } });
    });

    test('reads tags of the REST interface and custom attributes', async () => {
      const https = new HttpsClient({
        endpoint: new URL(`https://${sim.host}`),
        trust: { thumbprint: await thumbprintOf(sim.host) },
      });
      const rest = async (method: string, path: string, body: unknown, headers = {}): Promise<string> => {
        const response = await https.request({
          method,
          path: `/rest/com/vmware/cis${path}`,
          headers: { 'content-type': 'application/json', ...headers },
          body: JSON.stringify(body),
        });
        const { value } = JSON.parse((await response.text()) || '{}') as { value?: string };
        return value ?? '';
      };
      const authorization = `Basic ${Buffer.from(`${sim.user}:${sim.password}`).toString('base64')}`;
      const session = { 'vmware-api-session-id': await rest('POST', '/session', {}, { authorization }) };
      const category = await rest(
        'POST',
        '/tagging/category',
        { create_spec: { name: 'Environment', description: '', cardinality: 'MULTIPLE', associable_types: [] } },
        session,
      );
      for (const name of ['production', 'audited']) {
        const tag = await rest(
          'POST',
          '/tagging/tag',
          { create_spec: { name, description: '', category_id: category } },
          session,
        );
        await rest(
          'POST',
          `/tagging/tag-association/id:${tag}?~action=attach`,
          { object_id: { id: await firstVm(sim), type: 'VirtualMachine' } },
          session,
        );
      }
      await https[Symbol.asyncDispose]();
      const fields = administrator.manager('customFieldsManager');
      const key = await administrator.number(
        'AddCustomFieldDef',
        fields,
        element('name', 'Owner') + element('moType', 'VirtualMachine'),
      );
      await administrator.call(
        'SetField',
        fields,
        reference('entity', vm(await firstVm(sim))) + element('key', key) + element('value', 'payroll'),
      );
      await using connection = await connect(await accessTo(sim));
      const { items } = await read(connection);
      expect(machine(items, await firstVm(sim))).toMatchObject({
        facts: { tags: { Environment: 'audited, production', Owner: 'payroll' } },
      });
    });

    test('after the first read gives only what changed: switched off, a snapshot, removed', async () => {
      await using connection = await connect(await accessTo(sim));
      const first = await read(connection);
      const cursor = first.end.cursor?.value;
      const ids = first.items.flatMap((item) => (item.type === 'workload' ? [item.observation.nativeId] : []));
      const [off = '', kept = '', removed = ''] = ids;
      // The first question after a full read is answered from a comparison: what changes before it is not lost.
      await administrator.call('PowerOffVM_Task', vm(off));
      const second = await read(connection, cursor);
      expect(second.mutations.map(({ type }) => type)).toEqual(['delta']);
      expect(second.items).toHaveLength(1);
      expect(machine(second.items, off)).toMatchObject({ facts: { powerState: 'off' } });
      expect((await read(connection, cursor)).mutations).toEqual([]);

      const snapshot = element('name', 'before%2fafter') + element('memory', false) + element('quiesce', true);
      await administrator.call('CreateSnapshot_Task', vm(kept), snapshot);
      await administrator.call('PowerOffVM_Task', vm(removed));
      await administrator.call('Destroy_Task', vm(removed));
      const third = await read(connection, cursor);
      console.log(
        ids,
        JSON.stringify(
          third.mutations.map((m) => [
            m.type,
            m.items.map((i) => (i.type === 'workload' ? i.observation.nativeId : i.type)),
            m.type === 'delta' ? m.removed : 0,
          ]),
        ),
      );
      expect(machine(third.items, kept)).toMatchObject({
        facts: { snapshots: [{ name: 'before/after', quiesced: true }] },
      });
      expect(third.mutations.flatMap((mutation) => (mutation.type === 'delta' ? mutation.removed : []))).toEqual([
        { type: 'workload', id: removed, scope: connection.identity.instanceId },
      ]);
      expect(third.mutations.every(({ type }) => type === 'delta')).toBe(true);
    });

    test('reads everything again when names change that machines are told by', async () => {
      await using connection = await connect(await accessTo(sim));
      const first = await read(connection);
      await administrator.call(
        'CreateFolder',
        administrator.manager('rootFolder'),
        element('name', `folder-${Date.now()}`),
      );
      const second = await read(connection, first.end.cursor?.value);
      expect(second.mutations[0]?.type).toBe('full');
    });
  },
);

async function firstVm(sim: Vcsim): Promise<string> {
  await using connection = await connect(await accessTo(sim, { tags: false, utilisationDays: 0 }));
  const { items } = await read(connection);
  return items.flatMap((item) => (item.type === 'workload' ? [item.observation.nativeId] : [])).sort()[0] ?? '';
}

describe.skipIf(missing !== undefined)(
  `vCenter simulator in trouble${missing === undefined ? '' : ` (skipped: ${missing})`}`,
  () => {
    test('a session that ended between two reads is begun again, and nothing that changed is lost', async () => {
      await using sim = await startVcsim({ vms: 3, idleSeconds: 1 });
      await using connection = await connect(await accessTo(sim, { tags: false, utilisationDays: 0 }));
      const first = await read(connection);
      expect((await read(connection, first.end.cursor?.value)).mutations).toEqual([]);
      await new Promise((resolve) => setTimeout(resolve, 2500));
      const administrator = await Administrator.of(sim);
      await administrator.call('PowerOffVM_Task', { type: 'VirtualMachine', value: await firstVm(sim) });
      const second = await read(connection, first.end.cursor?.value);
      expect(second.mutations.map(({ type }) => type)).toEqual(['delta']);
      expect(second.items).toHaveLength(1);
      await administrator.close();
    });

    test('a server that is gone is told as such, and read again when it is back', async () => {
      const sim = await startVcsim({ vms: 3 });
      const access = await accessTo(sim, { tags: false, utilisationDays: 0 });
      const connection = await connect(access);
      await read(connection);
      await sim.kill();
      await expect(read(connection)).rejects.toMatchObject({ code: expect.stringMatching(/^IST-220[17]$/) });
      await using back = await startVcsim({ vms: 3, listen: sim.host });
      expect(back.host).toBe(sim.host);
      const { items } = await read(connection);
      expect(items.filter(({ type }) => type === 'workload')).toHaveLength(3);
      await connection[Symbol.asyncDispose]();
    });

    test('a wrong thumbprint is refused before the password is sent', async () => {
      if (shared === undefined) return;
      const access = await accessTo(shared);
      const settings = { ...access.settings, thumbprint: 'ab'.repeat(32) };
      await expect(connect({ ...access, settings })).rejects.toMatchObject({ code: 'IST-2202' });
    });

    test('a host on its own is read like a vCenter, without clusters', async () => {
      await using sim = await startVcsim({ vms: 2, esx: true });
      await using connection = await connect(await accessTo(sim, { tags: false }));
      expect(connection.identity.product).toMatch(/^VMware ESXi /);
      const { items } = await read(connection);
      const kinds = items.map(({ type }) => type);
      expect(kinds.filter((kind) => kind === 'workload')).toHaveLength(2);
      expect(kinds).toContain('host');
      expect(kinds).not.toContain('cluster');
      const facts = items.flatMap((item) => (item.type === 'workload' ? [item.observation.facts] : []))[0];
      expect(facts).toMatchObject({ clusterDrsEnabled: false, affinityRules: [], hostAffinity: false });
    });
  },
);
