import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { refOf } from '../core/applications/fixes.ts';
import type { FixContent, WorkloadRef } from '../core/applications/fixes.ts';
import type { Dependency, Source } from '../core/model/estate.ts';
import { identityRowOf, observationKey } from '../core/model/identity-row.ts';
import { subjectOf } from '../core/model/identity-decisions.ts';
import { subjectSigns } from '../core/model/identity-signs.ts';
import type { Sign } from '../core/model/identity-signs.ts';
import { observationKeys, saveFix } from '../store/applications.ts';
import { valueOf } from '../store/columns/column.ts';
import type { Column } from '../store/columns/column.ts';
import { ColumnCache } from '../store/columns/column-store.ts';
import { ESTATE_COLUMN_FIELDS } from '../store/columns/fields.ts';
import { generationOwner } from '../store/columns/stored-columns.ts';
import { saveCorrection } from '../store/corrections.ts';
import type { StoredCorrection } from '../store/corrections.ts';
import { changeObservations } from '../store/observation-changes.ts';
import { saveSource } from '../store/sources.ts';
import type { Queryable } from '../store/store.ts';
import { noteWorkloads } from '../store/touches.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import type { Workload, WorkloadObservation } from '../core/model/workload.ts';
import { testContext } from '../../test/support/database.ts';
import type { OwnedContext } from './context.ts';
import { lockEstate, rebuildEstate } from './rebuild-estate.ts';

const AT = '2026-11-20T00:00:00.000Z';
const source = (id: string, precedence: number): Source => ({
  id,
  name: id,
  providerKind: 'x',
  precedence,
  observedAt: AT,
});
const SOURCES = [source('vc', 50), source('facts', 20), source('arm', 20)];

const hex = (n: number): string => String(n).padStart(12, '0');
const uuid = (n: number): string => `4219c0de-1234-5678-9abc-${hex(n)}`;

/** A small world in which signs collide, and in which some machines have none in common with others. */
const few = fc.option(fc.integer({ min: 1, max: 9 }), { nil: undefined, freq: 2 });
const machine = fc.record({
  source: fc.constantFrom(...SOURCES.map(({ id }) => id)),
  nativeId: fc.integer({ min: 1, max: 9 }),
  scope: fc.constantFrom(undefined, undefined, 's1', 's2'),
  bios: few,
  instance: fc.option(fc.integer({ min: 1, max: 3 }), { nil: undefined, freq: 1 }),
  mac: few,
  fqdn: fc.option(fc.constantFrom('a.x', 'b.x', 'c.x'), { nil: undefined, freq: 1 }),
  name: fc.constantFrom('a', 'b', 'c', 'd'),
  family: fc.constantFrom(undefined, undefined, 'linux' as const, 'windows' as const),
  application: fc.constantFrom(undefined, 'Shop', 'shop', 'HR'),
  address: few,
  controller: fc.constantFrom(undefined, undefined, undefined, true),
  cpuCount: fc.integer({ min: 1, max: 3 }),
  powerState: fc.constantFrom('on' as const, 'off' as const),
});

type Machine = typeof machine extends fc.Arbitrary<infer M> ? M : never;

const observed = (one: Machine): WorkloadObservation =>
  observationOf(
    one.source,
    `vm-${one.nativeId}`,
    {
      ...(one.bios !== undefined && { biosUuid: uuid(one.bios) }),
      ...(one.instance !== undefined && { instanceUuid: uuid(one.instance) }),
      ...(one.mac !== undefined && { macAddresses: [`00:50:56:00:00:0${one.mac}`] }),
      ...(one.fqdn !== undefined && { fqdn: one.fqdn }),
    },
    {
      name: one.name,
      cpuCount: one.cpuCount,
      powerState: one.powerState,
      ...(one.family !== undefined && { os: { family: one.family } }),
      ...(one.application !== undefined && { application: one.application }),
      ...(one.address !== undefined && { ipAddresses: [`10.0.0.${one.address}`] }),
      ...(one.controller === true && { roles: ['domain-controller'] }),
    },
    one.scope === undefined ? {} : { scope: one.scope },
  );

