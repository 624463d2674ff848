/** The rules workloads are judged by: those that ship, and those the user added. */

import type { Rule } from '../core/assess/rule.ts';
import { RULES } from '../core/assess/rules/registry.ts';
import { rulesVersion } from '../core/assess/rules-version.ts';
import { digestOf } from '../core/evidence/digest.ts';
import { TARGET_IDS } from '../core/assess/user-rules/rule-schema.ts';
import type { Severities } from '../core/assess/user-rules/rule-schema.ts';
import { faultyRule } from '../core/assess/user-rules/user-rule.ts';
import type { UserRule } from '../core/assess/user-rules/user-rule.ts';
import type { Severity, TargetId } from '../core/assess/verdict.ts';
import type { ServiceContext } from './context.ts';
import { readOwnRules } from './own-rules.ts';
import type { OwnRule } from './own-rules.ts';

export interface RulesInForce {
  /** Shipped rules first, then the user's own by id. */
  readonly rules: readonly Rule[];
  /** Those of `rules` that the user added, sound or not. */
  readonly own: readonly OwnRule[];
  /** Digest over all of them. */
  readonly version: string;
}

let shippedAlone: RulesInForce | undefined;
let latest: { readonly key: string; readonly inForce: RulesInForce } | undefined;

/**
 * Reads the user's rules as they are now. Never throws for a rule at fault: it is among the rules, answers unknown on
 * every workload it is meant for, and says why.
 */
export async function rulesInForce(context: Pick<ServiceContext, 'home' | 'store' | 'replay'>): Promise<RulesInForce> {
  if (context.replay?.rules !== undefined) return context.replay.rules;
  const own = oneEach(await readOwnRules(context));
  if (own.length === 0) {
    shippedAlone ??= { rules: RULES, own: [], version: rulesVersion(RULES) };
    return shippedAlone;
  }
  const key = digestOf(own.map(({ rule, origin }) => [rule.id, rule.digest, JSON.stringify(origin)]));
  if (latest?.key !== key) {
    const rules = [...RULES, ...own.map(({ rule }) => rule)];
    latest = { key, inForce: { rules, own, version: rulesVersion(rules) } };
  }
  return latest.inForce;
}

/** By id. Of rules that share one, none wins: one that answers unknown and names them stands for all. */
function oneEach(read: readonly OwnRule[]): readonly OwnRule[] {
  const byId = new Map<string, OwnRule[]>();
  for (const own of read) {
    const same = byId.get(own.rule.id);
    if (same === undefined) byId.set(own.rule.id, [own]);
    else same.push(own);
  }
  return [...byId]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([id, rules]) => (rules.length === 1 ? rules : inConflict(id, rules)));
}

function inConflict(id: string, rules: readonly OwnRule[]): OwnRule[] {
  const [first] = rules;
  if (first === undefined) return [];
  const message = `"${id}" is the id of ${rules.length} rules: ${rules.map(originText).join(', ')}. None of them counts`;
  const rule: UserRule = faultyRule({
    id,
    digest: digestOf(rules.map((one) => one.rule.digest)),
    why: message,
    label: first.rule.label,
    severity: heaviest(rules.map((one) => one.rule.severity)),
    kinds: [...new Set(rules.flatMap((one) => one.rule.kinds ?? ['vm' as const]))],
  });
  const problems = [{ ruleId: id, line: 1, column: 1, path: 'id', message }, ...rules.flatMap((one) => one.problems)];
  return [{ ...first, rule, definition: null, tests: [], problems }];
}

const WEIGHT: readonly (Severity | undefined)[] = [undefined, 'info', 'warning', 'blocker'];

function heaviest(all: readonly Severities[]): Severities {
  const found: Partial<Record<TargetId, Severity>> = {};
  for (const target of TARGET_IDS) {
    const severity = WEIGHT[Math.max(...all.map((one) => WEIGHT.indexOf(one[target])))];
    if (severity !== undefined) found[target] = severity;
  }
  return found;
}

export function originText({ origin }: Pick<OwnRule, 'origin'>): string {
  return origin.kind === 'folder' ? `rules/${origin.file}` : `applied by ${origin.actor} (version ${origin.version})`;
}
