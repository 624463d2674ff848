/** Checks every workload where it runs now: counts at once, findings one by one when asked for. */

import type { Workload } from '../../model/workload.ts';
import type { EnrichedSite } from '../enrich-site.ts';
import type { Finding } from '../finding.ts';
import type { Pack } from '../packs/pack.ts';
import type { WorkloadClass } from './classes.ts';
import type { CheckSummary } from './check-summary.ts';
import { summarise } from './check-summary.ts';
import type { PolicyAnswer } from './decision.ts';
import type { MakeFinding } from './engine.ts';
import type { Outcome, Rule } from './rules.ts';
import { isStricter } from './strictness.ts';
import type { Asked } from './waived.ts';

export interface EstateCheck {
  readonly summary: CheckSummary;
  /**
   * Violations and unknowns in a fixed order: rules that look at the organisation or a site alone first (once per
   * site, with the number of workloads), then workload by workload. `all` adds what is satisfied.
   */
  findings(options?: { readonly all?: boolean }): Generator<Finding>;
  /**
   * The same, with what is satisfied, once for all workloads that rules and waivers cannot tell apart: a finding of a
   * group names its first workload and holds for each. The group without workloads holds what is said of sites and the
   * organisation.
   */
  alike(): Generator<AlikeFindings>;
}

export interface AlikeFindings {
  readonly workloads: readonly Workload[];
  readonly findings: readonly Finding[];
}

export interface CheckInput {
  readonly workloads: readonly Workload[];
  readonly rules: readonly Rule[];
  readonly packs: readonly Pack[];
  readonly sites: readonly EnrichedSite[];
  readonly asOf: string;
  /** Position of the site, or -1. */
  siteOf(workload: Workload): number;
  classOf(workload: Workload): WorkloadClass;
  answer(workloads: WorkloadClass, site: number): PolicyAnswer;
  outcome(rule: Rule, workloads: WorkloadClass, site: number): Outcome;
  readonly finding: MakeFinding;
  /** Undefined: nothing is waived. */
  readonly waivers: CheckWaivers | undefined;
}

export interface CheckWaivers {
  /** Workloads of one class with one key are covered by the same waivers. */
  keyOf(workload: Workload): string;
  /** The answer with what is waived taken out of it. */
  settled(asked: Asked): PolicyAnswer;
  covers(ruleId: string, asked: Asked): boolean;
  /** The finding with the waiver that covers it, or did. */
  noted(finding: Finding, workload: Workload | undefined): Finding;
}

/** Workloads of one class at one site that the same waivers cover. */
export interface Group extends Asked {
  count: number;
}

export function checkEstate(input: CheckInput): EstateCheck {
  const ordered: Group[] = [];
  for (const { made, again } of grouped(input)) {
    if (again === undefined) ordered.push(made);
    else made.count += 1;
  }
  return {
    summary: summarise(input, ordered),
    *findings(options = {}) {
      const { waivers } = input;
      const all = options.all === true;
      if (waivers === undefined) {
        yield* sharedFindings(input, ordered, all);
        yield* workloadFindings(input, all);
        return;
      }
      const byId = new Map(input.workloads.map((workload) => [workload.id, workload]));
      for (const made of sharedFindings(input, ordered, all)) yield waivers.noted(made, undefined);
      for (const made of workloadFindings(input, all)) yield waivers.noted(made, byId.get(made.workloadId ?? ''));
    },
    alike: () => alikeFindings(input, ordered),
  };
}

/** Each workload with its group; `again` when others of the group came before. */
function* grouped(input: CheckInput): Generator<{ readonly made: Group; readonly again?: Workload }> {
  const groups = new Map<WorkloadClass, Map<string | number, Group>>();
  for (const workload of input.workloads) {
    const site = input.siteOf(workload);
    const workloads = input.classOf(workload);
    let known = groups.get(workloads);
    if (known === undefined) groups.set(workloads, (known = new Map()));
    const key = input.waivers === undefined ? site : `${site} ${input.waivers.keyOf(workload)}`;
    const group = known.get(key);
    if (group !== undefined) {
      yield { made: group, again: workload };
      continue;
    }
    const made = { site, workloads, workload, count: 1 };
    known.set(key, made);
    yield { made };
  }
}