type Step =
  | { readonly type: 'read'; readonly full: string | undefined; readonly puts: Machine[]; readonly removed: Machine[] }
  | {
      readonly type: 'decide';
      readonly kind: 'join' | 'apart' | 'prefer';
      readonly of: Machine;
      readonly and: Machine;
    }
  | {
      readonly type: 'say';
      readonly kind: 'member' | 'calls' | 'no-call';
      readonly of: Machine;
      readonly and: Machine;
    };

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('read' as const),
      full: fc.option(fc.constantFrom(...SOURCES.map(({ id }) => id)), { nil: undefined, freq: 4 }),
      puts: fc.array(machine, { maxLength: 6 }),
      removed: fc.array(machine, { maxLength: 3 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('decide' as const),
      kind: fc.constantFrom('join' as const, 'apart' as const, 'prefer' as const),
      of: machine,
      and: machine,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('say' as const),
      kind: fc.constantFrom('member' as const, 'calls' as const, 'no-call' as const),
      of: machine,
      and: machine,
    }),
  },
);

let quick: OwnedContext;
let whole: OwnedContext;

beforeAll(async () => {
  quick = await testContext();
  whole = await testContext();
});
afterAll(async () => {
  for (const context of [quick, whole]) await context[Symbol.asyncDispose]();
});

/** Whom a source calls what: its own ids, names, addresses, UUIDs; some of them nobody's, some of several. */
const REFERENCES = [
  'vm-1',
  'vm-2',
  'vm-3',
  'vm-7',
  'a',
  'facts|vm-7',
  'FACTS|b',
  'nobody',
  'fqdn:a.x',
  'fqdn:b.x,ip:10.0.0.2',
  'name:b',
  'name:c,ip:10.0.0.3',
  `uuid:${uuid(1)}`,
  `uuid:${uuid(2)},name:d`,
  `name:${'long'.repeat(60)},ip:10.0.0.4`,
  ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `ip:10.0.0.${n}`),
  'ip:203.0.113.8',
];

/** Calls of one source. Some in every estate: a tool that administers all, a directory that all ask, a backup of some. */
const callsOf = (sourceId: string): { kind: 'dependency'; doc: Dependency }[] => {
  const call = (from: string, to: string, port: number, over: Partial<Dependency> = {}) => ({
    kind: 'dependency' as const,
    doc: {
      fromWorkloadId: from,
      toWorkloadId: to,
      port,
      protocol: 'tcp' as const,
      connections: port,
      confidencePct: 60 + (port % 30),
      evidence: `seen by ${sourceId}`,
      sourceId,
      ...over,
    },
  });
  const process: Partial<Dependency> =
    sourceId === 'vc' ? { flow: { kind: 'socket', days: 2, toProcess: 'sqlservr.exe' } } : {};
  return REFERENCES.flatMap((reference, i) => [
    call(reference, REFERENCES[(i * 7 + 3) % REFERENCES.length] ?? '', 443),
    call(reference, 'ip:10.0.0.1', i % 2 === 0 ? 88 : 389),
    call('ip:10.0.0.2', reference, 22, process),
    ...(i % 3 === 0 ? [call('name:b', reference, 10_000, { flow: { kind: 'flow-log', days: 1 } })] : []),
    ...(i % 4 === 0 ? [call(reference, 'vm-1', 1433, process)] : []),
    ...(i === 5 && sourceId === 'vc'
      ? Array.from({ length: 101 }, (_, port) => call(reference, 'vm-2', 2000 + port, { connections: 1 }))
      : []),
  ]);
};

/** What somebody said of two workloads that are there; nothing when one is not. */
async function say(
  connection: Queryable,
  { kind, of, and }: Extract<Step, { type: 'say' }>,
): Promise<FixContent | undefined> {
  const keys = [of, and].map((one) => identityRowOf(observed(one)).key);
  const { rows } = await connection.query<{ doc: Workload }>(
    `select w.doc from workloads w join observation_workloads o on o.workload_id = w.id
     where o.observation_key = any($1) and w.to_generation = 2147483647 order by o.observation_key`,
    [keys],
  );
  const refs = rows.map(({ doc }) => refOf(doc));
  if (refs.length < 2) return undefined;
  const [from, to] = refs as [WorkloadRef, WorkloadRef];
  const content: FixContent =
    kind === 'member'
      ? { kind: 'members', name: of.application ?? 'By hand', add: [from], remove: [to] }
      : { kind: kind === 'calls' ? 'dependency' : 'no-dependency', from, to, port: 443, protocol: 'tcp' };
  await saveFix(connection, { content, reason: 'test', actor: 'anna', at: AT });
  const touched = await observationKeys(
    connection,
    refs.map(({ id }) => id),
    true,
  );
  await noteWorkloads(
    connection,
    'hand',
    touched.map((key) => [key, []] as const),
  );
  return content;
}

