import { describe, expect, it } from 'vitest';
import { licencesSchema, licenceSettings, MOST_USD, tcoSchema, tcoSettings } from './settings.ts';

const issuesOf = (schema: typeof licencesSchema | typeof tcoSchema, value: unknown): string[] =>
  (schema.safeParse(value).error?.issues ?? []).map(({ path, message }) => `${path.join('.')}: ${message}`);
const price = (more: object) => ({ prices: [{ product: 'sles', usd: 50, ...more }] });
const item = (more: object) => ({ more: [{ id: 'training', title: 'T', usd: 50, period: 'month', ...more }] });

describe('a range of prices', () => {
  it('has its ends on either side of what is likely, or on it', () => {
    expect(issuesOf(licencesSchema, price({}))).toEqual([]);
    expect(issuesOf(licencesSchema, price({ lowUsd: 50, highUsd: 50 }))).toEqual([]);
    expect(issuesOf(tcoSchema, item({ lowUsd: 40, highUsd: 60 }))).toEqual([]);
  });

  it('that is the wrong way round is refused, with the end that is wrong', () => {
    expect(issuesOf(licencesSchema, price({ lowUsd: 51 }))).toEqual(['prices.0.lowUsd: lowUsd 51 is above usd 50']);
    expect(issuesOf(tcoSchema, item({ lowUsd: 60, highUsd: 40 }))).toEqual([
      'more.0.lowUsd: lowUsd 60 is above usd 50',
      'more.0.highUsd: highUsd 40 is below usd 50',
    ]);
  });

  it('is refused where a figure is a slip of the pen', () => {
    expect(issuesOf(licencesSchema, price({ usd: MOST_USD }))).toEqual([]);
    expect(issuesOf(licencesSchema, price({ usd: MOST_USD + 1 }))).toHaveLength(1);
    expect(issuesOf(licencesSchema, price({ usd: -1 }))).toHaveLength(1);
    expect(issuesOf(tcoSchema, item({ usd: 1_000_000_000 }))).toEqual([]);
    expect(issuesOf(tcoSchema, item({ usd: 1_000_000_001 }))).toHaveLength(1);
  });
});

it('what is read is told apart from what is not there', () => {
  expect(issuesOf(licencesSchema, price({ asOf: '2026-02-30' }))).toEqual([
    'prices.0.asOf: a day of the calendar as YYYY-MM-DD',
  ]);
  expect(issuesOf(tcoSchema, item({ id: 'Not An Id' }))).toEqual(['more.0.id: lower-case letters, digits and dashes']);
  expect(issuesOf(licencesSchema, { price: [] })).toHaveLength(1);
});

it('says what counts where the file says nothing', () => {
  expect(licenceSettings({})).toEqual({ prices: [], sqlEditions: [], vmwareTermMonths: 12 });
  expect(tcoSettings({})).toEqual({
    months: 36,
    discountRatePct: 8,
    doubleRunMonths: 1,
    hoursPerWorkloadMonth: {},
    uncertaintyPct: { verified: 0, partly: 5, secondary: 10, derived: 15, own: 25, given: 0, migrationHours: 30 },
    more: [],
  });
  const said = licencesSchema.parse({ vmwareTermMonths: 36 });
  expect(licenceSettings({ licences: said })).toBe(said);
  const tco = tcoSchema.parse({ months: 12 });
  expect(tcoSettings({ tco })).toBe(tco);
});
