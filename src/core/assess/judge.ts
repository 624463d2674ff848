/** Asks one rule about one workload, and shares the answer where it is the same for many. */

import { failure } from '../errors/registry.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import type { RuleResult } from './assessment.ts';
import type { Rule, RuleContext } from './rule.ts';
import type { FactPath, Verdict } from './verdict.ts';

export interface PreparedRule {
  readonly rule: Rule;
  /** Results for missing facts, by bit mask over `needs`. */
  readonly missing: Map<number, RuleResult>;
  /** Results for open verdicts, by the facts they name. */
  readonly open: Map<string, RuleResult>;
  /** Lists of missing facts, one object each, numbered from 1. */
  readonly asks: Map<string, readonly FactPath[]>;
  readonly numbers: Map<readonly FactPath[], number>;
}

export const prepare = (rule: Rule): PreparedRule => ({
  rule,
  missing: new Map(),
  open: new Map(),
  asks: new Map(),
  numbers: new Map(),
});

/** Past this many, results with words of their own are not kept for the next workload. */
const SHARED_RESULTS = 1000;

function pathsFor(rule: Rule, mask: number): readonly FactPath[] {
  const paths: FactPath[] = [];
  rule.needs.forEach((key, bit) => {
    if ((mask & (1 << bit)) === 0) return;
    const inside = (rule.asksFor ?? []).filter(
      (path) => path === key || path.startsWith(`${key}.`) || path.startsWith(`${key}[]`),
    );
    paths.push(...(inside.length > 0 ? inside : [key]));
  });
  return paths;
}

function freezeOpen(prepared: PreparedRule, missing: readonly FactPath[], why?: string): RuleResult {
  const key = missing.join(' ');
  let named = prepared.asks.get(key);
  if (named === undefined) {
    named = Object.freeze([...missing]);
    prepared.asks.set(key, named);
    prepared.numbers.set(named, prepared.numbers.size + 1);
  }
  const open = { ruleId: prepared.rule.id, outcome: 'unknown' as const, missing: named };
  return Object.freeze(why === undefined ? open : { ...open, why });
}

/** Tells results of one rule apart as far as a shape does: 0 for a failure, else by what it asks for. */
export function codeOf(prepared: PreparedRule, { missing }: RuleResult): number {
  return missing === undefined ? 0 : (prepared.numbers.get(missing) ?? 0);
}

function missingMask(rule: Rule, facts: WorkloadFacts): number {
  let mask = 0;
  for (let bit = 0; bit < rule.needs.length; bit++) {
    const key = rule.needs[bit];
    if (key !== undefined && facts[key] === undefined) mask |= 1 << bit;
  }
  return mask;
}

function sharedResult(prepared: PreparedRule, verdict: Verdict): RuleResult | undefined {
  if (verdict.outcome === 'pass') return undefined;
  const { rule } = prepared;
  if (verdict.outcome === 'fail') return { ruleId: rule.id, outcome: 'fail', evidence: verdict.evidence };
  const [first = ''] = verdict.missing;
  const key =
    verdict.missing.length === 1 && verdict.why === undefined
      ? first
      : `${verdict.missing.join(' ')}|${verdict.why ?? ''}`;
  let result = prepared.open.get(key);
  if (result === undefined) {
    result = freezeOpen(prepared, verdict.missing, verdict.why);
    if (prepared.open.size < SHARED_RESULTS) prepared.open.set(key, result);
  }
  return result;
}

/** Undefined when the rule passes. */
export function judge(prepared: PreparedRule, workload: Workload, context: RuleContext): RuleResult | undefined {
  const { rule } = prepared;
  const mask = missingMask(rule, workload.facts);
  if (mask !== 0) {
    let result = prepared.missing.get(mask);
    if (result === undefined) {
      result = freezeOpen(prepared, pathsFor(rule, mask));
      prepared.missing.set(mask, result);
    }
    return result;
  }
  let verdict: Verdict;
  try {
    verdict = rule.evaluate(workload.facts, context, workload.open);
  } catch (cause) {
    throw failure(
      'IST-3002',
      `rule ${rule.id} broke on workload ${workload.id} (${workload.facts.name ?? 'unnamed'})`,
      {
        cause,
        causes: [{ where: rule.id, message: cause instanceof Error ? cause.message : String(cause) }],
      },
    );
  }
  return sharedResult(prepared, verdict);
}

/**
 * Without a stated platform no rule for certain platforms is asked: rules of every platform would ask for what machines of
 * another one do not have. One shipped rule asks for the platform instead.
 */
export function isMeantFor(rule: Rule, workload: Workload): boolean {
  if (!(rule.kinds ?? ['vm']).includes(workload.kind)) return false;
  const { platform } = workload.facts;
  if (platform === undefined) return rule.platforms === undefined;
  return rule.settledOn?.includes(platform) !== true && rule.platforms?.includes(platform) !== false;
}
