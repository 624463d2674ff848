/** Asks one rule about one workload, and shares the answer where it is the same for many. */

import { failure } from '../errors/registry.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import type { RuleResult } from './assessment.ts';
import type { Rule, RuleContext } from './rule.ts';
import { unknown } from './verdict.ts';
import type { FactPath, Verdict } from './verdict.ts';

export interface PreparedRule {
  readonly rule: Rule;
  /** Results for missing facts, by bit mask over `needs`. */
  readonly missing: Map<number, RuleResult>;
  /** Results for open verdicts, by the facts they name. */
  readonly open: Map<string, RuleResult>;
}

export const prepare = (rule: Rule): PreparedRule => ({ rule, missing: new Map(), open: new Map() });

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

function freezeOpen(rule: Rule, missing: readonly FactPath[], why?: string): RuleResult {
  const named = Object.freeze([...missing]);
  return Object.freeze(
    why === undefined
      ? { ruleId: rule.id, outcome: 'unknown' as const, missing: named }
      : { ruleId: rule.id, outcome: 'unknown' as const, missing: named, why },
  );
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
    result = freezeOpen(rule, verdict.missing, verdict.why);
    prepared.open.set(key, result);
  }
  return result;
}

/** A rule for one platform that fails on a machine of unknown platform may not be meant for it. */
const PLATFORM_UNKNOWN = unknown(['platform']);

/** Undefined when the rule passes. */
export function judge(prepared: PreparedRule, workload: Workload, context: RuleContext): RuleResult | undefined {
  const { rule } = prepared;
  const mask = missingMask(rule, workload.facts);
  if (mask !== 0) {
    let result = prepared.missing.get(mask);
    if (result === undefined) {
      result = freezeOpen(rule, pathsFor(rule, mask));
      prepared.missing.set(mask, result);
    }
    return result;
  }
  let verdict: Verdict;
  try {
    verdict = rule.evaluate(workload.facts, context);
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
  const onOther = verdict.outcome === 'fail' && rule.platforms !== undefined && workload.facts.platform === undefined;
  return sharedResult(prepared, onOther ? PLATFORM_UNKNOWN : verdict);
}

/** Without a stated platform the rule is asked: what it passes it would pass anyway, and `judge` keeps a failure open. */
export function isMeantFor(rule: Rule, workload: Workload): boolean {
  if (!(rule.kinds ?? ['vm']).includes(workload.kind)) return false;
  const { platform } = workload.facts;
  return rule.platforms === undefined || platform === undefined || rule.platforms.includes(platform);
}
