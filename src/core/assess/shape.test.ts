import { describe, expect, it } from 'vitest';
import { readBlock, writeBlock } from './block.ts';
import { complexityFrom } from './complexity.ts';
import { assessmentOf, SharedResults } from './shape.ts';
import type { AssessmentShape, Judged } from './shape.ts';
import { failed, open, shapeWith } from './shape.fixture.ts';
import type { PackedShape } from './shape-pack.ts';

const complexity = complexityFrom([]);

describe('shared results', () => {
  it('are one object for what is equal, and told apart by rule and each fact', () => {
    const shared = new SharedResults();
    const asks = shared.of('a', ['tpm', 'disks']);
    expect(asks).toEqual(open('a', 'tpm', 'disks'));
    expect(shared.of('a', ['tpm', 'disks'])).toBe(asks);
    expect(shared.of('a')).toBe(shared.of('a'));
    expect(shared.of('a')).toEqual(failed('a'));
    expect('missing' in shared.of('a')).toBe(false);
    expect(shared.of('a', [])).toEqual({ ruleId: 'a', outcome: 'unknown', missing: [] });
    expect(shared.of('b', ['tpm', 'disks'])).toEqual(open('b', 'tpm', 'disks'));
    expect(shared.of('a', ['tpm'])).toEqual(open('a', 'tpm'));
    expect(Object.isFrozen(asks)).toBe(true);
    expect(Object.isFrozen(asks.missing)).toBe(true);
  });
});

describe('a shape with the words of one workload', () => {
  it('is its assessment', () => {
    const shape = shapeWith({
      rules: [failed('a'), open('b', 'tpm'), open('c', 'disks')],
      passed: 7,
      bestTarget: 'kvm',
    });
    expect(
      assessmentOf({ workloadId: 'wl-1', shape, texts: ['two disks', null, 'nobody looked'], complexity }),
    ).toEqual({
      workloadId: 'wl-1',
      rules: [
        { ruleId: 'a', outcome: 'fail', evidence: 'two disks' },
        { ruleId: 'b', outcome: 'unknown', missing: ['tpm'] },
        { ruleId: 'c', outcome: 'unknown', missing: ['disks'], why: 'nobody looked' },
      ],
      passed: 7,
      targets: {},
      bestTarget: 'kvm',
      equallyGood: [],
      complexity,
    });
  });

  it('says what it is set apart as only when it is', () => {
    const of = { workloadId: 'wl-1', texts: [], complexity };
    expect('skipped' in assessmentOf({ ...of, shape: shapeWith() })).toBe(false);
    expect(assessmentOf({ ...of, shape: shapeWith({ skipped: 'template' }) }).skipped).toBe('template');
  });
});

describe('a block of judged workloads', () => {
  const one = shapeWith({ rules: [failed('a'), open('b', 'tpm')] });
  const other = shapeWith({ rules: [failed('a')] });
  const judged: readonly Judged[] = [
    { workloadId: 'wl-1', shape: one, texts: ['two disks', null], complexity },
    { workloadId: 'wl-2', shape: other, texts: ['three disks'], complexity },
    { workloadId: 'wl-3', shape: one, texts: ['two disks', 'three disks'], complexity },
  ];
  const shapes: AssessmentShape[] = [];
  const pack = (shape: AssessmentShape): PackedShape => [shapes.push(shape) - 1];
  const unpack = ([number]: PackedShape): AssessmentShape => shapes[number ?? -1] ?? shapeWith();

  it('holds each shape and each text once', () => {
    const block = JSON.parse(writeBlock(judged, pack)) as Readonly<Record<string, readonly unknown[]>>;
    expect(block['shapes']).toHaveLength(2);
    expect(block['texts']).toEqual(['two disks', 'three disks']);
    expect(block['rows']?.map((row) => (row as readonly unknown[]).slice(0, 3))).toEqual([
      ['wl-1', 0, [0, -1]],
      ['wl-2', 1, [1]],
      ['wl-3', 0, [0, 1]],
    ]);
  });

  it('gives those asked for as they were', () => {
    const text = writeBlock(judged, pack);
    expect(readBlock(text, new Set(['wl-1', 'wl-2', 'wl-3', 'wl-4']), unpack)).toEqual(judged);
    expect(readBlock(text, new Set(['wl-3']), unpack)).toEqual([judged[2]]);
    expect(readBlock(writeBlock([], pack), new Set(['wl-3']), unpack)).toEqual([]);
  });
});
