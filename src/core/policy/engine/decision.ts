/** May this workload run at this site? From the answers of all rules in force. */

import type { Outcome, Rule } from './rules.ts';

export type PolicyVerdict = 'allowed' | 'violated' | 'unknown';

/** A rule of level "must" that is broken or undecided here, and accepted until a day. */
export interface WaivedRule {
  readonly ruleId: string;
  readonly state: 'violated' | 'unknown';
  readonly waiverId: string;
  readonly expiresOn: string;
}

export interface PolicyAnswer {
  /**
   * About this site: only rules that the site can change count, and of those only the level "must". What is wrong
   * with the workload or the organisation wherever it runs is no reason against a site; it is in `anywhere`.
   */
  readonly verdict: PolicyVerdict;
  /** Ids of violated rules that read the site. */
  readonly violated: readonly string[];
  /** Ids of rules that read the site and cannot be answered; "<pack>/applies" when the pack itself is in question. */
  readonly unknown: readonly string[];
  /** The same for rules that say the same at every site. */
  readonly anywhere: { readonly violated: readonly string[]; readonly unknown: readonly string[] };
  /** Rules that are in none of the lists above because a waiver covers them. Absent: none. */
  readonly waived?: readonly WaivedRule[];
}

export const verdictOf = (violated: readonly string[], unknown: readonly string[]): PolicyVerdict =>
  violated.length > 0 ? 'violated' : unknown.length > 0 ? 'unknown' : 'allowed';

/** The answers of a group of rules, by position in the group, and what follows from them. */
export interface Answered {
  readonly outcomes: readonly Outcome[];
  readonly answer: PolicyAnswer;
}

/** The one answer without anything to say. */
export const ALLOWED: PolicyAnswer = {
  verdict: 'allowed',
  violated: [],
  unknown: [],
  anywhere: { violated: [], unknown: [] },
};

export const appliesId = (packId: string): string => `${packId}/applies`;

export function answerOf(rules: readonly Rule[], outcomes: readonly Outcome[]): PolicyAnswer {
  const here = { violated: [] as string[], unknown: new Set<string>() };
  const anywhere = { violated: [] as string[], unknown: new Set<string>() };
  rules.forEach((rule, index) => {
    const outcome = outcomes[index];
    if (outcome === undefined || rule.requirement.level !== 'must') return;
    const into = rule.readsSite ? here : anywhere;
    if (outcome.state === 'violated') into.violated.push(rule.requirement.ruleId);
    else if (outcome.state === 'unknown') {
      into.unknown.add(outcome.unclear ? appliesId(rule.pack.id) : rule.requirement.ruleId);
    }
  });
  const silent = here.violated.length + here.unknown.size + anywhere.violated.length + anywhere.unknown.size === 0;
  if (silent) return ALLOWED;
  const unknown = [...here.unknown].sort();
  return {
    verdict: verdictOf(here.violated, unknown),
    violated: here.violated.sort(),
    unknown,
    anywhere: { violated: anywhere.violated.sort(), unknown: [...anywhere.unknown].sort() },
  };
}
