import { describe, expect, it } from 'vitest';
import { IsthmusError } from '../errors/errors.ts';
import { parseSites } from './parse-sites.ts';
import type { SitesFile } from './site.ts';

const SITE = 'sites:\n  - { id: a, platform: kvm, target: kvm, cost: { usdPerCoreMonth: 5 } }\n';
const priced = (entry: string): string => `${SITE}licences:\n  prices:\n    - { product: rhel-server, ${entry} }\n`;

function causesOf(text: string): readonly { readonly where?: string | undefined; readonly message: string }[] {
  let parsed: SitesFile;
  try {
    parsed = parseSites(text, undefined, '2026-11-22');
  } catch (error) {
    if (error instanceof IsthmusError) return error.causes;
    throw error;
  }
  throw new Error(`accepted: ${JSON.stringify(parsed.licences)}`);
}

describe('prices in sites.yaml', () => {
  it.each([
    ['a low end above the price', priced('usd: 100, lowUsd: 200'), /lowUsd 200 is above usd 100/],
    ['a high end below the price', priced('usd: 100, highUsd: 50'), /highUsd 50 is below usd 100/],
    ['a day to come', priced('usd: 100, asOf: 2026-11-23'), /2026-11-23 is in the future/],
    ['no day of the calendar', priced('usd: 100, asOf: 2026-02-30'), /day of the calendar/],
    ['a price beyond sense', priced('usd: 1e300'), /1000000/],
    ['a rate beyond sense', SITE.replace('5 }', '1e300 }'), /1000000/],
    ['a factor beyond sense', SITE.replace('usdPerCoreMonth: 5', 'priceFactor: 1e300'), /1000/],
    ["a site's day to come", SITE.replace('5 }', '5, asOf: 2027-01-01 }'), /2027-01-01 is in the future/],
    [
      'a range of an extra the wrong way round',
      `${SITE}tco:\n  more:\n    - { id: x, title: x, usd: 5, highUsd: 1, period: month }\n`,
      /highUsd 1 is below/,
    ],
  ])('are refused with their line: %s', (_, text, message) => {
    const causes = causesOf(text);
    expect(causes.map((cause) => cause.message).join()).toMatch(message);
    expect(causes[0]?.where).toMatch(/line \d+/);
  });

  it('are taken with both ends at the price, and of today', () => {
    const text = priced('usd: 100, lowUsd: 100, highUsd: 100, asOf: 2026-11-22');
    expect(parseSites(text, undefined, '2026-11-22').licences?.prices).toHaveLength(1);
  });
});
