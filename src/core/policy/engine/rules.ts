/** The rules in force, with what each depends on: that decides how often it has to be evaluated. */

import type { Expression } from '../cel/vocabulary.ts';
import { every, isUnknown } from '../cel/truth.ts';
import type { Scope } from '../cel/scope.ts';
import type { Truth, Unknown } from '../cel/truth.ts';
import type { Pack, Requirement } from '../packs/pack.ts';

export interface Rule {
  readonly index: number;
  readonly pack: Pack;
  readonly requirement: Requirement;
  /** Listed under `regimes` in sites.yaml. */
  readonly selected: boolean;
  /** The condition, `when` and test read of the workload, without "workload."; decides the class of a workload. */
  readonly workloadPaths: readonly string[];
  /** True when the site can change the answer. */
  readonly readsSite: boolean;
  /** What test and `when` look at: findings without a workload are reported once per site, or once. */
  readonly about: 'workload' | 'site' | 'organisation';
}

export type Outcome =
  | { readonly state: 'violated' | 'not-applicable' }
  /** `unclear`: it holds, though it cannot be told whether the pack applies. */
  | { readonly state: 'satisfied'; readonly unclear: boolean }
  /** `unclear`: it cannot be told whether the pack applies at all. */
  | { readonly state: 'unknown'; readonly unclear: boolean; readonly because: Unknown };

const SATISFIED: Outcome = { state: 'satisfied', unclear: false };
const SATISFIED_ANYWAY: Outcome = { state: 'satisfied', unclear: true };
const VIOLATED: Outcome = { state: 'violated' };
const NOT_APPLICABLE: Outcome = { state: 'not-applicable' };

/** Rules of the packs in force, in the order of packs and requirements. `regimes` undefined: all packs. */
export function rulesInForce(packs: readonly Pack[], regimes: readonly string[] | undefined): Rule[] {
  const rules: Rule[] = [];
  for (const pack of packs) {
    const selected = regimes?.includes(pack.id) ?? false;
    if (regimes !== undefined && !selected) continue;
    for (const requirement of pack.requirements) {
      const own = pathsOf([requirement.test, requirement.when]);
      const all = [...new Set([...own, ...pack.applies.paths])];
      const about = own.some(isWorkload) ? 'workload' : own.some(isSite) ? 'site' : 'organisation';
      rules.push({
        index: rules.length,
        pack,
        requirement,
        selected,
        workloadPaths: all
          .filter(isWorkload)
          .map((path) => path.slice('workload.'.length))
          .sort(),
        readsSite: all.some(isSite),
        about,
      });
    }
  }
  return rules;
}

const isWorkload = (path: string): boolean => path.startsWith('workload.');
const isSite = (path: string): boolean => path.startsWith('site.');
const pathsOf = (expressions: readonly (Expression | undefined)[]): string[] =>
  expressions.flatMap((expression) => expression?.paths ?? []);

/**
 * Applies and `when` ask whether the rule concerns this workload here, the test whether it holds. A test that holds
 * anyway needs no answer to the first; one that fails is a violation only when both are certain.
 */
export function judge(rule: Rule, scope: Scope): Outcome {
  const { pack, requirement } = rule;
  const applies = pack.applies.evaluate(scope);
  if (applies === false) return NOT_APPLICABLE;
  const unclear = isUnknown(applies);
  if (unclear && applies.error === undefined && pack.definition.whenUnclear === 'skip' && !rule.selected) {
    return NOT_APPLICABLE;
  }
  const when: Truth = requirement.when === undefined ? true : requirement.when.evaluate(scope);
  if (when === false) return NOT_APPLICABLE;
  const test = requirement.test.evaluate(scope);
  if (test === true) return unclear ? SATISFIED_ANYWAY : SATISFIED;
  const concerned = every([applies, when], (truth) => truth);
  if (isUnknown(concerned))
    return { state: 'unknown', unclear, because: askable(unclear ? applies : concerned, scope) };
  return test === false ? VIOLATED : { state: 'unknown', unclear: false, because: askable(test, scope) };
}

/** Where people say what a rule reads under another name: the organisation's country stands in for every workload's. */
const ASKED_AS: Readonly<Record<string, string>> = {
  'workload.owner.country': 'organisation.country',
  'workload.owner.sector': 'organisation.sector',
  'workload.owner.class': 'organisation.class',
  'workload.criticalFunction': 'workload.criticality',
};

/** Beside what is missing itself, what would settle it without being said: a field that a filter asks for. */
function askable(because: Unknown, scope: Scope): Unknown {
  const settling = because.missing.flatMap((path) => scope.openBecause(path) ?? []);
  const missing = [...because.missing, ...settling].map((path) => ASKED_AS[path] ?? path);
  return { ...because, missing: [...new Set(missing)].sort() };
}
