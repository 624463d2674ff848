/** Limits on concentration as findings: broken when the least the share can be is above, kept when the most is not. */

import type { Finding, FindingState } from '../finding.ts';
import type { ConcentrationLimit } from './settings.ts';
import { sharesOf } from './shares.ts';
import type { Counted, Share } from './shares.ts';

/** Findings of limits name this in place of a pack: they are the organisation's own. */
export const CONCENTRATION_PACK = 'concentration';

const OVER_WORDS: Readonly<Record<ConcentrationLimit['over'], string>> = {
  operator: 'operator',
  jurisdiction: 'jurisdiction of the operator’s parent',
  country: 'country',
  technology: 'technology',
  site: 'site',
};

/** One finding per limit and name it is broken or unknown for; one that is satisfied when it is kept everywhere. */
export function limitFindings(
  workloads: readonly Counted[],
  limits: readonly ConcentrationLimit[],
  packVersion: string,
): readonly Finding[] {
  return limits.flatMap((limit) => {
    const found = sharesOf(workloads, limit);
    const judged = found.shares
      .filter(({ name }) => name === null || (limit.of?.includes(name) ?? true))
      .map((share) => ({ share, state: stateOf(share, limit, found.unmeasured) }));
    const open = judged.filter(({ state }) => state !== 'satisfied');
    const [largest] = judged;
    if (open.length === 0)
      return largest === undefined ? [] : [findingOf(limit, largest.share, 'satisfied', packVersion)];
    return open.map(({ share, state }) => findingOf(limit, share, state, packVersion));
  });
}

/** What has no amount may be anywhere: it can break a limit that else is kept, never mend one. */
function stateOf(
  { name, lowPct, highPct }: Share,
  { atMostPct }: ConcentrationLimit,
  unmeasured: number,
): FindingState {
  if (lowPct === null || highPct === null) return 'satisfied';
  // What nobody knows the place of may all be at one that nothing else is at.
  if (name === null) return highPct <= atMostPct ? 'satisfied' : 'unknown';
  if (unmeasured === 0 && lowPct > atMostPct) return 'violated';
  if (unmeasured === 0 && highPct <= atMostPct) return 'satisfied';
  return 'unknown';
}

function findingOf(limit: ConcentrationLimit, share: Share, state: FindingState, packVersion: string): Finding {
  const { id, over, measure, criticalOnly, atMostPct, level, reason } = limit;
  const what = `${criticalOnly ? 'critical or important ' : ''}${measure}`;
  return {
    ruleId: `${CONCENTRATION_PACK}/${id}`,
    packId: CONCENTRATION_PACK,
    packVersion,
    reference: 'concentration.limits',
    title: `At most ${atMostPct} % of ${what} rest on one ${OVER_WORDS[over]}: ${reason}`,
    level,
    state,
    siteId: '*',
    evidence: {
      [over]: share.name,
      sharePct: { least: rounded(share.lowPct), most: rounded(share.highPct) },
      amount: { certain: share.certain, possible: share.possible },
      atMostPct,
    },
    missing: state === 'unknown' ? ['workload.criticality', 'site.operator.name'] : [],
    remedy:
      state === 'unknown'
        ? 'Classify workloads whose criticality is not known, and name operator, parent country and country of each site.'
        : `Move some of it elsewhere: a rule of kind "share" under placement.rules keeps placements within the limit, and isthmus exit shows how.`,
    confidence: 'verified',
  };
}

const rounded = (pct: number | null): number | null => (pct === null ? null : Math.round(pct * 10) / 10);
