/** The readiness rules there are, with what the newest assessment says of each. */

import type { RuleDetailsDocument, RuleDocument } from '../api/rules.ts';
import type { AssessmentSummaryDocument } from '../api/assessments.ts';
import type { Rule } from '../core/assess/rule.ts';
import { failure } from '../core/errors/registry.ts';
import { didYouMean } from '../core/policy/did-you-mean.ts';
import { readHistory } from '../store/documents.ts';
import type { ServiceContext } from './context.ts';
import { RULE_DOCUMENTS } from './own-rules.ts';
import type { OwnRule } from './own-rules.ts';
import { latestResult } from './results.ts';
import { rulesInForce } from './rules-in-force.ts';
import type { RulesInForce } from './rules-in-force.ts';

/** Your own first: they are the ones people come for. */
export async function listRules(context: ServiceContext): Promise<readonly RuleDocument[]> {
  const inForce = await rulesInForce(context);
  const countsOf = await newestCounts(context, inForce);
  const own = new Map(inForce.own.map((one) => [one.rule.id, one]));
  const described = inForce.rules.map((rule) => describeRule(rule, own.get(rule.id), countsOf(rule.id)));
  return [
    ...described.filter(({ origin }) => origin !== 'shipped'),
    ...described.filter((one) => one.origin === 'shipped'),
  ];
}

/** Throws IST-3013 for an id nobody knows. */
export async function getRule(context: ServiceContext, id: string): Promise<RuleDetailsDocument> {
  const inForce = await rulesInForce(context);
  const rule = inForce.rules.find((one) => one.id === id);
  const versions = await readHistory(context.store, { kind: RULE_DOCUMENTS, name: id });
  if (rule === undefined) {
    const deleted = versions[0] === undefined ? '' : `; it was deleted by ${versions[0].actor}`;
    const near = didYouMean(
      id,
      inForce.rules.map((one) => one.id),
    );
    throw failure('IST-3013', `there is no rule "${id}"${deleted}`, {
      ...(near !== undefined && { hint: `Did you mean ${near}? All of them: isthmus rules list` }),
    });
  }
  const own = inForce.own.find((one) => one.rule.id === id);
  const countsOf = await newestCounts(context, inForce);
  return {
    ...describeRule(rule, own, countsOf(id)),
    text: own?.text ?? null,
    tests: (own?.tests ?? []).map((test) => ({ ...test, differences: [...test.differences] })),
    history: versions.map(({ version, digest, actor, createdAt, content }) => ({
      version,
      digest,
      actor,
      at: createdAt.toISOString(),
      deleted: content === '',
      text: content,
    })),
  };
}

function describeRule(rule: Rule, own: OwnRule | undefined, counts: RuleDocument['counts']): RuleDocument {
  const { id, label, description, remedy, severity, platforms, kinds, needs, mayUse = [], fixHours, source } = rule;
  return {
    id,
    label,
    description,
    remedy,
    severity: { ...severity },
    platforms: platforms === undefined ? null : [...platforms],
    kinds: [...(kinds ?? ['vm'])],
    facts: [...needs, ...mayUse].sort(),
    fixHours,
    source: { ref: source.ref, date: source.date, confidence: source.confidence ?? null },
    covers: [...(rule.covers ?? [])],
    origin: own?.origin.kind ?? 'shipped',
    file: own?.origin.kind === 'folder' ? own.origin.file : null,
    sound: own === undefined || own.problems.length === 0,
    problems: (own?.problems ?? []).map((problem) => ({ ...problem })),
    counts,
  };
}

/** An assessment lists rules that failed or stayed open. Of others it can be said that they passed only if it knew them. */
async function newestCounts(
  context: ServiceContext,
  { version }: RulesInForce,
): Promise<(id: string) => RuleDocument['counts']> {
  const record = await latestResult(context, 'assess');
  if (record === undefined) return () => null;
  const summary = record.summary as AssessmentSummaryDocument;
  const counts = new Map(summary.rules.map(({ ruleId, fail, unknown }) => [ruleId, { fail, unknown }]));
  const none = summary.rulesVersion === version ? { fail: 0, unknown: 0 } : null;
  return (id) => counts.get(id) ?? none;
}
