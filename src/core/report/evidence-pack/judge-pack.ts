/** One regime over the whole estate: each requirement with what it says of every workload, alike answers together. */

import { canonicalJson } from '../../evidence/canonical-json.ts';
import type { Workload } from '../../model/workload.ts';
import { compareKeys } from '../../plan/order.ts';
import type { PolicyEngine } from '../../policy/engine/engine.ts';
import type { Rule } from '../../policy/engine/rules.ts';
import type { Finding } from '../../policy/finding.ts';

export const PACK_STATES = ['violated', 'unknown', 'waived', 'satisfied', 'not-applicable'] as const;
export type PackState = (typeof PACK_STATES)[number];
export type PackCounts = Readonly<Record<PackState, number>>;

/** Workloads at one place of which a requirement says the same, for the same values. */
export interface AnswerGroup {
  readonly state: PackState;
  /** What a waiver covers is still this. */
  readonly found: 'violated' | 'unknown' | null;
  /** "*" for the organisation; "" where no site matches. */
  readonly siteId: string;
  readonly about: Rule['about'];
  readonly evidence: Finding['evidence'];
  readonly evidenceFrom: NonNullable<Finding['evidenceFrom']>;
  readonly missing: readonly string[];
  readonly error: string | null;
  /** It cannot be told whether the regime applies at all. */
  readonly unclear: boolean;
  readonly remedy: string;
  readonly waiver: { readonly id: string; readonly expiresOn: string } | null;
  readonly lapsed: { readonly id: string; readonly reason: string } | null;
  readonly workloads: { readonly id: string; readonly name: string }[];
}

export interface JudgedRequirement {
  readonly rule: Rule;
  /** Workloads by state; they add up to the estate. */
  readonly counts: PackCounts;
  /** The worst first; nothing of where it does not apply. */
  readonly groups: readonly AnswerGroup[];
}

export const noCounts = (): Record<PackState, number> => ({
  violated: 0,
  unknown: 0,
  waived: 0,
  satisfied: 0,
  'not-applicable': 0,
});

/** Empty when the engine does not hold the pack. */
export function judgePack(
  engine: PolicyEngine,
  workloads: readonly Workload[],
  packId: string,
): readonly JudgedRequirement[] {
  const own = engine.rules.flatMap((rule, at) => (rule.pack.id === packId ? [{ rule, at }] : []));
  const answers = new Map<string, readonly Finding[]>();
  const requirements = own.map(({ rule }) => ({ rule, counts: noCounts(), groups: new Map<string, AnswerGroup>() }));
  const keys = new Map<Finding, string>();
  for (const workload of workloads) {
    const siteId = engine.siteOf(workload);
    const alike = `${siteId ?? ''}\n${engine.classKey(workload)}`;
    let found = answers.get(alike);
    if (found === undefined) answers.set(alike, (found = answersAt(engine, own, workload, siteId)));
    for (const [index, finding] of found.entries()) {
      const requirement = requirements[index];
      if (requirement === undefined) continue;
      const state = stateOf(finding);
      requirement.counts[state] += 1;
      if (state === 'not-applicable') continue;
      let key = keys.get(finding);
      if (key === undefined) keys.set(finding, (key = keyOf(finding, requirement.rule, siteId)));
      let group = requirement.groups.get(key);
      if (group === undefined) requirement.groups.set(key, (group = groupOf(finding, requirement.rule, siteId)));
      group.workloads.push({ id: workload.id, name: workload.facts.name ?? workload.id });
    }
  }
  return requirements.map(({ rule, counts, groups }) => ({
    rule,
    counts,
    groups: [...groups]
      .sort(([a, one], [b, two]) =>
        compareKeys(
          [PACK_STATES.indexOf(one.state), one.siteId, -one.workloads.length, a],
          [PACK_STATES.indexOf(two.state), two.siteId, -two.workloads.length, b],
        ),
      )
      .map(([, group]) => group),
  }));
}

interface Placed {
  readonly rule: Rule;
  readonly at: number;
}

/** What each requirement says of a workload where it runs, in the order of the requirements. */
function answersAt(
  engine: PolicyEngine,
  own: readonly Placed[],
  workload: Workload,
  siteId: string | null,
): readonly Finding[] {
  if (siteId !== null) {
    const { findings } = engine.evaluate(workload, siteId);
    return own.flatMap(({ at }) => findings[at] ?? []);
  }
  const said = new Map([...engine.checkEstate([workload]).findings({ all: true })].map((each) => [each.ruleId, each]));
  return own.map(
    ({ rule }) => said.get(rule.requirement.ruleId) ?? said.get(appliesOf(rule)) ?? nowhere(rule, workload.id),
  );
}

const appliesOf = ({ pack }: Rule): string => `${pack.id}/applies`;

/** Nobody knows where it runs: what hangs on the site is unknown, what does not was not asked of it. */
function nowhere({ pack, requirement, readsSite }: Rule, workloadId: string): Finding {
  return {
    ruleId: requirement.ruleId,
    packId: pack.id,
    packVersion: pack.version,
    reference: requirement.reference,
    title: requirement.title,
    level: requirement.level,
    state: readsSite ? 'unknown' : 'not-applicable',
    workloadId,
    siteId: '*',
    evidence: {},
    missing: readsSite ? ['site'] : [],
    remedy: 'Say in the sites file which site it runs at.',
    confidence: requirement.confidence,
  };
}

const stateOf = ({ state, waiver }: Finding): PackState =>
  waiver !== undefined && (state === 'violated' || state === 'unknown') ? 'waived' : state;

const placeOf = (rule: Rule, siteId: string | null): string => (rule.about === 'organisation' ? '*' : (siteId ?? ''));

function keyOf(finding: Finding, rule: Rule, siteId: string | null): string {
  const { ruleId, state, evidence, missing, error, waiver, lapsed } = finding;
  return canonicalJson([
    ruleId,
    state,
    placeOf(rule, siteId),
    waiver?.id ?? null,
    lapsed?.reason ?? null,
    JSON.parse(JSON.stringify(evidence)),
    [...missing],
    error ?? null,
  ]);
}

function groupOf(finding: Finding, rule: Rule, siteId: string | null): AnswerGroup {
  const { state, evidence, evidenceFrom, missing, error, remedy, waiver, lapsed } = finding;
  return {
    state: stateOf(finding),
    found: state === 'violated' || state === 'unknown' ? state : null,
    siteId: placeOf(rule, siteId),
    about: rule.about,
    evidence,
    evidenceFrom: evidenceFrom ?? {},
    missing,
    error: error ?? null,
    unclear: finding.ruleId === appliesOf(rule),
    remedy,
    waiver: waiver ?? null,
    lapsed: lapsed ?? null,
    workloads: [],
  };
}
