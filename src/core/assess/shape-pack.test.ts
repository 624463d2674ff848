import { describe, expect, it } from 'vitest';
import { openNumberIn, openProfiles, platformIn, ShapePacker, shapesOf, unpacker } from './shape-pack.ts';
import type { PackHeader, PackedShape } from './shape-pack.ts';
import { profileOf, scalesOf } from './profile.ts';
import type { JudgedTarget, WeighingRule } from './profile.ts';
import type { AssessmentShape, ShapeResult } from './shape.ts';
import { failed, open, shapeWith } from './shape.fixture.ts';
import type { WorkloadKind } from '../model/workload.ts';

const RULES: readonly WeighingRule[] = [
  { id: 'disk', severity: { kvm: 'blocker', 'azure-vm': 'warning' }, fixHours: 2 },
  { id: 'tpm', severity: { 'azure-vm': 'blocker' }, fixHours: 4 },
  { id: 'inside', severity: { kvm: 'blocker' }, fixHours: 1, openWeighs: 'info' },
  { id: 'way', severity: { kvm: 'blocker' }, fixHours: 1, settledAtHome: true },
];
const TARGETS: readonly JudgedTarget[] = [
  { id: 'stay', kinds: ['vm', 'container', 'ai'], moves: false },
  { id: 'kvm', kinds: ['vm'], moves: true, platform: 'kvm' },
  { id: 'azure-vm', kinds: ['vm'], moves: true },
];
const scales = scalesOf(RULES, TARGETS);

/** A shape as judging gives it. */
function judged(rules: readonly ShapeResult[], platform?: string, kind: WorkloadKind = 'vm'): AssessmentShape {
  const facts = platform === undefined ? {} : { platform };
  const { tally: _, ...profile } = profileOf({ kind, facts }, rules, scales);
  return shapeWith({ kind, ...facts, rules, passed: RULES.length - rules.length, ...profile });
}

const template = shapeWith({ platform: 'vsphere', skipped: 'template', rules: [failed('disk')], passed: 1 });
const SHAPES: readonly AssessmentShape[] = [
  judged([]),
  judged([], 'kvm'),
  judged([failed('way')], 'kvm'),
  judged([failed('way')], 'vsphere'),
  judged([failed('disk'), open('tpm', 'tpm', 'firmware')], 'vsphere'),
  judged([open('disk', 'disks[].shared'), failed('tpm'), open('inside', 'software')], 'vsphere'),
  judged([open('disk', 'disks[].shared'), open('inside')], 'hyperv'),
  judged([open('tpm', 'tpm')], undefined, 'container'),
  judged([], 'vsphere', 'ai'),
  template,
  shapeWith({ skipped: 'placeholder' }),
];

const kept = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;

function packAll(shapes: readonly AssessmentShape[], former?: PackHeader) {
  const packer = new ShapePacker(RULES, TARGETS, former);
  const packed = shapes.map((shape) => packer.pack(shape));
  return { packed, header: packer.header() };
}

describe('packed shapes', () => {
  it('come back as they were, from what was kept', () => {
    const { packed, header } = packAll(SHAPES);
    const unpack = unpacker(kept(header));
    expect(kept(packed).map(unpack)).toEqual(SHAPES);
    expect('platform' in unpack(packed[0] ?? [])).toBe(false);
  });

  it('name rules and targets by what weighs, and nothing else', () => {
    const { header } = packAll([]);
    const rich = { ...RULES[0], label: 'Disk', evaluate: () => 0 } as unknown as WeighingRule;
    expect(new ShapePacker([rich], TARGETS).header().rules).toEqual(RULES.slice(0, 1));
    expect(header).toEqual({ rules: RULES, targets: TARGETS, platforms: [], facts: [], opens: [] });
    expect(header.rules.map((rule) => 'openWeighs' in rule)).toEqual([false, false, true, false]);
    expect(header.rules.map((rule) => 'settledAtHome' in rule)).toEqual([false, false, false, true]);
    expect(header.targets.map((target) => 'platform' in target)).toEqual([false, true, false]);
  });

  it('keep their numbers when a header grows', () => {
    const { packed, header } = packAll(SHAPES.slice(0, 6));
    const grown = packAll(SHAPES, kept(header));
    expect(grown.packed.slice(0, 6)).toEqual(packed);
    expect(grown).toEqual(packAll(SHAPES));
    expect(grown.header.opens.slice(0, header.opens.length)).toEqual(header.opens);
    // A header is what it was when it was asked for.
    const packer = new ShapePacker(RULES, TARGETS);
    const before = packer.header();
    SHAPES.forEach((shape) => packer.pack(shape));
    expect([before.opens, before.facts, before.platforms]).toEqual([[], [], []]);
  });

  it('name no rule that was not asked', () => {
    expect(() => new ShapePacker(RULES, TARGETS).pack(shapeWith({ rules: [failed('gone')] }))).toThrow(
      'rule gone is not among those that were asked',
    );
  });

  it.each<[string, PackedShape]>([
    ['platform', [0, 9, 0, 0, 0]],
    ['kind', [9, 0, 0, 0, 0]],
    ['rule', [0, 0, 0, 0, 0, 18]],
    ['fact', [0, 0, 0, 0, 0, 1, 1, 9]],
    ['kind at all', []],
  ])('are refused when their header names no such %s', (_, packed) => {
    const { header } = packAll(SHAPES);
    expect(() => unpacker(header)(packed)).toThrow(/^nothing is called (8|9|undefined) in a packed assessment$/);
  });
});