/** The host of a machine, as its source names it at one moment. */
const hostOf = ({ source: sourceId, nativeId, name, cpuCount }: Machine, minute: number) => {
  const observedAt = `2026-11-20T00:${String(minute).padStart(2, '0')}:00.000Z`;
  const id = `host-${nativeId % 2}`;
  return {
    kind: 'host' as const,
    doc: { id, name, platform: 'x', cpuCores: cpuCount, observedBy: { sourceId, nativeId: id, observedAt } },
  };
};

async function apply(connection: Queryable, each: Exclude<Step, { type: 'say' }>, number: number): Promise<void> {
  if (each.type === 'decide') {
    const subjects = [each.of, each.and].map((one) =>
      subjectOf(`wl-${observationKey(observed(one))}`, one.name, [identityRowOf(observed(one))]),
    );
    const [first, second] = subjects as [ReturnType<typeof subjectOf>, ReturnType<typeof subjectOf>];
    const made = { id: `cor-${number}`, reason: 'test', actor: 'anna', createdAt: new Date(AT) };
    const correction: StoredCorrection =
      each.kind === 'prefer'
        ? { ...made, kind: 'prefer', fact: 'cpuCount', sourceId: each.of.source, subjects: [first] }
        : { ...made, kind: each.kind, subjects: [first, second] };
    await saveCorrection(connection, correction);
    const touched = subjects.flatMap((subject): [string, Sign[]][] =>
      subject.keys.map((key) => [key, subjectSigns(subject)]),
    );
    await noteWorkloads(connection, 'corrections', touched);
    return;
  }
  for (const { id } of SOURCES) {
    if (each.full !== undefined && each.full !== id) continue;
    const changes = await changeObservations(connection, id, { keepOnly: each.full === id });
    if (id !== 'arm' && (number === 0 || each.full === id))
      for (const entity of callsOf(id)) await changes.putEntity(entity);
    for (const one of each.puts.filter((put) => put.source === id)) {
      const observation = observed(one);
      await changes.put(observation, identityRowOf(observation));
      await changes.putEntity(hostOf(one, number));
    }
    for (const one of each.full === undefined ? each.removed.filter((put) => put.source === id) : []) {
      const { nativeId, scope } = observed(one);
      await changes.remove({ type: 'workload', id: nativeId, ...(scope !== undefined && { scope }) });
    }
    await changes.finish();
  }
}

const TABLES = [
  'delete from observation_touches',
  'delete from corrections',
  'delete from sources',
  'delete from observation_workloads',
  'delete from current_workloads',
  'delete from workloads',
  'delete from entities',
  'delete from generations',
  'delete from column_sets',
  'delete from settings',
  'delete from workload_ends',
  'delete from application_fixes',
  'delete from dependency_references',
  'delete from dependency_words',
  'delete from dependency_signs',
];

/** Everything that a generation is, with columns as values. */
async function everything(context: OwnedContext): Promise<unknown> {
  const rows = async (text: string): Promise<unknown> => (await context.store.query(text)).rows;
  const generations = (await rows('select number, digest, reason, counts from generations order by number')) as {
    number: number;
  }[];
  const newest = generations.at(-1)?.number ?? 0;
  const cache = new ColumnCache();
  const paths = ESTATE_COLUMN_FIELDS.map(({ path }) => path);
  const columns =
    newest === 0 ? new Map<string, Column>() : await cache.load(context.store, generationOwner(newest), paths);
  return {
    generations,
    workloads: await rows('select id, from_generation, to_generation, digest, name, doc from workloads order by 1, 2'),
    entities: await rows('select kind, id, from_generation, to_generation, digest, doc from entities order by 1, 2, 3'),
    ids: await rows('select observation_key, workload_id from observation_workloads order by 1'),
    current: await rows('select * from current_workloads order by id'),
    ends: await rows('select * from workload_ends order by id'),
    references: await rows('select * from dependency_references order by reference, source_id'),
    words: await rows('select * from dependency_words order by source_id, seq'),
    signs: await rows('select * from dependency_signs order by end_id'),
    touches: await rows('select kind from observation_touches'),
    columns: Object.fromEntries(
      [...columns].map(([path, { entries, codes }]) => [
        path,
        Array.from(codes, (code) => valueOf(entries[code]) ?? null),
      ]),
    ),
  };
}

