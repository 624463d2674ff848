import { expect, it } from 'vitest';
import { SITE_FIELDS } from './site-fields.ts';
import { readSiteValue, siteValueText } from './site-values.ts';

const field = (path: string) => {
  const found = SITE_FIELDS.find((each) => each.path === path);
  if (found === undefined) throw new Error(path);
  return found;
};

it.each([
  ['country', 'de', 'DE'],
  ['backup.countries', 'de, AT', ['DE', 'AT']],
  ['backup.countries', 'none', []],
  ['backup.countries', ' ', null],
  ['certifications', 'iso27001, c5-type2', ['iso27001', 'c5-type2']],
  ['operator.own', 'false', false],
  ['operator.own', 'maybe', 'maybe'],
  ['env.pue', '1.3', 1.3],
  ['env.pue', 'good', 'good'],
  ['city', 'New York', 'New York'],
])('%s: %j is %j', (path, text, value) => {
  expect(readSiteValue(field(path), text)).toEqual(value);
});

it.each([
  [undefined, ''],
  [[], 'none'],
  [['DE', 'AT'], 'DE, AT'],
  [false, 'false'],
  [24.5, '24.5'],
])('%j is shown as %j', (value, text) => {
  expect(siteValueText(value)).toBe(text);
});
