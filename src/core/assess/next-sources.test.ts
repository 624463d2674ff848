import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { nextSources } from './next-sources.ts';
import type { OpenGroup, SourceOption } from './next-sources.ts';
import type { OpenProfile } from './shape-pack.ts';
import type { FactPath } from './verdict.ts';

const option = (id: string, facts: readonly FactPath[], platform?: string): SourceOption => ({
  id,
  tells: (fact, of) => facts.includes(fact) && (platform === undefined || of === undefined || of === platform),
});

/** Open rules by id, each with the facts it asks for; with blockers, readiness for azure-vm hangs on them. */
function shape(
  open: Readonly<Record<string, readonly FactPath[]>>,
  blockers: readonly string[] = [],
  platform = 'vsphere',
): OpenProfile {
  const rules = Object.entries(open).map(([ruleId, missing]) => ({ ruleId, outcome: 'unknown' as const, missing }));
  return { platform, rules, targets: blockers.length > 0 ? ['azure-vm'] : [] };
}

const group = (of: OpenProfile, workloads: number, ...used: readonly string[]): OpenGroup => ({
  open: of,
  workloads,
  used: new Set(used),
});
const blocks = (ruleId: string): boolean => ruleId.startsWith('block');

const live = option('live', ['disks', 'tpm', 'snapshots'], 'vsphere');
const file = option('file', ['disks'], 'vsphere');
const guest = option('guest', ['software']);

