import { expect, it } from 'vitest';
import { IsthmusError } from '../errors/errors.ts';
import { parseSites } from './parse-sites.ts';

function mistakeIn(rule: string): string | undefined {
  try {
    parseSites(
      `sites:\n  - {id: own, platform: vsphere, target: stay}\nplacement:\n  rules:\n    - {${rule}, id: a, reason: x}\n`,
    );
  } catch (error) {
    if (error instanceof IsthmusError) return error.causes[0]?.message;
    throw error;
  }
  return undefined;
}

it.each([
  ['kind: together, usdPerMonth: 5', '"usdPerMonth" is not known here: together is always hard. Remove it.'],
  ['kind: apart, atMots: 2', '"atMots" is not known here. Did you mean "atMost"?'],
  ['kind: apart, usdPerMonth: -1', '-1 should be above 0'],
  ['kind: apartt', '"apartt" is not one of together, apart, spread, share, latency, prefer. Did you mean "apart"?'],
])('a mistake in a rule is said in words: %s', (rule, says) => {
  expect(mistakeIn(rule)).toBe(says);
});
