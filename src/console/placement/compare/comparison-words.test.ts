import { expect, it } from 'vitest';
import { comparisonWords, isOfTheSame } from './comparison-words.ts';

const said = (more: Partial<Parameters<typeof comparisonWords>[0]>): string =>
  comparisonWords({
    a: { totalUsdPerMonth: 2000 },
    b: { totalUsdPerMonth: 1500 },
    totalUsdPerMonth: -500,
    migrationUsdOneOff: 0,
    unplaced: 0,
    different: 0,
    ...more,
  }).replaceAll('\u00a0', ' ');

it('says what B costs against A, and what else differs', () => {
  expect(said({})).toBe('B costs $500.00 a month less than A (25.0 %); nothing is placed elsewhere.');
  expect(said({ unplaced: 4, different: 1, migrationUsdOneOff: 12_000 })).toBe(
    'B costs $500.00 a month less than A (25.0 %); moving costs $12,000 more once; 4 more with nowhere to go; 1 workload placed elsewhere.',
  );
  expect(said({ totalUsdPerMonth: 0.001 })).toMatch(/^B costs as much as A;/);
});

it('knows when the totals are of different workloads', () => {
  const flow = { siteA: 'x', siteB: 'y', workloads: 1 };
  expect(isOfTheSame({ flows: [flow], onlyInA: 0, onlyInB: 0 })).toBe(true);
  expect(isOfTheSame({ flows: [{ ...flow, siteB: null }], onlyInA: 0, onlyInB: 0 })).toBe(false);
  expect(isOfTheSame({ flows: [], onlyInA: 1, onlyInB: 0 })).toBe(false);
});