function* alikeFindings(input: CheckInput, ordered: readonly Group[]): Generator<AlikeFindings> {
  const noted = (finding: Finding, workload?: Workload): Finding => input.waivers?.noted(finding, workload) ?? finding;
  yield { workloads: [], findings: [...sharedFindings(input, ordered, true)].map((made) => noted(made)) };
  const members = new Map<Group, Workload[]>();
  for (const { made, again } of grouped(input)) {
    if (again === undefined) members.set(made, [made.workload]);
    else members.get(made)?.push(again);
  }
  for (const [{ workload }, workloads] of members) {
    yield { workloads, findings: [...findingsAbout(workload, input, true)].map((made) => noted(made, workload)) };
  }
}

const worthSaying = (outcome: Outcome, all: boolean): boolean =>
  outcome.state === 'violated' || outcome.state === 'unknown' || (all && outcome.state === 'satisfied');

/** Rules without a workload in them: one finding per state, per site or over all sites. */
function* sharedFindings(input: CheckInput, groups: readonly Group[], all: boolean): Generator<Finding> {
  for (const rule of input.rules) {
    if (rule.about === 'workload') continue;
    const tally = new Map<string, { readonly group: Group; readonly outcome: Outcome; count: number }>();
    for (const group of groups) {
      const outcome = input.outcome(rule, group.workloads, group.site);
      if (!worthSaying(outcome, all)) continue;
      if (outcome.state === 'unknown' && outcome.unclear) continue;
      if (rule.about === 'site' && group.site < 0) continue;
      const key = `${rule.about === 'site' ? group.site : '*'}|${outcome.state}`;
      const known = tally.get(key);
      if (known === undefined) tally.set(key, { group, outcome, count: group.count });
      else known.count += group.count;
    }
    const bySite = [...tally.values()].sort((a, b) => a.group.site - b.group.site);
    for (const { group, outcome, count } of bySite) {
      const siteId = rule.about === 'site' ? (input.sites[group.site]?.site.id ?? '*') : '*';
      yield input.finding(rule, outcome, group.workloads, group.site, { siteId, affectedWorkloads: count });
    }
  }
}

function* workloadFindings(input: CheckInput, all: boolean): Generator<Finding> {
  for (const workload of input.workloads) yield* findingsAbout(workload, input, all);
}

function* findingsAbout(workload: Workload, input: CheckInput, all: boolean): Generator<Finding> {
  const site = input.siteOf(workload);
  const siteId = input.sites[site]?.site.id ?? '*';
  const workloads = input.classOf(workload);
  const unclear = new Set<Pack>();
  for (const rule of input.rules) {
    const outcome = input.outcome(rule, workloads, site);
    if (!worthSaying(outcome, all)) continue;
    if (outcome.state === 'unknown' && outcome.unclear) {
      if (unclear.has(rule.pack)) continue;
      unclear.add(rule.pack);
      const open = strictestUnclear(rule, outcome, input, (each) => input.outcome(each, workloads, site));
      yield input.finding(open.rule, open.outcome, workloads, site, { siteId, workloadId: workload.id });
      continue;
    }
    if (rule.about !== 'workload' || (site < 0 && rule.readsSite)) continue;
    yield input.finding(rule, outcome, workloads, site, { siteId, workloadId: workload.id });
  }
}

/** What hangs on whether a pack applies is as strict as the strictest of its rules that hang on it. */
function strictestUnclear(
  rule: Rule,
  outcome: Outcome,
  { rules }: CheckInput,
  outcomeOf: (rule: Rule) => Outcome,
): { readonly rule: Rule; readonly outcome: Outcome } {
  let strictest = { rule, outcome };
  for (const each of rules) {
    if (each.pack !== rule.pack || !isStricter(each.requirement.level, strictest.rule.requirement.level)) continue;
    const found = outcomeOf(each);
    if (found.state === 'unknown' && found.unclear) strictest = { rule: each, outcome: found };
  }
  return strictest;
}
