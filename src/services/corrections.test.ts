/** Several sources of the same machines, and people who know better: awkward truths on a real database. */

import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Host, Source } from '../core/model/estate.ts';
import { byteSwapped } from '../core/model/identity-keys.ts';
import { identityRowOf } from '../core/model/identity-row.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import type { Workload, WorkloadFacts, WorkloadObservation } from '../core/model/workload.ts';
import { provenanceOf } from '../core/model/workload.ts';
import { changeObservations } from '../store/observation-changes.ts';
import { saveSource } from '../store/sources.ts';
import { testContext } from '../../test/support/database.ts';
import type { OwnedContext } from './context.ts';
import { deleteCorrection, joinWorkloads, keepApart, listCorrections, preferSource } from './corrections.ts';
import { diffGenerations } from './diff-generations.ts';
import { loadEstate } from './generations.ts';
import { lockEstate, rebuildEstate } from './rebuild-estate.ts';
import { listSameMachineProposals } from './same-machine.ts';
import { updateSource } from './source-update.ts';

const UUID = '4219c0de-1234-5678-9abc-def012345678';
const OTHER = '4219c0de-9999-5678-9abc-def012345678';
const MAC = '00:50:56:aa:bb:01';
const AT = '2026-11-20T08:00:00.000Z';

let context: OwnedContext;
beforeAll(async () => {
  context = await testContext();
});
afterAll(async () => {
  await context[Symbol.asyncDispose]();
});

const TABLES = [
  'observation_touches',
  'corrections',
  'observation_workloads',
  'current_workloads',
  'workloads',
  'entities',
  'generations',
  'column_sets',
  'settings',
  'sources',
];
beforeEach(async () => {
  for (const table of TABLES) await context.store.query(`delete from ${table}`);
});

const PRECEDENCE: Readonly<Record<string, number>> = { vc: 50, vc2: 50, rvtools: 10, ansible: 30, arc: 40 };

/** One source says what it says now, and nothing else any more. */
async function says(
  id: string,
  observations: readonly WorkloadObservation[],
  hosts: readonly Host[] = [],
): Promise<number> {
  const source: Source = { id, name: id, providerKind: id, precedence: PRECEDENCE[id] ?? 20, observedAt: AT };
  return context.store.transaction(async (connection) => {
    await lockEstate(connection);
    await saveSource(connection, source, new Date(AT));
    const changes = await changeObservations(connection, id, { keepOnly: true });
    for (const each of observations) await changes.put(each, identityRowOf(each));
    for (const host of hosts) await changes.putEntity({ kind: 'host', doc: host });
    const made = await rebuildEstate(context, connection, `sync ${id}`, { changes: await changes.finish() });
    return made.generation.number;
  });
}

