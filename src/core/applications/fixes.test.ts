import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import type { Application, Dependency } from '../model/estate.ts';
import { entityId } from '../model/ids.ts';
import type { Workload } from '../model/workload.ts';
import { calls } from './applications.fixture.ts';
import { HAND_SOURCE, HandWords, withHand } from './by-hand.ts';
import { foldFixes, refOf } from './fixes.ts';
import type { Fix, FixContent, WorkloadRef } from './fixes.ts';
import { putHandEdges } from './hand-edges.ts';
import { serviceNames } from './service-names.ts';

const names = serviceNames(catalog['service-ports']);
const uuid = (n: number): string => `4200${String(n).padStart(4, '0')}-1111-2222-3333-444455556666`;

function workload(n: number, over: Partial<Workload> = {}): Workload {
  return {
    id: `wl-${n}`,
    kind: 'vm',
    identity: { biosUuid: uuid(n), macAddresses: [`00:50:56:00:00:${String(n).padStart(2, '0')}`] },
    facts: { name: `vm${n}`, application: 'Tagged' },
    observations: [{ sourceId: 'vc', nativeId: `vm-${n}`, observedAt: '2026-11-20T00:00:00Z' }],
    provenance: {},
    conflicts: [],
    ...over,
  };
}

const log = (...contents: FixContent[]): Fix[] =>
  contents.map((content, i) => ({
    seq: i + 1,
    actor: 'anna',
    at: '2026-11-22T08:00:00.000Z',
    reason: 'she knows',
    content,
  }));
const ref = (n: number): WorkloadRef => refOf(workload(n));
const applied = (fixes: readonly Fix[], each: Workload): string | undefined =>
  new HandWords(foldFixes(fixes)).apply(each).facts.application;

