/** Rules on preferred sites: workloads that the same rules match are one class, with one price per site. */

import type { PlacementRule, Site } from '../policy/site.ts';

export type PreferRule = Extract<PlacementRule, { kind: 'prefer' }>;

export interface Preferences {
  /** Class of each row, or -1. */
  readonly preference: Int32Array;
  /** [class * sites + site] */
  readonly preferenceUsdPerMonth: Float64Array;
}

export function preferencesOf(
  rules: readonly { readonly rule: PreferRule; readonly rows: readonly number[] }[],
  sites: readonly Site[],
  workloads: number,
): Preferences {
  const matchedBy = new Map<number, number[]>();
  for (const [index, { rows }] of rules.entries()) {
    for (const row of rows) {
      const list = matchedBy.get(row);
      if (list === undefined) matchedBy.set(row, [index]);
      else list.push(index);
    }
  }
  const preference = new Int32Array(workloads).fill(-1);
  const classes = new Map<string, number>();
  const prices: number[] = [];
  for (const [row, indexes] of matchedBy) {
    const key = indexes.join();
    let number = classes.get(key);
    if (number === undefined) {
      classes.set(key, (number = classes.size));
      for (const { id } of sites) {
        prices.push(indexes.reduce((sum, index) => sum + stepsDown(rules[index]?.rule, id), 0));
      }
    }
    preference[row] = number;
  }
  return { preference, preferenceUsdPerMonth: Float64Array.from(prices) };
}

function stepsDown(rule: PreferRule | undefined, siteId: string): number {
  if (rule === undefined) return 0;
  const position = rule.sites.indexOf(siteId);
  return (position < 0 ? rule.sites.length : position) * rule.usdPerMonth;
}