const workloads = async (): Promise<readonly Workload[]> => (await loadEstate(context)).workloads;
const named = async (name: string): Promise<Workload> => {
  const found = (await workloads()).find(({ facts }) => facts.name === name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

const vm = (
  source: string,
  id: string,
  identity: WorkloadObservation['identity'],
  facts: WorkloadFacts,
): WorkloadObservation => observationOf(source, id, identity, { platform: 'vsphere', ...facts }, { scope: source });

describe('one machine in four sources', () => {
  beforeEach(async () => {
    await says('vc', [
      vm('vc', 'vm-1', { biosUuid: UUID, macAddresses: [MAC] }, { name: 'db', cpuCount: 4, memoryMiB: 8192 }),
    ]);
    await says('rvtools', [
      vm('rvtools', 'vm-1', { biosUuid: UUID }, { name: 'DB', cpuCount: 2, annotation: 'HR', memoryMiB: 8192 }),
    ]);
    await says('ansible', [
      observationOf(
        'ansible',
        'db',
        { biosUuid: byteSwapped(UUID) },
        { hostName: 'db.corp.example', cpuCount: 4, environment: 'test' },
      ),
    ]);
    await says('arc', [
      observationOf(
        'arc',
        '/subscriptions/1/db',
        { macAddresses: [MAC.toUpperCase()] },
        { environment: 'prod', memoryMiB: 4096 },
      ),
    ]);
  });

  it('is one workload, with each conflict told field by field', async () => {
    const [only, ...more] = await workloads();
    expect(more).toEqual([]);
    expect(only?.observations.map(({ sourceId }) => sourceId)).toEqual(['vc', 'arc', 'ansible', 'rvtools']);
    expect(only?.conflicts.map(({ field, others }) => [field, others.map(({ value }) => value)])).toEqual([
      ['cpuCount', [2]],
      ['environment', ['test']],
      ['memoryMiB', [4096]],
    ]);
  });

  it('the word of another source counts where somebody prefers it, and says so', async () => {
    const made = await preferSource(context, { fact: 'environment', source: 'ansible', reason: 'tags are kept there' });
    expect(made.changed).toBe(true);
    const one = await named('db');
    expect(one.facts.environment).toBe('test');
    expect(provenanceOf(one, 'environment')?.sourceId).toBe('ansible');
    expect(one.corrected).toEqual({ environment: 'corrected by hand: tester prefers ansible (tags are kept there)' });
    expect(one.conflicts.find(({ field }) => field === 'environment')?.others.map(({ value }) => value)).toEqual([
      'prod',
    ]);
    await deleteCorrection(context, made.correction.id);
    expect((await named('db')).facts.environment).toBe('prod');
    expect(await listCorrections(context)).toEqual([]);
  });

  it('for one workload it goes before one for all, and the later before the earlier', async () => {
    await preferSource(context, { fact: 'cpuCount', source: 'vc', reason: 'x' });
    await preferSource(context, { fact: 'cpuCount', source: 'rvtools', workload: 'db', reason: 'x' });
    expect((await named('db')).facts.cpuCount).toBe(2);
    await preferSource(context, { fact: 'cpuCount', source: 'ansible', workload: 'db', reason: 'x' });
    expect((await named('db')).facts.cpuCount).toBe(4);
    const listed = await listCorrections(context);
    expect(listed.map(({ source, workloads }) => [source?.id, workloads.length])).toEqual([
      ['ansible', 1],
      ['vc', 0],
    ]);
  });

  it('holds when the sources are read again, and when the one that was preferred is silent the best counts', async () => {
    await preferSource(context, { fact: 'cpuCount', source: 'rvtools', workload: 'db', reason: 'x' });
    const again = vm('vc', 'vm-1', { biosUuid: UUID, macAddresses: [MAC] }, { name: 'db', cpuCount: 8 });
    await says('vc', [again]);
    expect((await named('db')).facts.cpuCount).toBe(2);
    await says('rvtools', []);
    expect((await named('db')).facts.cpuCount).toBe(8);
  });

  it('is refused for a fact that the source does not state, and for sources and corrections that are not there', async () => {
    const prefer = (fact: string, source: string, workload?: string) =>
      preferSource(context, { fact, source, reason: 'x', ...(workload !== undefined && { workload }) });
    await expect(prefer('owner', 'vc')).rejects.toMatchObject({ code: 'IST-2230' });
    await expect(prefer('annotation', 'vc', 'db')).rejects.toMatchObject({ code: 'IST-2230' });
    await expect(prefer('cpuCount', 'nobody')).rejects.toMatchObject({ code: 'IST-2222' });
    await expect(prefer('cpuCount', 'vc', 'nothing')).rejects.toMatchObject({ code: 'IST-2103' });
    await expect(deleteCorrection(context, 'cor-1')).rejects.toMatchObject({ code: 'IST-2232' });
  });

  it('another precedence of a source makes everything again', async () => {
    await updateSource(context, 'rvtools', { precedence: 90 });
    expect((await named('DB')).facts.cpuCount).toBe(2);
  });

  it('a further source of the same machine is one line in the diff', async () => {
    const before = (await loadEstate(context)).generation;
    const after = await says('vc2', [observationOf('vc2', 'x', { biosUuid: UUID }, { cpuCount: 4 })]);
    const { items } = await diffGenerations(context, before, after, 10);
    expect(items.map(({ fields }) => fields)).toEqual([[{ field: 'also seen by', from: null, to: 'vc2' }]]);
  });
});

describe('machines that nothing joins', () => {
  const old = vm(
    'vc',
    'vm-1',
    { biosUuid: UUID, macAddresses: [MAC], fqdn: 'db.corp.example' },
    { name: 'db', powerState: 'on' },
  );
  const moved = vm(
    'vc2',
    'vm-9',
    { biosUuid: OTHER, macAddresses: [MAC], fqdn: 'db.corp.example' },
    { name: 'db', powerState: 'on' },
  );

  it('a machine that moved to another vCenter with a new UUID is proposed, and once joined goes on under its id', async () => {
    await says('vc', [old]);
    const before = (await named('db')).id;
    await says('vc', []);
    await says('vc2', [moved]);
    const after = (await named('db')).id;
    expect(after).not.toBe(before);
    const [proposal, ...more] = await listSameMachineProposals(context);
    expect(more).toEqual([]);
    expect(new Map(proposal?.workloads.map(({ id, listed }) => [id, listed]))).toEqual(
      new Map([
        [before, false],
        [after, true],
      ]),
    );
    expect(proposal?.for).toContain('db is no longer listed by any source');
    expect(proposal?.against).toContain('different BIOS UUIDs');

    const made = await joinWorkloads(context, { workloads: [after, before], reason: 'moved last week' });
    expect(made.generation.counts.workloads).toBe(1);
    expect((await named('db')).id).toBe(before);
    expect(await listSameMachineProposals(context)).toEqual([]);
    // Should the old one be listed again, the decision holds.
    await says('vc', [{ ...old, facts: { ...old.facts, powerState: 'off' } }]);
    expect(await workloads()).toHaveLength(1);
    await deleteCorrection(context, made.correction.id);
    expect(await workloads()).toHaveLength(2);
  });

  it('a pair that somebody keeps apart is not proposed again, nor joined by what it shares later', async () => {
    await says('vc', [{ ...old, facts: { ...old.facts, powerState: 'off' } }]);
    await says('vc2', [moved]);
    const [proposal] = await listSameMachineProposals(context);
    const [a, b] = proposal?.workloads.map(({ id }) => id) ?? [];
    await keepApart(context, { workloads: [a ?? '', b ?? ''], reason: 'a test copy' });
    expect(await listSameMachineProposals(context)).toEqual([]);
    await says('vc2', [{ ...moved, identity: { ...moved.identity, biosUuid: UUID } }]);
    expect(await workloads()).toHaveLength(2);
    expect((await listCorrections(context))[0]).toMatchObject({
      kind: 'apart',
      reason: 'a test copy',
      actor: 'tester',
    });
  });

  it('what was joined wrongly is parted by its observations, and joining them again replaces the decision', async () => {
    await says('vc', [old]);
    await says('arc', [observationOf('arc', 'a', { macAddresses: [MAC] }, { owner: 'x' })]);
    expect(await workloads()).toHaveLength(1);
    const pair = ['vc|vc|vm-1', 'arc||a'] as const;
    await keepApart(context, { workloads: pair, reason: 'the address was handed on' });
    expect(await workloads()).toHaveLength(2);
    await joinWorkloads(context, { workloads: pair, reason: 'no, it is the same' });
    expect(await workloads()).toHaveLength(1);
    expect((await listCorrections(context)).map(({ kind }) => kind)).toEqual(['join']);
  });

  it('a decision outlives the source: another one that lists the same machines keeps to it', async () => {
    const clone = vm('vc', 'vm-2', { biosUuid: OTHER }, { name: 'db-replica' });
    await says('vc', [{ ...old, identity: { biosUuid: UUID } }, clone]);
    const ids = (await workloads()).map(({ id }) => id) as [string, string];
    await joinWorkloads(context, { workloads: ids, reason: 'listed twice' });
    expect(await workloads()).toHaveLength(1);
    await says('vc', []);
    await says('rvtools', [
      vm('rvtools', 'r-1', { biosUuid: UUID }, { name: 'db' }),
      vm('rvtools', 'r-2', { biosUuid: OTHER }, { name: 'db-replica' }),
    ]);
    expect(await workloads()).toHaveLength(1);
  });

  describe('of two that are listed, joined', () => {
    const join = (a: string, b: string) => joinWorkloads(context, { workloads: [a, b], reason: 'one machine' });
    const nth = (source: string, n: number): WorkloadObservation =>
      vm(source, `vm-${n}`, { biosUuid: `4219c0de-0000-4000-8000-00000000000${n}` }, { name: `${source}-${n}` });

    it.each([1, 2, 3, 4].flatMap((n) => [1, 2, 3, 4].filter((m) => m !== n).map((m) => [n, m] as const)))(
      'the older goes on under its id, and undo gives both theirs: %i before %i',
      async (n, m) => {
        await says('rvtools', [nth('rvtools', n)]);
        const older = (await named(`rvtools-${n}`)).id;
        await says('vc', [nth('vc', m)]);
        const younger = (await named(`vc-${m}`)).id;
        const made = await join(younger, older);
        expect(made.keptId).toBe(older);
        expect((await workloads()).map(({ id }) => id)).toEqual([older]);
        // What joins it later goes with the half it belongs to.
        await says('arc', [nth('arc', m)]);
        expect((await workloads()).map(({ id }) => id)).toEqual([older]);
        await deleteCorrection(context, made.correction.id);
        const after = await workloads();
        expect(after).toHaveLength(2);
        const ofSource = (source: string): (string | undefined)[] =>
          after
            .filter(({ observations }) => observations.some(({ sourceId }) => sourceId === source))
            .map(({ id }) => id);
        expect(ofSource('rvtools')).toEqual([older]);
        expect([...ofSource('vc'), ...ofSource('arc')]).toEqual([younger, younger]);
      },
    );

    it.each([
      [1, 2],
      [2, 1],
    ])('of two that came together the first named stays, %i before %i', async (n, m) => {
      await says('vc', [nth('vc', n), nth('vc', m)]);
      const [first, second] = [(await named(`vc-${n}`)).id, (await named(`vc-${m}`)).id];
      const made = await join(first, second);
      expect(made.keptId).toBe(first);
      // Said to be two after all: each is what it was.
      await keepApart(context, { workloads: [`vc|vc|vm-${n}`, `vc|vc|vm-${m}`], reason: 'no' });
      expect((await named(`vc-${n}`)).id).toBe(first);
      expect((await named(`vc-${m}`)).id).toBe(second);
    });

    it('one join after another, taken back in any order, gives each its id', async () => {
      for (const n of [3, 1, 2]) await says(['', 'vc', 'vc2', 'rvtools'][n] ?? '', [nth('vm', n)]);
      const id = Object.fromEntries((await workloads()).map((each) => [each.facts.name ?? '', each.id]));
      const [a, b, c] = [id['vm-3'] ?? '', id['vm-1'] ?? '', id['vm-2'] ?? ''];
      const one = await join(b, a);
      const two = await join(c, a);
      expect([one.keptId, two.keptId]).toEqual([a, a]);
      await deleteCorrection(context, one.correction.id);
      expect((await workloads()).map((each) => each.id).sort()).toEqual([a, b].sort());
      await deleteCorrection(context, two.correction.id);
      expect(Object.fromEntries((await workloads()).map((each) => [each.facts.name ?? '', each.id]))).toEqual(id);
    });

    it('a join that another decision forbids leaves all ids as they are', async () => {
      await says('rvtools', [nth('rvtools', 1)]);
      await says('vc', [nth('vc', 2)]);
      await says('vc2', [nth('vc2', 3)]);
      const [one, two, three] = [await named('rvtools-1'), await named('vc-2'), await named('vc2-3')];
      await keepApart(context, { workloads: [one.id, three.id], reason: 'no' });
      await join(two.id, three.id);
      const refused = await join(one.id, 'vc|vc|vm-2');
      expect(refused.keptId).toBeUndefined();
      expect((await workloads()).map(({ id }) => id)).toEqual([one.id, two.id].sort());
    });
  });

  it('is refused for one workload twice, for two that are gone, and for different kinds', async () => {
    const pod = { ...observationOf('k8s', 'pod', {}, { name: 'pod' }), kind: 'container' as const };
    await says('vc', [old]);
    await says('k8s', [pod]);
    const join = (a: string, b: string) => joinWorkloads(context, { workloads: [a, b], reason: 'x' });
    await expect(join('db', 'db')).rejects.toMatchObject({ code: 'IST-2230' });
    await expect(join('db', 'pod')).rejects.toMatchObject({ code: 'IST-2230' });
    await expect(join('db', 'nothing')).rejects.toMatchObject({ code: 'IST-2103' });
  });
});

describe('awkward truths', () => {
  it.each<{
    reason: string;
    given: readonly (readonly [string, WorkloadObservation[]])[];
    count: number;
    proposed: number;
  }>([
    {
      reason: 'clones with equal UUIDs stay two and are not proposed while both run',
      given: [
        [
          'vc',
          [
            vm('vc', 'vm-1', { biosUuid: UUID, macAddresses: [MAC] }, { name: 'a', powerState: 'on' }),
            vm('vc', 'vm-2', { biosUuid: UUID, macAddresses: ['00:50:56:aa:bb:02'] }, { name: 'b', powerState: 'on' }),
          ],
        ],
      ],
      count: 2,
      proposed: 0,
    },
    {
      reason: 'a name that was given to a new machine does not make it the old one',
      given: [
        ['vc', [vm('vc', 'vm-1', { biosUuid: UUID, macAddresses: [MAC] }, { name: 'web' })]],
        ['vc', [vm('vc', 'vm-2', { biosUuid: OTHER, macAddresses: ['00:50:56:aa:bb:02'] }, { name: 'web' })]],
      ],
      count: 1,
      proposed: 0,
    },
    {
      reason: 'a MAC that DHCP handed on joins nobody to its former bearer',
      given: [
        ['vc', [vm('vc', 'vm-1', { biosUuid: UUID, macAddresses: [MAC], fqdn: 'a.x' }, { name: 'a' })]],
        [
          'vc2',
          [vm('vc2', 'vm-1', { biosUuid: OTHER, macAddresses: [MAC], fqdn: 'b.x' }, { name: 'b', powerState: 'on' })],
        ],
      ],
      count: 2,
      proposed: 0,
    },
    {
      reason: 'a template is no machine made from it',
      given: [
        ['vc', [vm('vc', 'vm-1', { instanceUuid: UUID, biosUuid: UUID }, { name: 'rhel9', template: true })]],
        ['vc2', [vm('vc2', 'vm-1', { instanceUuid: OTHER, biosUuid: UUID }, { name: 'rhel9', template: false })]],
      ],
      count: 2,
      proposed: 0,
    },
    {
      reason: 'two linked vCenters that list one machine list it once',
      given: [
        ['vc', [vm('vc', 'vm-1', { biosUuid: UUID, instanceUuid: UUID }, { name: 'a' })]],
        ['vc2', [vm('vc2', 'vm-77', { biosUuid: UUID, instanceUuid: UUID }, { name: 'a' })]],
      ],
      count: 1,
      proposed: 0,
    },
  ])('$reason', async ({ given, count, proposed }) => {
    for (const [source, observations] of given) await says(source, observations);
    expect(await workloads()).toHaveLength(count);
    expect(await listSameMachineProposals(context)).toHaveLength(proposed);
  });

  it('a host that two sources see is one, and says what either knows', async () => {
    const host = (sourceId: string, facts: Partial<Host>): Host => ({
      id: 'host-1',
      name: 'esx1',
      platform: 'vsphere',
      ...facts,
      observedBy: { sourceId, nativeId: 'h-1', observedAt: AT },
    });
    await says('rvtools', [], [host('rvtools', { cpuCores: 16, memoryMiB: 1024, serialNumber: 'S1' })]);
    await says('vc', [], [host('vc', { cpuCores: 32, memoryMiB: 1024 })]);
    const { hosts } = await loadEstate(context);
    expect(hosts).toHaveLength(1);
    expect(hosts[0]).toMatchObject({ cpuCores: 32, serialNumber: 'S1', observedBy: { sourceId: 'vc' } });
  });
});
