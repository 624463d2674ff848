import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../test/support/catalog.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import { readBlock, writeBlock } from './block.ts';
import { createAssessor, createJudge } from './engine.ts';
import { RULES } from './rules/registry.ts';
import { complexityOfPoints, mergeRuns, pointsAt, RunBuilder, rowOf, runDigest } from './run.ts';
import { ShapePacker, unpacker } from './shape-pack.ts';
import { assessmentOf } from './shape.ts';
import { createSummary } from './summary.ts';
import { TARGETS } from './targets/registry.ts';

const options = { catalog, asOf: '2026-11-22', rules: RULES, targets: TARGETS };

const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined, freq: 3 });
const machine: fc.Arbitrary<WorkloadFacts> = fc
  .record({
    name: some(fc.constantFrom('web01', 'web 01')),
    platform: some(fc.constantFrom('vsphere', 'hyperv', 'kvm')),
    template: fc.constantFrom(true, false, false, false, undefined),
    cpuCount: some(fc.constantFrom(1, 4, 300, 900)),
    memoryMiB: some(fc.constantFrom(256, 4096)),
    firmware: some(fc.constantFrom('bios' as const, 'efi' as const)),
    faultTolerance: some(fc.boolean()),
    disks: some(fc.array(fc.record({ label: fc.constant('Hard disk 1'), shared: fc.boolean() }), { maxLength: 2 })),
    criticality: some(fc.constantFrom('low' as const, 'mission-critical' as const)),
  })
  .map((facts) => Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined)));

const idOf = (n: number): string => `wl-${n.toString(16).padStart(16, '0')}`;
const estateOf = (machines: ReadonlyMap<number, WorkloadFacts>): Workload[] =>
  [...machines].sort(([a], [b]) => a - b).map(([n, facts]) => workloadWith(facts, { id: idOf(n) }));

function judgeAll(workloads: readonly Workload[]) {
  const judge = createJudge(options);
  const packer = new ShapePacker(RULES, TARGETS);
  const builder = new RunBuilder(packer);
  const counted = createSummary();
  for (const workload of workloads) {
    const judged = judge(workload);
    builder.add(judged);
    counted.add(judged.shape);
  }
  const { rows, packed } = builder.finish();
  return { rows, packed, header: packer.header(), summary: counted.finish() };
}

const edits = fc.record({
  before: fc.array(machine, { maxLength: 12 }),
  put: fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 15 }), machine), { selector: ([n]) => n, maxLength: 5 }),
  gone: fc.uniqueArray(fc.integer({ min: 0, max: 15 }), { maxLength: 4 }),
});

describe('an assessment that goes on from another', () => {
  it('is what judging every workload gives: rows, digest and summary', () => {
    fc.assert(
      fc.property(edits, ({ before, put, gone }) => {
        const old = new Map(before.map((facts, n) => [n, facts]));
        const removed = gone.filter((n) => old.has(n) && !put.some(([other]) => other === n));
        const now = new Map([...old, ...put]);
        for (const n of removed) now.delete(n);
        const former = judgeAll(estateOf(old));
        const full = judgeAll(estateOf(now));

        const judge = createJudge(options);
        const packer = new ShapePacker(RULES, TARGETS, former.header);
        const builder = new RunBuilder(packer, former.packed.length);
        // As it is read back from where it was kept.
        const counted = createSummary(JSON.parse(JSON.stringify(former.summary)));
        for (const workload of estateOf(new Map(put))) {
          const judged = judge(workload);
          builder.add(judged);
          counted.add(judged.shape);
        }
        const changed = builder.finish();
        const unpack = unpacker(former.header);
        for (const id of [...changed.rows.ids, ...removed.map(idOf)]) {
          const row = rowOf(former.rows, id);
          const packed = row < 0 ? undefined : former.packed[former.rows.shapes[row] ?? -1];
          if (packed !== undefined) counted.add(unpack(packed), -1);
        }
        const merged = mergeRuns(former.rows, changed.rows, new Set(removed.map(idOf)));
        expect(merged.ids).toEqual(full.rows.ids);
        expect(runDigest(merged)).toBe(runDigest(full.rows));
        expect(merged.points).toEqual(full.rows.points);
        expect(counted.finish()).toEqual(full.summary);
        const shapes = [...former.packed, ...changed.packed];
        const read = unpacker(packer.header());
        const readFull = unpacker(full.header);
        merged.ids.forEach((_, row) => {
          const mine = read(shapes[merged.shapes[row] ?? -1] ?? []);
          expect(mine).toEqual(readFull(full.packed[full.rows.shapes[row] ?? -1] ?? []));
        });
      }),
      { numRuns: 60 },
    );
  });

  it('has another digest when one word of the evidence is another', () => {
    const judged = createJudge(options)(workloadWith({ platform: 'vsphere', name: 'a', cpuCount: 900 }));
    const digest = (texts: readonly (string | null)[]): string => {
      const builder = new RunBuilder(new ShapePacker(RULES, TARGETS));
      builder.add({ ...judged, texts });
      return runDigest(builder.finish().rows);
    };
    expect(digest(judged.texts)).toBe(digest([...judged.texts]));
    expect(digest(judged.texts)).not.toBe(digest(judged.texts.map((text) => text && `${text}!`)));
  });
});

describe('kept assessments', () => {
  it('come back as the assessor gave them', () => {
    fc.assert(
      fc.property(fc.array(machine, { minLength: 1, maxLength: 8 }), (machines) => {
        const workloads = estateOf(new Map(machines.map((facts, n) => [n, facts])));
        const judge = createJudge(options);
        const assess = createAssessor(options);
        const packer = new ShapePacker(RULES, TARGETS);
        const text = writeBlock(workloads.map(judge), (shape) => packer.pack(shape));
        const wanted = new Set(workloads.map(({ id }) => id));
        const kept = readBlock(text, wanted, unpacker(JSON.parse(JSON.stringify(packer.header()))));
        expect(kept.map(assessmentOf)).toEqual(workloads.map(assess));
        expect(readBlock(text, new Set(['wl-elsewhere']), unpacker(packer.header()))).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('keeps complexity as points by term', () => {
    const workload = workloadWith({ platform: 'vsphere', name: 'a', cpuCount: 64, criticality: 'high' });
    const { complexity } = createAssessor(options)(workload);
    const { rows } = judgeAll([workload]);
    expect(complexityOfPoints(pointsAt(rows, 0))).toEqual(complexity);
    expect(complexity.terms.map(({ term }) => term)).toEqual(expect.arrayContaining(['large machine', 'criticality']));
  });

  it('refuses a packed shape that its header does not name', () => {
    const { packed, header } = judgeAll([workloadWith({ platform: 'vsphere', name: 'a' })]);
    expect(() => unpacker({ ...header, facts: [] })(packed[0] ?? [])).toThrow(RangeError);
    expect(() => unpacker({ ...header, rules: [] })(packed[0] ?? [])).toThrow(RangeError);
  });
});