interface Told {
  readonly quick: Awaited<ReturnType<typeof rebuildEstate>>;
  readonly whole: Awaited<ReturnType<typeof rebuildEstate>>;
}

/** Both ways, one after the other steps; what they give must be the same. */
async function both(steps: readonly Step[]): Promise<readonly Told[]> {
  for (const context of [quick, whole]) {
    for (const text of TABLES) await context.store.query(text);
    for (const each of SOURCES) await saveSource(context.store, each, new Date(AT));
  }
  const told: Told[] = [];
  for (const [number, each] of steps.entries()) {
    const remake = (context: OwnedContext): Promise<Told['quick']> =>
      context.store.transaction(async (connection) => {
        await lockEstate(connection);
        const said = each.type === 'say' ? await say(connection, each) : await apply(connection, each, number);
        const options = { changes: [], ...(said && { said }) };
        return rebuildEstate(context, connection, `step ${number}`, context === quick ? options : {});
      });
    const [fast, full] = await Promise.all([remake(quick), remake(whole)]);
    expect(fast.changed).toBe(full.changed);
    expect(fast.generation).toEqual(full.generation);
    expect(fast.unresolved).toEqual(full.unresolved);
    expect(await everything(quick)).toEqual(await everything(whole));
    told.push({ quick: fast, whole: full });
  }
  return told;
}

const blank = {
  scope: undefined,
  instance: undefined,
  mac: undefined,
  fqdn: undefined,
  family: undefined,
  application: undefined,
  address: undefined,
  controller: undefined,
};
const a = (path: string, signs: Partial<Machine> = {}): Machine => {
  const [of = '', nativeId = ''] = path.split('/');
  return {
    ...blank,
    source: of,
    nativeId: Number(nativeId),
    bios: undefined,
    name: 'a',
    cpuCount: 1,
    powerState: 'on',
    ...signs,
  };
};
const read = (puts: Machine[], removed: Machine[] = []): Extract<Step, { type: 'read' }> => ({
  type: 'read',
  full: undefined,
  puts,
  removed,
});

