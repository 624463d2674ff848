import { describe, expect, test } from 'vitest';
import { FIELDS, findField, nearestFields } from './fields.ts';
import { workloadWith } from './workload.fixture.ts';

describe('the field catalogue', () => {
  test('has each path once, with a title, and reads an empty workload without inventing', () => {
    expect(new Set(FIELDS.map((field) => field.path.toLowerCase())).size).toBe(FIELDS.length);
    const bare = workloadWith({});
    const always = ['conflicts', 'conflicts.count', 'id', 'kind', 'observedAt', 'sources', 'sources.count'];
    expect(FIELDS.filter((field) => field.read(bare) !== undefined).map((field) => field.path)).toEqual(always);
    expect(FIELDS.filter((field) => field.title === '')).toEqual([]);
  });

  test.each([
    [
      'disks.capacityMiB',
      {
        disks: [
          { label: 'a', capacityMiB: 1 },
          { label: 'b', capacityMiB: 2 },
        ],
      },
      3,
      'sum',
    ],
    [
      'disks.capacityMiB',
      { disks: [{ label: 'a', capacityMiB: 1 }, { label: 'b' }] },
      undefined,
      'a sum with an unknown part',
    ],
    ['disks.capacityMiB', { disks: [] }, 0, 'no disks'],
    ['disks.shared', { disks: [{ label: 'a' }, { label: 'b', shared: true }] }, true, 'one is, whatever the other'],
    ['disks.shared', { disks: [{ label: 'a', shared: false }, { label: 'b' }] }, undefined, 'one may be'],
    ['disks.shared', { disks: [{ label: 'a', shared: false }] }, false, 'none is'],
    [
      'snapshots.oldest',
      {
        snapshots: [
          { name: 'x', createdAt: '2026-02-01' },
          { name: 'y', createdAt: '2025-02-01' },
        ],
      },
      '2025-02-01',
      'earliest',
    ],
    [
      'snapshots.oldest',
      { snapshots: [{ name: 'x', createdAt: '2026-02-01' }, { name: 'y' }] },
      undefined,
      'an undated one may be older',
    ],
    ['tags.owner', { tags: { Owner: 'hr' } }, 'hr', 'tag names ignore case'],
  ])('%s of %j is %j: %s', (path, facts, expected, _reason) => {
    expect(findField(path)?.read(workloadWith(facts))).toEqual(expected);
  });

  test.each([
    ['os.famly', 'os.family'],
    ['memory', 'memoryMiB'],
    ['powerstate2', 'powerState'],
    ['version', 'os.version'],
    ['readiness.azurevm', 'readiness.azure-vm'],
  ])('%s is taken for %s', (typed, meant) => {
    expect(nearestFields(typed)).toContain(meant);
  });

  test('nothing is suggested for what resembles nothing', () => {
    expect(nearestFields('qqqqqqqq')).toEqual([]);
  });
});
