/** A user's rule ready for the engine: the same shape as a shipped one, its conditions in CEL. */

import { compileExpression } from '../../policy/cel/expression.ts';
import { ExpressionProblem } from '../../policy/cel/subset.ts';
import { isUnknown } from '../../policy/cel/truth.ts';
import type { Truth } from '../../policy/cel/truth.ts';
import type { Expression } from '../../policy/cel/vocabulary.ts';
import { digestOf } from '../../evidence/digest.ts';
import type { FactKey } from '../../model/workload.ts';
import type { Rule } from '../rule.ts';
import { fail, pass, unknown } from '../verdict.ts';
import type { FactPath, Verdict } from '../verdict.ts';
import { compileEvidence, usualEvidence } from './evidence.ts';
import type { EvidenceText } from './evidence.ts';
import { COST_LIMIT, CostExceeded, FactScope } from './fact-scope.ts';
import { withFix } from './fixes.ts';
import { factVocabulary, isFactPath } from './fact-types.ts';
import { severitiesOf, TARGET_IDS } from './rule-schema.ts';
import type { UserRuleDefinition } from './rule-schema.ts';

export interface UserRule extends Rule {
  /** Of everything the rule says: the same text gives the same digest. */
  readonly digest: string;
  /** For people, as the author writes it. */
  readonly version?: string;
}

/** One thing to correct in a part of a rule: which member, and where in its text. */
export interface PartProblem {
  readonly part: 'when' | 'fails' | 'evidence';
  readonly offset: number;
  readonly message: string;
}

/** The engine keeps what is missing in a mask of bits; facts past these are told missing by the condition itself. */
const MOST_NEEDED = 30;

type Texts = Pick<UserRuleDefinition, 'when' | 'fails' | 'evidence' | 'aboutKnowledge'>;

/** What is wrong with the conditions of a rule, whatever else is: each that does not compile, with the place. */
export function problemsOfTexts(texts: Partial<Texts>): readonly PartProblem[] {
  return compileTexts(texts).problems;
}

/** Compiles a rule. */
export function makeUserRule(
  definition: UserRuleDefinition,
): { rule: UserRule } | { problems: readonly PartProblem[] } {
  const { when, fails, evidence, problems } = compileTexts(definition);
  if (problems.length > 0 || fails === undefined) return { problems };
  return { rule: build(definition, when, fails, evidence ?? usualEvidence(fails.written.filter(isFactPath))) };
}

function compileTexts(texts: Partial<Texts>) {
  const problems: PartProblem[] = [];
  const vocabulary = factVocabulary(texts.aboutKnowledge === true);
  const compile = <T>(part: PartProblem['part'], make: (text: string) => T): T | undefined => {
    const text = texts[part];
    if (text === undefined) return undefined;
    try {
      return make(text);
    } catch (error) {
      if (!(error instanceof ExpressionProblem)) throw error;
      problems.push({ part, offset: error.start, message: withFix(error.message) });
      return undefined;
    }
  };
  return {
    when: compile('when', (text) => compileExpression(text, vocabulary)),
    fails: compile('fails', (text) => compileExpression(text, vocabulary)),
    evidence: compile('evidence', (text) => compileEvidence(text, vocabulary)),
    problems,
  };
}

function build(
  definition: UserRuleDefinition,
  when: Expression | undefined,
  fails: Expression,
  evidence: EvidenceText,
): UserRule {
  const { id, version, label, description, remedy, severity, kinds, platforms, source, fixHours, from } = definition;
  const conditions = when === undefined ? [fails] : [when, fails];
  return {
    id,
    label,
    description,
    remedy,
    severity: severitiesOf(severity),
    source,
    ...(version !== undefined && { version }),
    ...(kinds !== undefined && { kinds }),
    ...(platforms !== undefined && { platforms }),
    ...factsOf(conditions, definition.aboutKnowledge === true || from !== undefined),
    fixHours,
    digest: digestOf(JSON.parse(JSON.stringify(definition))),
    evaluate: evaluator(id, from, when, fails, evidence),
  };
}

