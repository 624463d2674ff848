/**
 * References of rules that a file of results leaves out: a bare TestResult or a ComplianceCheckResult names its rule and
 * no control. Another file that carries the rule's text knows them. They are lent by rule or by identifier, and say so.
 */

import type { CitedControl, ControlEvidence } from './evidence.ts';

export interface Citing {
  readonly rule: string;
  readonly idents: readonly string[];
  readonly cites: readonly CitedControl[];
}

/** Rules with references first come, first served: give them in a fixed order. */
export function citeLender(
  known: Iterable<Citing>,
): (rule: string, idents: readonly string[]) => readonly CitedControl[] {
  const byName = new Map<string, readonly CitedControl[]>();
  for (const { rule, idents, cites } of known) {
    if (cites.length === 0) continue;
    for (const name of [`rule ${rule}`, ...idents.map((ident) => `ident ${ident}`)]) {
      if (!byName.has(name)) byName.set(name, cites);
    }
  }
  return (rule, idents) => {
    const found = [`rule ${rule}`, ...idents.map((ident) => `ident ${ident}`)].find((name) => byName.has(name));
    return (found === undefined ? undefined : byName.get(found))?.map((cite) => lent(cite)) ?? [];
  };
}

const lent = (cite: CitedControl): CitedControl => ({ ...cite, cited: `${cite.cited}, from another file` });

/** Feeds that share the names of rules. */
export const LENDING_FEEDS: readonly ControlEvidence['feed'][] = ['openscap', 'compliance-operator'];
