/** Rules that read the same attributes of a workload, and either all or none of which read the site. */

import type { Rule } from './rules.ts';

export interface RuleGroup {
  /** Attributes of the workload, without "workload.". */
  readonly paths: readonly string[];
  readonly readsSite: boolean;
  readonly rules: readonly Rule[];
}

export interface Grouping {
  readonly groups: readonly RuleGroup[];
  /** By index of the rule: its group and its position there. */
  readonly places: readonly { readonly group: number; readonly position: number }[];
}

export function groupRules(rules: readonly Rule[]): Grouping {
  const groups: { paths: readonly string[]; readsSite: boolean; rules: Rule[] }[] = [];
  const known = new Map<string, number>();
  const places = rules.map((rule) => {
    const key = `${rule.readsSite ? 'site' : ''}\n${rule.workloadPaths.join('\n')}`;
    let group = known.get(key);
    if (group === undefined) {
      group = groups.push({ paths: rule.workloadPaths, readsSite: rule.readsSite, rules: [] }) - 1;
      known.set(key, group);
    }
    const position = (groups[group]?.rules.push(rule) ?? 1) - 1;
    return { group, position };
  });
  return { groups, places };
}