describe('what to connect first', () => {
  it('counts verdicts, workloads and readiness that would become known', () => {
    const groups = [
      group(shape({ 'block.a': ['disks'], b: ['tpm'] }, ['block.a']), 10),
      group(shape({ b: ['tpm'] }), 5),
      group(shape({}), 7),
    ];
    const { steps, open, left } = nextSources(groups, [file, live, guest], blocks);
    expect(steps).toMatchObject([{ id: 'live', verdicts: 25, workloads: 15, readiness: 10, alone: { verdicts: 25 } }]);
    expect(steps[0]?.facts).toEqual([
      { fact: 'tpm', verdicts: 15 },
      { fact: 'disks', verdicts: 10 },
    ]);
    expect([open, left]).toEqual([25, 0]);
  });

  it('names a second source for what the first leaves open, with what each would do alone', () => {
    const groups = [group(shape({ a: ['disks'], b: ['software'] }), 4), group(shape({ a: ['disks'] }), 4)];
    const { steps } = nextSources(groups, [guest, file], blocks);
    expect(steps.map(({ id, verdicts, alone }) => [id, verdicts, alone.verdicts])).toEqual([
      ['file', 8, 8],
      ['guest', 4, 4],
    ]);
  });

  it('takes a rule that needs two sources as settled by both only', () => {
    const { steps, left } = nextSources([group(shape({ a: ['disks', 'software'] }), 3)], [guest, file], blocks);
    expect(steps.map(({ id, verdicts }) => [id, verdicts])).toEqual([
      ['file', 0],
      ['guest', 3],
    ]);
    expect(left).toBe(0);
  });

  it('tells readiness only when every open blocker is settled', () => {
    const both = shape({ 'block.a': ['disks'], 'block.b': ['software'], c: ['tpm'] }, ['block.a', 'block.b']);
    const { steps } = nextSources([group(both, 2)], [live, guest], blocks);
    expect(steps.map(({ id, readiness }) => [id, readiness])).toEqual([
      ['live', 0],
      ['guest', 2],
    ]);
  });

  it('sends nobody to a source that was asked already, nor to one of another platform', () => {
    const open = shape({ a: ['disks'] });
    expect(nextSources([group(open, 3, 'live')], [live], blocks)).toMatchObject({ steps: [], open: 3, left: 3 });
    const elsewhere = shape({ a: ['disks'] }, [], 'hyperv');
    expect(nextSources([group(elsewhere, 3)], [live], blocks)).toMatchObject({ steps: [], left: 3 });
  });

  it('steps add up to what all sources together settle, counted workload by workload', () => {
    const facts = fc.subarray<FactPath>(['disks', 'tpm', 'software', 'snapshots', 'nics'], { minLength: 1 });
    const groups = fc.array(
      fc.record({
        rules: fc.dictionary(fc.constantFrom('block.a', 'block.b', 'c', 'd'), facts),
        workloads: fc.integer({ min: 1, max: 9 }),
        used: fc.subarray(['live', 'file', 'guest']),
      }),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(groups, (drawn) => {
        const all = [live, file, guest];
        const made = drawn.map(({ rules, workloads, used }) =>
          group(shape(rules, Object.keys(rules).filter(blocks)), workloads, ...used),
        );
        const { steps, open, left } = nextSources(made, all, blocks);
        let [settled, told, asked] = [0, 0, 0];
        for (const { open: of, workloads, used } of made) {
          const known = (missing: readonly FactPath[]): boolean =>
            missing.every((fact) => all.some((one) => !used.has(one.id) && one.tells(fact, of.platform)));
          const rules = of.rules.map(({ ruleId, missing = [] }) => ({ ruleId, known: known(missing) }));
          asked += rules.length * workloads;
          settled += rules.filter((rule) => rule.known).length * workloads;
          const blockers = rules.filter(({ ruleId }) => blocks(ruleId));
          if (blockers.length > 0 && blockers.every((rule) => rule.known)) told += workloads;
        }
        const sum = (key: 'verdicts' | 'readiness'): number => steps.reduce((total, step) => total + step[key], 0);
        expect([open, left, sum('verdicts'), sum('readiness')]).toEqual([asked, asked - settled, settled, told]);
        expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
      }),
    );
  });

  it('lists the facts each would bring, of workloads it was not used for, those most wait for first', () => {
    const groups = [
      group(shape({ a: ['snapshots', 'disks'], b: ['nics'] }), 2),
      group(shape({ a: ['tpm'] }), 3),
      group(shape({ a: ['tpm'], b: ['disks'] }), 50, 'live'),
      group(shape({ a: ['disks'] }, [], 'hyperv'), 9),
    ];
    const { steps } = nextSources(groups, [live], blocks);
    expect(steps[0]?.facts).toEqual([
      { fact: 'tpm', verdicts: 3 },
      { fact: 'disks', verdicts: 2 },
      { fact: 'snapshots', verdicts: 2 },
    ]);
    const other = nextSources([group(shape({ a: ['tpm', 'disks', 'snapshots'] }), 1)], [live], blocks);
    expect(other.steps[0]?.facts.map(({ fact }) => fact)).toEqual(['disks', 'snapshots', 'tpm']);
  });

  it('puts the one first that settles most, then most readiness, then what most hangs on, then by id', () => {
    const one = option('one', ['disks']);
    const two = option('two', ['tpm']);
    const order = (groups: readonly OpenGroup[], options = [one, two]) =>
      nextSources(groups, options, blocks).steps.map(({ id }) => id);
    for (const options of [
      [one, two],
      [two, one],
    ]) {
      expect(order([group(shape({ a: ['disks'] }), 2), group(shape({ a: ['tpm'] }), 3)], options)).toEqual([
        'two',
        'one',
      ]);
      expect(order([group(shape({ a: ['disks'] }), 3), group(shape({ a: ['tpm'] }), 2)], options)).toEqual([
        'one',
        'two',
      ]);
      expect(
        order([group(shape({ a: ['disks'] }), 3), group(shape({ 'block.b': ['tpm'] }, ['block.b']), 3)], options),
      ).toEqual(['two', 'one']);
      expect(
        order([group(shape({ 'block.b': ['disks'] }, ['block.b']), 3), group(shape({ b: ['tpm'] }), 3)], options),
      ).toEqual(['one', 'two']);
      expect(order([group(shape({ a: ['disks'] }), 3), group(shape({ a: ['tpm'] }), 3)], options)).toEqual([
        'one',
        'two',
      ]);
    }
    // Nothing is settled by one alone: 5 verdicts hang on "three", 2 of them on each of the others.
    const three = option('three', ['software']);
    const groups = [group(shape({ a: ['disks', 'software'] }), 2), group(shape({ a: ['tpm', 'software'] }), 3)];
    expect(order(groups, [one, two, three])).toEqual(['three', 'two', 'one']);
  });

  it('tells sources used for a group apart, and counts groups that are alike together', () => {
    const open = () => shape({ a: ['disks'], b: ['tpm'] });
    const { steps } = nextSources(
      [
        group(open(), 1, 'live'),
        group(open(), 2, 'file'),
        group(open(), 4),
        group(open(), 8, 'live', 'file'),
        group(open(), 16, 'file', 'live'),
      ],
      [file, live],
      blocks,
    );
    expect(steps.map(({ id, verdicts, workloads }) => [id, verdicts, workloads])).toEqual([
      ['live', 12, 6],
      ['file', 1, 1],
    ]);
  });

  it('tells no readiness that hangs on no open rule', () => {
    const open = { ...shape({ a: ['disks'] }), targets: ['kvm' as const] };
    expect(nextSources([group(open, 3)], [file], blocks).steps).toMatchObject([{ verdicts: 3, readiness: 0 }]);
  });

  it('weighs no more than 30', () => {
    const options = Array.from({ length: 31 }, (_, index) => option(`o${index}`, ['disks']));
    expect(() => nextSources([], options, blocks)).toThrow('at most 30 sources can be weighed at once');
    const [last] = nextSources([group(shape({ a: ['tpm'] }), 1)], [...options.slice(0, 29), live], blocks).steps;
    expect(last?.id).toBe('live');
  });
});