/** Facts the conditions read, those first that nothing is answered without. A rule with a condition needs what both do. */
function factsOf(conditions: readonly Expression[], neverNeeds: boolean): Pick<Rule, 'needs' | 'mayUse' | 'asksFor'> {
  const root = (path: string): FactKey => path.replace(/[.[].*$/s, '') as FactKey;
  const [first, ...others] = conditions.map(({ needs }) => new Set(needs.filter(isFactPath)));
  const always = [...(first ?? [])].filter((path) => others.every((set) => set.has(path)));
  const needs = neverNeeds ? [] : [...new Set(always.map(root))].sort().slice(0, MOST_NEEDED);
  const read = [...new Set(conditions.flatMap(({ paths }) => paths).filter(isFactPath))].sort();
  const mayUse = [...new Set(read.map(root))].filter((key) => !needs.includes(key));
  const inside = [...new Set([...read, ...conditions.flatMap(({ elements }) => elements)])]
    .filter((path) => path !== root(path) && !path.endsWith('[]') && needs.includes(root(path)))
    .sort() as FactPath[];
  return {
    needs,
    ...(mayUse.length > 0 && { mayUse }),
    ...(inside.length > 0 && { asksFor: inside }),
  };
}

function evaluator(
  id: string,
  from: string | undefined,
  when: Expression | undefined,
  fails: Expression,
  evidence: EvidenceText,
): Rule['evaluate'] {
  const scope = new FactScope();
  return (facts, { asOf }, open): Verdict => {
    if (from !== undefined && asOf < from) return pass;
    scope.look(facts, asOf, open);
    try {
      const truth = both(when, fails, scope);
      if (truth === true) return fail(evidence(scope));
      return truth === false ? pass : openBecause(id, truth);
    } catch (error) {
      if (!(error instanceof CostExceeded)) throw error;
      return unknown([], `rule ${id} cannot be answered: it would look at more than ${COST_LIMIT} values`);
    }
  };
}

/** Kleene "and": a condition that does not hold settles it whatever is missing for the other. */
function both(when: Expression | undefined, fails: Expression, scope: FactScope): Truth {
  const concerns = when === undefined ? true : when.evaluate(scope);
  if (concerns === false) return false;
  const failing = fails.evaluate(scope);
  if (concerns === true || failing === false) return failing;
  if (failing === true) return concerns;
  return { missing: [...new Set([...concerns.missing, ...failing.missing])].sort(), ...errorOf(concerns, failing) };
}

function errorOf(...truths: readonly Truth[]): { readonly error?: string } {
  for (const truth of truths) if (isUnknown(truth) && truth.error !== undefined) return { error: truth.error };
  return {};
}

function openBecause(id: string, truth: Exclude<Truth, boolean>): Verdict {
  const missing = truth.missing as readonly FactPath[];
  if (truth.error === undefined) return unknown(missing);
  return unknown(missing, `rule ${id} cannot be answered: ${truth.error}`);
}

/** What of a rule at fault could be read. */
export interface FaultyParts extends Partial<Pick<Rule, 'label' | 'severity' | 'kinds' | 'platforms'>> {
  readonly id: string;
  readonly digest: string;
  /** "rules/big.yaml: rules[0].fails (line 8, column 14): unknown fact …" */
  readonly why: string;
}

/**
 * Stands in for a rule that cannot be read: open on every workload it is meant for, with the reason. Where its own
 * severity cannot be read it weighs as a warning everywhere, so that no target is called ready while it is silent.
 */
export function faultyRule({ id, digest, why, label, severity, kinds, platforms }: FaultyParts): UserRule {
  const said = unknown([], `rule ${id} cannot be read: ${why}`);
  return {
    id,
    label: label ?? 'Rule that cannot be read',
    description: `The rule cannot be read: ${why}`,
    remedy: 'Correct the rule at the place that is named; `isthmus rules test` shows all of them.',
    severity: severity ?? Object.fromEntries(TARGET_IDS.map((target) => [target, 'warning'])),
    source: { ref: 'your own rules', date: '-' },
    kinds: kinds ?? ['vm', 'container', 'ai'],
    ...(platforms !== undefined && { platforms }),
    needs: [],
    fixHours: 0,
    digest,
    evaluate: () => said,
  };
}
