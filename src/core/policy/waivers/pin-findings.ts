/** What a waiver is given for: alike findings in its scope, each kind once, with the values that were looked at. */

import type { Workload } from '../../model/workload.ts';
import { compareKeys } from '../../plan/order.ts';
import { factsDigest, factsText, findingFacts } from './finding-facts.ts';
import type { FindingFacts, FindingLike, RuleSubject } from './finding-facts.ts';
import type { RuleIdentity } from './rule-digest.ts';
import { scopeTest } from './scope.ts';
import type { WaiverPin, WaiverScope } from './waiver.ts';

/** As much of the policy engine as pins are made with. */
export interface PinEngine {
  readonly ruleIdentities: ReadonlyMap<string, RuleIdentity>;
  aboutOf(ruleId: string): RuleSubject;
  classKey(workload: Workload): string;
  /** What the rules say of this workload at this site. */
  findingsAt(workload: Workload, siteId: string, ruleIds: readonly string[]): readonly FindingLike[];
  /** Violations and unknowns of each workload where it runs now. */
  currentFindings(): Iterable<FindingLike>;
}

export interface Pinned {
  readonly pins: readonly WaiverPin[];
  /** Findings in the scope that cannot be told and were left out, because nobody accepted the unknown. */
  readonly unknownLeftOut: number;
}

/**
 * Named sites are looked at for every workload in scope, whether it runs there or not: a waiver may be asked for
 * before a move. Without sites it is about what is found where workloads run now.
 */
export function pinFindings(
  engine: PinEngine,
  workloads: readonly Workload[],
  { scope, acceptUnknown }: { readonly scope: WaiverScope; readonly acceptUnknown: boolean },
): Pinned {
  const test = scopeTest(scope);
  const byId = new Map(workloads.map((workload) => [workload.id, workload]));
  const pins = new Map<string, { readonly facts: FindingFacts; count: number }>();
  const seen = new Set<string>();
  let unknownLeftOut = 0;
  const add = (finding: FindingLike, workload: Workload | undefined): void => {
    const identity = engine.ruleIdentities.get(finding.ruleId);
    const facts = findingFacts(finding, engine.aboutOf(finding.ruleId));
    if (identity === undefined || facts === undefined || !test.covers(facts, identity.packId, workload)) return;
    const text = factsText(facts);
    const once = `${facts.workloadId ?? ''}\n${text}`;
    if (seen.has(once)) return;
    seen.add(once);
    if (facts.state === 'unknown' && !acceptUnknown) {
      unknownLeftOut += 1;
      return;
    }
    const known = pins.get(text);
    if (known === undefined) pins.set(text, { facts, count: 1 });
    else known.count += 1;
  };
  const places = placesOf(scope);
  if (places === undefined) {
    for (const finding of engine.currentFindings()) add(finding, byId.get(finding.workloadId ?? ''));
  } else {
    const { sites, workloadId } = places;
    const ruleIds = [...engine.ruleIdentities].flatMap(([id, { packId }]) => (test.speaksOf(id, packId) ? [id] : []));
    const asked = workloads.filter(
      (workload) =>
        (workloadId === undefined || workload.id === workloadId) &&
        (test.matches === undefined || test.matches(workload)),
    );
    const answers = new Map<string, readonly FindingLike[]>();
    for (const siteId of sites) {
      for (const workload of asked) {
        const key = `${siteId}\n${engine.classKey(workload)}`;
        let findings = answers.get(key);
        if (findings === undefined) answers.set(key, (findings = engine.findingsAt(workload, siteId, ruleIds)));
        for (const finding of findings) add({ ...finding, workloadId: workload.id }, workload);
      }
    }
  }
  return {
    pins: [...pins.values()].map(({ facts, count }) => pinOf(facts, count, engine)).sort(byRuleAndSite),
    unknownLeftOut,
  };
}

/** Undefined: where workloads run now. */
function placesOf(scope: WaiverScope): { readonly sites: readonly string[]; readonly workloadId?: string } | undefined {
  if (!('finding' in scope)) return scope.sites === undefined ? undefined : { sites: scope.sites };
  const { siteId, workloadId } = scope.finding;
  if (siteId === '*') return undefined;
  return { sites: [siteId], ...(workloadId === undefined ? {} : { workloadId }) };
}

function pinOf(facts: FindingFacts, findings: number, engine: PinEngine): WaiverPin {
  const { ruleId, siteId, state, evidence, missing, error } = facts;
  const identity = engine.ruleIdentities.get(ruleId);
  if (identity === undefined) throw new TypeError(`rule ${ruleId} is not in force`);
  return {
    ruleId,
    ...identity,
    siteId,
    state,
    evidence,
    missing,
    ...(error === undefined ? {} : { error }),
    digest: factsDigest(facts),
    findings,
  };
}

const byRuleAndSite = (a: WaiverPin, b: WaiverPin): number =>
  compareKeys([a.ruleId, a.siteId, a.digest], [b.ruleId, b.siteId, b.digest]);
