/** Limits on concentration as findings: broken when the least the share can be is above, kept when the most is not. */

import { digestOf } from '../../evidence/digest.ts';
import type { Finding, FindingState } from '../finding.ts';
import type { RuleIdentity } from '../waivers/rule-digest.ts';
import type { ConcentrationLimit, ConcentrationOver } from './settings.ts';
import { shareOfUnseen, sharesOf } from './shares.ts';
import type { Counted, Share } from './shares.ts';

/** Findings of limits name this in place of a pack: they are the organisation's own. */
export const CONCENTRATION_PACK = 'concentration';

export const limitRuleId = ({ id }: Pick<ConcentrationLimit, 'id'>): string => `${CONCENTRATION_PACK}/${id}`;

const OVER_WORDS: Readonly<Record<ConcentrationOver, string>> = {
  operator: 'operator',
  jurisdiction: 'jurisdiction of the operator’s parent',
  country: 'country',
  technology: 'technology',
  site: 'site',
};
const NEEDED: Readonly<Record<ConcentrationOver, string>> = {
  operator: 'site.operator.name',
  jurisdiction: 'site.operator.parentCountry',
  country: 'site.country',
  technology: 'workload.site',
  site: 'workload.site',
};
const MEASURE_WORDS: Readonly<Record<ConcentrationLimit['measure'], string>> = {
  functions: 'functions',
  workloads: 'workloads',
  vcpu: 'vCPUs',
  memoryMiB: 'memory',
};

export interface JudgedShare {
  readonly share: Share;
  readonly state: FindingState;
}

/**
 * How each name that a limit holds for stands to it, in the order of the shares; then names it holds for that nothing is
 * known to be at, and null for what is nobody knows where. Empty: nothing counts at all.
 */
export function judgeLimit(limit: ConcentrationLimit, workloads: readonly Counted[]): readonly JudgedShare[] {
  const found = sharesOf(workloads, limit);
  if (found.certain + found.possible + found.unmeasured === 0) return [];
  const of = limit.of?.map((name) => name.toLowerCase());
  const seen = found.shares.filter(({ name }) => name !== null && (of?.includes(name.toLowerCase()) ?? true));
  const known = new Set(seen.map(({ name }) => name?.toLowerCase()));
  const unseen = limit.of === undefined ? [null] : limit.of.filter((name) => !known.has(name.toLowerCase()));
  return [...seen, ...unseen.map((name) => shareOfUnseen(workloads, limit, name))]
    .map((share) => ({ share, state: stateOf(share, limit, found.unmeasured) }))
    .filter(({ share, state }) => share.name !== null || state === 'unknown' || seen.length === 0);
}

/** One finding per limit, as its worst name stands; none where nothing counts at all. */
export function limitFindings(
  workloads: readonly Counted[],
  limits: readonly ConcentrationLimit[],
): readonly Finding[] {
  return limits.flatMap((limit) => {
    const judged = judgeLimit(limit, workloads);
    return judged.length === 0 ? [] : [findingOf(limit, judged)];
  });
}

/** What waivers pin of a limit: a limit that says something else is another rule. */
export function limitIdentities(limits: readonly ConcentrationLimit[]): ReadonlyMap<string, RuleIdentity> {
  return new Map(
    limits.map((limit) => {
      const digest = limitDigest(limit);
      const identity = { packId: CONCENTRATION_PACK, packVersion: limitVersion(limit), packDigest: digest };
      return [limitRuleId(limit), { ...identity, ruleDigest: digest }];
    }),
  );
}

// Absent members have no JSON form.
const limitDigest = (limit: ConcentrationLimit): string => digestOf(JSON.parse(JSON.stringify(limit)));
const limitVersion = (limit: ConcentrationLimit): string => limitDigest(limit).slice(0, 19);

/** What has no amount may be anywhere: it can break a limit that else is kept, never mend one. */
function stateOf(
  { name, lowPct, highPct }: Share,
  { atMostPct }: ConcentrationLimit,
  unmeasured: number,
): FindingState {
  if (lowPct === null || highPct === null) return unmeasured === 0 ? 'satisfied' : 'unknown';
  // What nobody knows the place of may all be at one that nothing else is at.
  if (name === null) return unmeasured === 0 && highPct <= atMostPct ? 'satisfied' : 'unknown';
  if (unmeasured === 0 && lowPct > atMostPct) return 'violated';
  if (unmeasured === 0 && highPct <= atMostPct) return 'satisfied';
  return 'unknown';
}

function findingOf(limit: ConcentrationLimit, judged: readonly JudgedShare[]): Finding {
  const { over, measure, criticalOnly, atMostPct, level, reason } = limit;
  const state = (['violated', 'unknown'] as const).find((each) => judged.some((one) => one.state === each));
  const what = `${criticalOnly ? 'critical or important ' : ''}${MEASURE_WORDS[measure]}`;
  const told = judged.filter((each) => each.state === (state ?? 'satisfied')).map(({ share }) => share);
  return {
    ruleId: limitRuleId(limit),
    packId: CONCENTRATION_PACK,
    packVersion: limitVersion(limit),
    reference: 'sites.yaml, concentration.limits',
    title: `At most ${atMostPct} % of ${what} rest on one ${OVER_WORDS[over]}: ${reason}`,
    level,
    state: state ?? 'satisfied',
    siteId: '*',
    evidence: {
      ...Object.fromEntries(
        (state === undefined ? told.slice(0, 1) : told).map((share) => [
          `${over} ${share.name ?? 'unknown'}`,
          rangeText(share),
        ]),
      ),
      atMostPct,
    },
    missing: state === 'unknown' ? [...(criticalOnly ? ['workload.criticality'] : []), NEEDED[over]] : [],
    remedy:
      state === 'unknown'
        ? 'Classify workloads whose criticality is not known, and name operator, parent country and country of each site: isthmus exit concentration counts them.'
        : `Move some of it elsewhere: a placement rule of kind "share" keeps placements within the limit, and isthmus exit plan NAME shows the way out.`,
    confidence: 'verified',
  };
}

/** "62 %", "62 – 70 %": whole percent, so that a waiver does not end with every machine that comes or goes. */
export function rangeText({ lowPct, highPct }: Pick<Share, 'lowPct' | 'highPct'>): string {
  if (lowPct === null || highPct === null) return 'nothing counts';
  const [low, high] = [Math.round(lowPct), Math.round(highPct)];
  return low === high ? `${low} %` : `${low} – ${high} %`;
}
