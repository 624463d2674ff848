import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { changePct, diagnosisTitle, examplesText, gapText, lossText, qualityText, resultName } from './words.ts';

describe('the gap', () => {
  it.each([
    [0, 'the best possible, proved'],
    [0.000001, 'the best possible, proved'],
    [0.0004, 'within 0.01 % of the best possible'],
    [0.0412, 'within 0.05 % of the best possible'],
    [0.3, 'within 0.30 % of the best possible'],
    [0.311, 'within 0.32 % of the best possible'],
    [4.01, 'within 4.1 % of the best possible'],
    [12.2, 'within 13 % of the best possible'],
    [Number.NaN, 'how far from the best possible is not known'],
  ])('of %d is "%s"', (gap, words) => {
    expect(qualityText(gap).replace('\u00a0', ' ')).toBe(words);
  });

  it('is never told smaller than it is', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.00002, max: 1000, noNaN: true }), (gap) => {
        expect(Number.parseFloat(gapText(gap))).toBeGreaterThanOrEqual(gap - 1e-6);
      }),
    );
  });
});

it('compares with nothing when there is nothing, or nothing known', () => {
  expect(changePct(0, 5)).toBeNull();
  expect(changePct(null, 5)).toBeNull();
  expect(changePct(200, 150)).toBe(-25);
});

it('says what to relax, and that all of it is needed', () => {
  const one = { workloads: 14, examples: ['db-1'], relax: [{ what: 'memory at fra + 312 GiB' }], minimal: true };
  expect(diagnosisTitle(one)).toBe('Relax this so that 14 more workloads find a place');
  expect(diagnosisTitle({ ...one, workloads: 1, relax: [...one.relax, { what: 'pin x' }] })).toBe(
    'Relax these 2, all of them, so that 1 more workload finds a place',
  );
  expect(examplesText(one)).toBe('db-1 …');
  expect(examplesText({ workloads: 1, examples: ['db-1'] })).toBe('db-1');
});

it('calls results by what they are of', () => {
  const place = { id: 'r', kind: 'place', scenario: null, lost: [] } as const;
  expect(resultName(place)).toBe('Placement');
  expect(resultName({ ...place, kind: 'scenario', scenario: { id: 'x', name: 'Exit Azure' } })).toBe(
    'What-if: Exit Azure',
  );
  expect(resultName({ ...place, kind: 'drill', lost: ['site/fra', 'country/DE'] })).toBe(
    'Loss of fra, everything in DE',
  );
  expect(lossText('operator/Microsoft Ireland')).toBe('operator Microsoft Ireland');
  expect(lossText('odd')).toBe('odd');
});
