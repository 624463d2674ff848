/** How much rests on whom: where workloads run now, and where the newest placement has them (S10). */

import type { ConcentrationDocument } from '../api/exit.ts';
import { countEstate } from '../core/policy/concentration/judge-estate.ts';
import { judgeLimit, limitRuleId, rangeText } from '../core/policy/concentration/limits.ts';
import type { ConcentrationLimit } from '../core/policy/concentration/settings.ts';
import { shareRule } from '../core/policy/concentration/share-rule.ts';
import { sharesOf, unsettledOf } from '../core/policy/concentration/shares.ts';
import type { Counted, SharesQuestion } from '../core/policy/concentration/shares.ts';
import { placedSites } from '../store/placement-rows.ts';
import { classifiedEstate } from './classified-estate.ts';
import type { ServiceContext } from './context.ts';
import { policyFor } from './decide.ts';
import { requireGeneration } from './generations.ts';
import { inForceNow, staleness } from './placement-staleness.ts';
import { latestResult } from './results.ts';
import { requireSites } from './sites-document.ts';

/** Throws IST-2101 without an estate, IST-4004 without sites. */
export async function getConcentration(
  context: ServiceContext,
  question: SharesQuestion,
): Promise<ConcentrationDocument> {
  const generation = await requireGeneration(context);
  const { file } = await requireSites(context);
  const [{ workloads }, { engine }, placement] = await Promise.all([
    classifiedEstate(context, generation.number, file),
    policyFor(context, file),
    latestResult(context, 'place'),
  ]);
  const now = countEstate(engine, file, workloads);
  let after: readonly Counted[] | undefined;
  if (placement !== undefined) {
    const sites = await placedSites(context.store, placement.id);
    // What the placement has no place for stays where it is.
    after = countEstate(engine, file, workloads, (workload) => sites.get(workload.id) ?? engine.siteOf(workload));
  }
  const limits = (file.concentration?.limits ?? []).filter(({ over }) => over === question.over);
  return {
    ...question,
    generation: generation.number,
    now: { ...sharesOf(now, question), unsettled: unsettledOf(now, question) },
    after:
      after === undefined || placement === undefined
        ? null
        : {
            ...sharesOf(after, question),
            unsettled: unsettledOf(after, question),
            placementId: placement.id,
            createdAt: placement.createdAt.toISOString(),
            stale: staleness(placement, await inForceNow(context)),
          },
    limits: limits.map((limit) => ({
      id: limit.id,
      ruleId: limitRuleId(limit),
      title: `at most ${limit.atMostPct} % of ${limit.criticalOnly ? 'critical or important ' : ''}${limit.measure}: ${limit.reason}`,
      level: limit.level,
      ...standing('now', limit, now),
      ...standing('after', limit, after),
    })),
    shareRule: limits.map(shareRule).find((rule) => rule !== null) ?? null,
  };
}

type Standing<When extends 'now' | 'after'> = Record<When, ConcentrationDocument['limits'][number]['now']> &
  Record<`${When}Text`, string>;

/** The worst of its names, and which they are. */
function standing<When extends 'now' | 'after'>(
  when: When,
  limit: ConcentrationLimit,
  counted: readonly Counted[] | undefined,
): Standing<When> {
  const judged = counted === undefined ? [] : judgeLimit(limit, counted);
  const state = (['violated', 'unknown', 'satisfied'] as const).find((each) =>
    judged.some((one) => one.state === each),
  );
  const text = judged
    .filter((one) => one.state === state)
    .slice(0, 3)
    .map(({ share }) => `${share.name ?? 'unknown'} ${rangeText(share)}`)
    .join(', ');
  return { [when]: state ?? null, [`${when}Text`]: text } as Standing<When>;
}
