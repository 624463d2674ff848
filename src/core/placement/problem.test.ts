import { describe, expect, test } from 'vitest';
import { randomProblem } from './problem.fixture.ts';
import { checkProblem } from './problem.ts';
import type { Cap, Problem } from './problem.ts';

const good = randomProblem({
  workloads: 12,
  sites: 3,
  seed: 2,
  apartCaps: 1,
  shareCaps: 1,
  links: 2,
  preferenceClasses: 1,
});
const cap = (change: Partial<Cap>): Partial<Problem> => ({
  caps: good.caps.map((entry, index) => (index === 1 ? { ...entry, ...change } : entry)),
});
const link = (change: object): Partial<Problem> => ({
  links: good.links.map((entry, index) => (index === 0 ? { ...entry, ...change } : entry)),
});

describe('checkProblem', () => {
  test('a sound problem passes unchanged', () => {
    expect(checkProblem(good)).toBe(good);
  });

  test.each<{ what: string; change: Partial<Problem> }>([
    { what: 'a cap of NaN', change: cap({ most: new Float64Array([Number.NaN]) }) },
    { what: 'a negative cap', change: cap({ most: new Float64Array([-1]) }) },
    { what: 'a negative price of excess', change: cap({ excessUsdPerMonth: -1 }) },
    { what: 'a price of excess that is not a number', change: cap({ excessUsdPerMonth: Number.NaN }) },
    { what: 'a weight of NaN', change: cap({ weight: new Float64Array(12).fill(Number.NaN) }) },
    { what: 'an infinite weight', change: cap({ weight: new Float64Array(12).fill(Infinity) }) },
    { what: 'too few weights', change: cap({ weight: new Float64Array(3) }) },
    { what: 'members out of order', change: cap({ members: Int32Array.from([2, 1]), weight: null }) },
    { what: 'a member that is no row', change: cap({ members: Int32Array.from([99]), weight: null }) },
    { what: 'a bucket that is not there', change: cap({ bucket: Int32Array.from([0, 7, -1]) }) },
    { what: 'a site without a bucket', change: cap({ bucket: Int32Array.from([0]) }) },
    { what: 'a link to nobody', change: link({ b: 99 }) },
    { what: 'a link to itself', change: link({ a: 1, b: 1 }) },
    { what: 'a link of no class', change: link({ class: 9 }) },
    { what: 'a negative price of a broken link', change: link({ breakUsdPerMonth: -3 }) },
    { what: 'a class of links without all sites', change: { near: [new Uint8Array(2), new Uint8Array(9)] } },
    { what: 'a negative preference', change: { preferenceUsdPerMonth: new Float64Array(3).fill(-1) } },
    { what: 'an infinite preference', change: { preferenceUsdPerMonth: new Float64Array(3).fill(Infinity) } },
    { what: 'a preference of no class', change: { preference: new Int32Array(12).fill(4) } },
    { what: 'a need of NaN', change: { need: new Float64Array(48).fill(Number.NaN) } },
    { what: 'a negative limit', change: { limit: new Float64Array(12).fill(-1) } },
  ])('$what is refused', ({ change }) => {
    expect(() => checkProblem({ ...good, ...change })).toThrow(expect.objectContaining({ code: 'IST-5003' }));
  });
});