describe('what people say of applications', () => {
  const put: FixContent = { kind: 'application', name: 'Shop', members: [ref(1), ref(2)] };

  it('goes before tags, with provenance, and keeps what it replaced', () => {
    const after = new HandWords(foldFixes(log(put))).apply(workload(1));
    expect(after.facts.application).toBe('Shop');
    expect(after.observations[after.provenance.application ?? 0]).toEqual({
      sourceId: HAND_SOURCE,
      nativeId: 'application, anna',
      observedAt: '2026-11-22T08:00:00.000Z',
    });
    expect(after.conflicts).toEqual([{ field: 'application', others: [{ observation: 0, value: 'Tagged' }] }]);
    expect(applied(log(put), workload(3))).toBe('Tagged');
  });

  it.each<{ reason: string; fixes: FixContent[]; of: Workload; application: string | undefined }>([
    {
      reason: 'the whole membership leaves out others that a tag puts there',
      fixes: [{ kind: 'application', name: 'tagged', members: [ref(1)] }],
      of: workload(2),
      application: undefined,
    },
    {
      reason: 'one that is taken out has none',
      fixes: [{ kind: 'members', name: 'Tagged', add: [], remove: [ref(1)] }],
      of: workload(1),
      application: undefined,
    },
    {
      reason: 'one that is added again is in',
      fixes: [
        { kind: 'members', name: 'Tagged', add: [], remove: [ref(1)] },
        { kind: 'members', name: 'Tagged', add: [ref(1)], remove: [] },
      ],
      of: workload(1),
      application: 'Tagged',
    },
    {
      reason: 'forgotten words do not count',
      fixes: [put, { kind: 'forget', name: 'SHOP' }],
      of: workload(1),
      application: 'Tagged',
    },
    {
      reason: 'a renamed machine is still meant',
      fixes: [put],
      of: workload(1, { facts: { name: 'new' } }),
      application: 'Shop',
    },
    {
      reason: 'one under a new id is still meant by its identity',
      fixes: [put],
      of: workload(1, { id: 'wl-new' }),
      application: 'Shop',
    },
    {
      reason: 'a clone with the UUID of another is not meant',
      fixes: [put],
      of: workload(1, {
        id: 'wl-clone',
        identity: { biosUuid: uuid(1), macAddresses: ['00:50:56:99:99:99'] },
        facts: { name: 'clone' },
      }),
      application: undefined,
    },
  ])('$reason', ({ fixes, of, application }) => expect(applied(log(...fixes), of)).toBe(application));

  describe('of a workload that one application had and another is given', () => {
    const add = (name: string, n: number): FixContent => ({ kind: 'members', name, add: [ref(n)], remove: [] });
    const everybody = [1, 2, 3, 4].map((n) => workload(n));
    /** Members by application: as workloads say, which must be what applications say. */
    const membership = (...fixes: FixContent[]): Record<string, string[]> => {
      const state = foldFixes(log(...fixes));
      const words = new HandWords(state);
      const byFact: Record<string, string[]> = {};
      for (const each of everybody) {
        const { application } = words.apply(each).facts;
        if (application !== undefined) (byFact[application] ??= []).push(each.id);
      }
      const stated = Object.entries(byFact).map(([name, workloadIds]): Application => {
        return { id: entityId('app', name), name, workloadIds, origin: 'tag', evidence: '' };
      });
      const found = withHand(stated, state, (each) => each.id).map(({ name, workloadIds }) => [name, workloadIds]);
      expect(Object.fromEntries(found)).toEqual(byFact);
      return byFact;
    };
    const branch: FixContent = {
      kind: 'application',
      name: 'Branch',
      members: [ref(1), ref(2)],
      evidence: 'they call',
    };

    it.each<{ reason: string; fixes: FixContent[]; found: Record<string, string[]> }>([
      {
        reason: 'the former is one that was put together',
        fixes: [branch, add('My App', 1)],
        found: { Branch: ['wl-2'], 'My App': ['wl-1'], Tagged: ['wl-3', 'wl-4'] },
      },
      {
        reason: 'the former comes from a tag',
        fixes: [add('My App', 1)],
        found: { 'My App': ['wl-1'], Tagged: ['wl-2', 'wl-3', 'wl-4'] },
      },
      {
        reason: 'it comes back later',
        fixes: [branch, add('A', 1), add('Branch', 1)],
        found: { Branch: ['wl-1', 'wl-2'], Tagged: ['wl-3', 'wl-4'] },
      },
      {
        reason: 'the later one is forgotten',
        fixes: [branch, add('A', 1), { kind: 'forget', name: 'A' }],
        found: { Branch: ['wl-1', 'wl-2'], Tagged: ['wl-3', 'wl-4'] },
      },
      {
        reason: 'it is taken out of the later one: not back in the former',
        fixes: [branch, add('A', 1), { kind: 'members', name: 'A', add: [], remove: [ref(1)] }],
        found: { Branch: ['wl-2'], Tagged: ['wl-1', 'wl-3', 'wl-4'] },
      },
      {
        reason: 'the former had no other',
        fixes: [
          { kind: 'application', name: 'Branch', members: [ref(1)] },
          { kind: 'application', name: 'Z', members: [ref(1), ref(4)] },
        ],
        found: { Z: ['wl-1', 'wl-4'], Tagged: ['wl-2', 'wl-3'] },
      },
    ])('$reason', ({ fixes, found }) => expect(membership(...fixes)).toEqual(found));

    it('is moved under a new id too', () => {
      const renumbered = refOf(workload(1, { id: 'wl-new' }));
      const state = foldFixes(log(branch, { kind: 'members', name: 'My App', add: [renumbered], remove: [] }));
      expect([...(state.applications.get('branch')?.members.keys() ?? [])]).toEqual(['wl-2']);
    });

    it('is in one application, whatever is said', () => {
      const name = fc.constantFrom('A', 'B', 'tagged');
      const some = fc.uniqueArray(fc.integer({ min: 1, max: 4 }), { minLength: 1 }).map((ns) => ns.map(ref));
      const content = fc.oneof<fc.Arbitrary<FixContent>[]>(
        fc.record({ kind: fc.constant('application' as const), name, members: some }),
        fc.record({ kind: fc.constant('members' as const), name, add: some, remove: fc.constant([]) }),
        fc.record({ kind: fc.constant('members' as const), name, add: fc.constant([]), remove: some }),
        fc.record({ kind: fc.constant('forget' as const), name }),
      );
      fc.assert(
        fc.property(fc.array(content, { maxLength: 8 }), (contents) => {
          const members = [...foldFixes(log(...contents)).applications.values()].flatMap((each) => [
            ...each.members.keys(),
          ]);
          expect(new Set(members).size).toBe(members.length);
        }),
      );
    });
  });

  it('is the same said twice', () => {
    const words = new HandWords(foldFixes(log(put)));
    const once = words.apply(workload(1));
    expect(words.apply(once)).toEqual(once);
  });

  const tagged: Application = {
    id: entityId('app', 'Tagged'),
    name: 'Tagged',
    workloadIds: ['wl-1', 'wl-2', 'wl-3'],
    origin: 'tag',
    evidence: 'stated by vc',
  };
  const everyone = (each: WorkloadRef): string => each.id;

  it('makes, changes and extends applications, and says who did', () => {
    const state = foldFixes(
      log(
        { kind: 'members', name: 'Tagged', add: [ref(4)], remove: [ref(3)] },
        { kind: 'application', name: 'Found', members: [ref(7), ref(8)], evidence: '2 workloads call each other' },
      ),
    );
    expect(withHand([tagged], state, everyone)).toEqual([
      {
        ...tagged,
        workloadIds: ['wl-1', 'wl-2', 'wl-4'],
        evidence: 'stated by vc; 1 added and 1 removed by anna on 2026-11-22 (she knows)',
      },
      {
        id: entityId('app', 'Found'),
        name: 'Found',
        workloadIds: ['wl-7', 'wl-8'],
        origin: 'flow',
        evidence: 'accepted by anna on 2026-11-22 (she knows): 2 workloads call each other',
      },
    ]);
  });

  it('leaves an application out while its members are gone', () => {
    const state = foldFixes(log(put));
    expect(withHand([], state, () => undefined)).toEqual([]);
    expect(withHand([], state, everyone)).toHaveLength(1);
  });

  it('holds whatever is imported: same identity, any id, name and tag', () => {
    const any = fc.record({
      id: fc.stringMatching(/^wl-[0-9a-f]{4}$/),
      name: fc.string(),
      application: fc.option(fc.string({ minLength: 1 })),
    });
    fc.assert(
      fc.property(fc.constantFrom(1, 2), any, (n, { id, name, application }) => {
        const again = workload(n, { id, facts: { name, ...(application !== null && { application }) } });
        expect(applied(log(put), again)).toBe('Shop');
      }),
    );
  });
});

