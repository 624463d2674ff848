import { describe, expect, it } from 'vitest';
import { complexityFrom } from './complexity.ts';
import { isJudged, mergeRuns, pointsAt, pointsOf, RunBuilder, rowOf, runDigest } from './run.ts';
import type { RunRows } from './run.ts';
import { failed, open, shapeWith } from './shape.fixture.ts';
import { ShapePacker } from './shape-pack.ts';
import type { AssessmentShape } from './shape.ts';

const RULES = ['a', 'b', 'c'].map((id) => ({ id, severity: { kvm: 'blocker' as const }, fixHours: 1 }));
const newPacker = () => new ShapePacker(RULES, [{ id: 'kvm', kinds: ['vm'], moves: true }]);
const complexity = complexityFrom([
  { term: 'open questions', points: 3 },
  { term: 'criticality', points: 6 },
]);

const plain = shapeWith({ platform: 'vsphere', passed: 3 });
const asks = shapeWith({ platform: 'vsphere', passed: 2, rules: [open('a', 'tpm', 'disks')] });
const template = shapeWith({ skipped: 'template' });

function builderOf(rows: readonly (readonly [string, AssessmentShape])[], first?: number): RunBuilder {
  const builder = new RunBuilder(newPacker(), first);
  for (const [workloadId, shape] of rows)
    builder.add({ workloadId, shape, texts: shape.rules.map(() => null), complexity });
  return builder;
}
const rowsOf = (...rows: readonly (readonly [string, AssessmentShape])[]): RunRows => builderOf(rows).finish().rows;
const digestOf = (shape: AssessmentShape): string => runDigest(rowsOf(['wl-1', shape]));

describe('rows of an assessment', () => {
  it('name each shape by its number, counted from the first one that comes', () => {
    const builder = builderOf(
      [
        ['wl-1', plain],
        ['wl-2', asks],
        ['wl-3', plain],
      ],
      7,
    );
    expect(builder.rows).toBe(3);
    expect(builder.packedOf(asks)).toEqual(builder.packer.pack(asks));
    expect(builder.packedOf(plain)).not.toEqual(builder.packedOf(asks));
    expect(() => builder.packedOf(template)).toThrow('this shape was not added');
    const { rows, shapes, packed } = builder.finish();
    expect([...rows.shapes]).toEqual([7, 8, 7]);
    expect(shapes).toEqual([plain, asks]);
    expect(packed).toEqual([builder.packedOf(plain), builder.packedOf(asks)]);
    expect(rows.ids).toEqual(['wl-1', 'wl-2', 'wl-3']);
    expect(rows.digests).toHaveLength(3 * 16);
  });

  it('tell what is judged from what is set apart', () => {
    const rows = rowsOf(['wl-1', template], ['wl-2', plain], ['wl-3', template]);
    expect([0, 1, 2].map((row) => isJudged(rows, row))).toEqual([false, true, false]);
    expect([...pointsAt(rows, 1)]).toEqual(pointsOf(complexity));
    expect(pointsOf(complexity).reduce((sum, points) => sum + points, 0)).toBe(9);
  });

  it('have a digest of every answer', () => {
    const others: readonly Partial<AssessmentShape>[] = [
      {},
      { kind: 'ai' },
      { platform: 'hyperv' },
      { skipped: 'placeholder' },
      { skipped: 'template' },
      { passed: 4 },
      { rules: [failed('a')] },
      { rules: [failed('b')] },
      { rules: [failed('a'), failed('b')] },
      { rules: [open('a', 'tpm')] },
      { rules: [open('a', 'disks')] },
      { rules: [open('a', 'tpm', 'disks')] },
      { rules: [open('b', 'tpm')] },
    ];
    const digests = others.map((rest) => digestOf(shapeWith({ platform: 'vsphere', ...rest })));
    expect(new Set([...digests, digestOf(shapeWith())]).size).toBe(others.length + 1);
    expect(digests[0]).toMatch(/^sha256:[0-9a-f]{64}$/);
    expect(digestOf(plain)).toBe(digestOf({ ...plain }));
  });

  it('are found by their id', () => {
    const rows = { ids: ['b', 'd', 'f', 'h'] };
    expect(['b', 'd', 'f', 'h'].map((id) => rowOf(rows, id))).toEqual([0, 1, 2, 3]);
    expect(['a', 'c', 'e', 'g', 'i', ''].map((id) => rowOf(rows, id))).toEqual([-1, -1, -1, -1, -1, -1]);
    expect(rowOf({ ids: [] }, 'a')).toBe(-1);
  });
});

describe('rows that are put into others', () => {
  const base = rowsOf(['b', plain], ['d', plain], ['f', asks]);
  const parts = ({ ids, shapes, points, digests }: RunRows) => ({ ids, shapes, points, digests });
  const merge = (changed: RunRows, ...removed: readonly string[]) => parts(mergeRuns(base, changed, new Set(removed)));
  const none = rowsOf();

  it('come before, between and after them', () => {
    const changed = rowsOf(['a', plain], ['a2', plain], ['c', plain], ['g', plain], ['h', plain]);
    const all = rowsOf(
      ['a', plain],
      ['a2', plain],
      ['b', plain],
      ['c', plain],
      ['d', plain],
      ['f', asks],
      ['g', plain],
      ['h', plain],
    );
    expect(merge(changed)).toEqual(parts(all));
  });

  it('replace those of the same name, and others go', () => {
    expect(merge(rowsOf(['d', template]))).toEqual(
      parts({ ...rowsOf(['b', plain], ['d', template], ['f', asks]), shapes: Uint32Array.of(0, 0, 1) }),
    );
    expect(merge(none, 'd')).toEqual(parts(rowsOf(['b', plain], ['f', asks])));
    expect(merge(rowsOf(['d', plain]), 'd')).toEqual(parts(base));
    expect(merge(none, 'b', 'd', 'f').ids).toEqual([]);
  });

  it('are the base itself where nothing changed', () => {
    expect(mergeRuns(base, none, new Set())).toBe(base);
  });
});