describe('rebuildEstate', () => {
  it.each<{ reason: string; steps: Step[]; workloads: number[] }>([
    {
      reason: 'a clone goes, and the third source knows again which machine it means',
      steps: [read([a('vc/1', { bios: 1 }), a('vc/2', { bios: 1 }), a('facts/7', { bios: 1 })]), read([], [a('vc/2')])],
      workloads: [3, 1],
    },
    {
      reason: 'a machine loses the sign that made another ambiguous',
      steps: [
        read([a('vc/1', { bios: 1 }), a('vc/2', { bios: 1 }), a('facts/7', { bios: 1 })]),
        read([a('vc/2', { bios: 2 })]),
      ],
      workloads: [3, 2],
    },
    {
      reason: 'a machine returns after its id went to another',
      steps: [
        read([a('vc/1', { bios: 1 }), a('facts/7', { bios: 1 })]),
        read([], [a('vc/1')]),
        read([a('vc/1', { bios: 2 }), a('facts/7', { bios: 1 })]),
      ],
      workloads: [1, 1, 2],
    },
    {
      reason: 'what was decided about a machine holds when it comes back',
      steps: [
        read([a('vc/1', { bios: 1 }), a('facts/7', { bios: 2 })]),
        { type: 'decide', kind: 'join', of: a('vc/1', { bios: 1 }), and: a('facts/7', { bios: 2 }) },
        read([], [a('vc/1')]),
        read([a('vc/1', { bios: 3 })]),
      ],
      workloads: [2, 1, 1, 1],
    },
    {
      reason: 'and when it comes back from another source, by its signs',
      steps: [
        read([a('vc/1', { bios: 1 }), a('facts/7', { bios: 2 })]),
        { type: 'decide', kind: 'join', of: a('vc/1', { bios: 1 }), and: a('facts/7', { bios: 2 }) },
        read([], [a('vc/1')]),
        read([a('arm/3', { bios: 1 })]),
      ],
      workloads: [2, 1, 1, 1],
    },
    {
      reason: 'kept apart although they share a UUID, also once one is known by another source',
      steps: [
        read([a('vc/1', { bios: 1 }), a('facts/7', { bios: 1 })]),
        { type: 'decide', kind: 'apart', of: a('vc/1', { bios: 1 }), and: a('facts/7', { bios: 1 }) },
        read([a('arm/9', { bios: 1 })], [a('vc/1')]),
      ],
      workloads: [1, 2, 1],
    },
    {
      reason: 'a size changes, then a name that others call it by',
      steps: [
        read([a('vc/1', { bios: 1 }), a('vc/3', { name: 'b' })]),
        read([a('vc/1', { bios: 1, cpuCount: 2 })]),
        read([a('vc/1', { bios: 1, cpuCount: 2, name: 'c' })]),
        read([a('vc/1', { bios: 1, cpuCount: 3, name: 'c', application: 'Shop' })]),
        read([a('vc/1', { bios: 1, cpuCount: 3, name: 'c', application: 'Shop', powerState: 'off' })]),
      ],
      workloads: [2, 2, 2, 2, 2],
    },
    {
      reason: 'one that others ask becomes a domain controller, and is then renamed',
      steps: [
        read([a('vc/1', { address: 1 }), a('vc/2')]),
        read([a('vc/1', { address: 1, controller: true })]),
        read([a('vc/1', { address: 1, controller: true, name: 'b' })]),
      ],
      workloads: [2, 2, 2],
    },
    {
      reason:
        'a call that somebody added is between machines of which one goes, is meant by its UUID elsewhere, and returns',
      steps: [
        read([a('vc/1', { bios: 1 }), a('vc/7')]),
        { type: 'say', kind: 'calls', of: a('vc/1', { bios: 1 }), and: a('vc/7') },
        read([a('vc/1', { bios: 1, name: 'c' })]),
        read([], [a('vc/1')]),
        read([a('facts/9', { bios: 1 })]),
        read([a('vc/1', { bios: 1 })], [a('facts/9')]),
      ],
      workloads: [2, 2, 2, 1, 2, 2],
    },
    {
      reason: 'members of an application that somebody put together go and come',
      steps: [
        read([a('vc/1', { bios: 1, application: 'Shop' }), a('vc/2'), a('vc/3', { application: 'Shop' })]),
        { type: 'say', kind: 'member', of: a('vc/2', { application: 'HR' }), and: a('vc/3') },
        read([a('vc/1', { bios: 1 }), a('vc/4', { application: 'HR' })]),
        read([], [a('vc/2')]),
        read([a('vc/2')]),
      ],
      workloads: [3, 3, 4, 3, 4],
    },
  ])('$reason', async ({ steps, workloads }) => {
    const told = await both(steps);
    expect(told.map(({ quick }) => quick.generation.counts.workloads)).toEqual(workloads);
  });

  it('leaves hosts of two sources that rank alike as they are when one of the two is read again', async () => {
    const [first, second] = [a('facts/1', { name: 'b' }), a('arm/1', { name: 'c' })];
    const said = await both([read([second]), read([first])]);
    expect(said.map(({ quick: { changed } }) => changed)).toEqual([true, true]);
    for (const context of [quick, whole]) {
      await saveSource(context.store, { ...source('arm', 20), observedAt: '2026-12-24T00:00:00.000Z' }, new Date(AT));
      const again = await context.store.transaction(async (connection) => {
        await lockEstate(connection);
        await apply(connection, read([second]), 9);
        return rebuildEstate(context, connection, 'again', context === quick ? { changes: [] } : {});
      });
      expect(again.changed).toBe(false);
      const { rows } = await context.store.query<{ name: string }>(
        "select name from entities where kind = 'host' and to_generation = 2147483647",
      );
      expect(rows).toEqual([{ name: 'b' }]);
    }
  });

  it('after any changes gives what making everything from the start gives', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(machine, { minLength: 5, maxLength: 25 }),
        fc.array(step, { minLength: 1, maxLength: 6 }),
        async (first, steps) => {
          await both([read(first), ...steps]);
        },
      ),
      { numRuns: 25 },
    );
  }, 60_000);
});