describe('what people say of dependencies', () => {
  const edge = { from: ref(1), to: ref(2), port: 1433, protocol: 'tcp' as const };
  const seen = calls('wl-1', 'wl-2', { port: 1433, noise: 'scanner' });
  const after = (fixes: FixContent[], given: readonly Dependency[]): Dependency[] => {
    const all = new Map(given.map((doc) => [`${doc.fromWorkloadId}.${doc.toWorkloadId}.tcp.1433`, doc]));
    putHandEdges(all, foldFixes(log(...fixes)).edges, (each) => each.id, names);
    return [...all.values()];
  };

  it.each<{ reason: string; fixes: FixContent[]; given: Dependency[]; noise: (string | undefined)[] }>([
    { reason: 'one that no source shows', fixes: [{ kind: 'dependency', ...edge }], given: [], noise: [undefined] },
    {
      reason: 'one that looked like noise',
      fixes: [{ kind: 'dependency', ...edge }],
      given: [seen],
      noise: [undefined],
    },
    { reason: 'not noise', fixes: [{ kind: 'noise', ...edge, noise: null }], given: [seen], noise: [undefined] },
    { reason: 'other noise', fixes: [{ kind: 'noise', ...edge, noise: 'backup' }], given: [seen], noise: ['backup'] },
    {
      reason: 'noise that is not seen any more',
      fixes: [{ kind: 'noise', ...edge, noise: 'backup' }],
      given: [],
      noise: [],
    },
    { reason: 'none', fixes: [{ kind: 'no-dependency', ...edge }], given: [seen], noise: [] },
    {
      reason: 'none, then one',
      fixes: [
        { kind: 'no-dependency', ...edge },
        { kind: 'dependency', ...edge },
      ],
      given: [],
      noise: [undefined],
    },
  ])('$reason', ({ fixes, given, noise }) => {
    const found = after(fixes, given);
    expect(found.map((doc) => doc.noise)).toEqual(noise);
    for (const { byHand, evidence } of found) {
      expect(byHand?.actor).toBe('anna');
      expect(evidence).toContain('by anna on 2026-11-22 (she knows)');
    }
  });
});