describe('what is open', () => {
  it('is listed once for all shapes in which the same is open for the same targets', () => {
    const { header, packed } = packAll([
      judged([open('disk', 'disks')], 'vsphere'),
      judged([open('disk', 'disks'), failed('tpm')], 'vsphere'),
      judged([failed('tpm'), open('disk', 'disks')], 'vsphere'),
      judged([open('disk', 'disks')]),
      judged([open('disk', 'disks'), open('tpm', 'tpm', 'firmware')], 'vsphere'),
      judged([failed('disk')], 'vsphere'),
    ]);
    const numbers = packed.map((one) => openNumberIn(JSON.stringify(one)));
    expect(numbers).toEqual([0, 0, 0, 1, 2, 3]);
    expect(openProfiles(kept(header))).toEqual([
      { platform: 'vsphere', rules: [open('disk', 'disks')], targets: ['kvm'] },
      { rules: [open('disk', 'disks')], targets: ['kvm'] },
      {
        platform: 'vsphere',
        rules: [open('disk', 'disks'), open('tpm', 'tpm', 'firmware')],
        targets: ['kvm', 'azure-vm'],
      },
      { platform: 'vsphere', rules: [], targets: [] },
    ]);
    expect('platform' in (openProfiles(header)[1] ?? {})).toBe(false);
  });

  it('is told apart by the targets it holds back', () => {
    const rules = [open('disk', 'disks')];
    const { packed, header } = packAll([judged(rules), judged([...rules, failed('disk')])]);
    expect(openProfiles(header).map(({ targets }) => targets)).toEqual([['kvm'], []]);
    expect(packed.map((one) => openNumberIn(JSON.stringify(one)))).toEqual([0, 1]);
  });
});

describe('a line of a kept shape', () => {
  it('tells platform and open profile without being read, and nothing of what is set apart', () => {
    const { packed, header } = packAll(SHAPES);
    const lines = packed.map((one) => JSON.stringify(one));
    expect(lines.map((line) => platformIn(line, header))).toEqual(SHAPES.map(({ platform }) => platform));
    const profiles = openProfiles(header);
    lines.forEach((line, index) => {
      const number = openNumberIn(line);
      const shape = SHAPES[index];
      if (shape?.skipped !== undefined) return expect(number).toBeUndefined();
      return expect(profiles[number ?? -1]?.rules).toEqual(shape?.rules.filter(({ outcome }) => outcome === 'unknown'));
    });
  });

  it('is unpacked when it is first asked for, and once', () => {
    const { packed, header } = packAll(SHAPES);
    const lines = packed.map((one) => JSON.stringify(one));
    let asked = 0;
    const shapeAt = shapesOf(lines, (one) => {
      asked += 1;
      return unpacker(header)(one);
    });
    expect(asked).toBe(0);
    expect(shapeAt(4)).toEqual(SHAPES[4]);
    expect(shapeAt(4)).toBe(shapeAt(4));
    expect(shapeAt(0)).toEqual(SHAPES[0]);
    expect(asked).toBe(2);
    expect(() => shapeAt(99)).toThrow(RangeError);
  });
});
