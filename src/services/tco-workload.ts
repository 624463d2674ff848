/** One workload priced at every site, side by side: run, licences, updates, migration and risk as ranges (C3). */

import type { WorkloadCostDocument } from '../api/costs.ts';
import { targetIdSchema } from '../core/policy/site.ts';
import { monthlyRange, priceParts } from '../core/cost/tco/workload.ts';
import { failure } from '../core/errors/registry.ts';
import type { ServiceContext } from './context.ts';
import { getWorkload } from './get-workload.ts';
import { loadCostGround } from './tco-case.ts';

/** Throws IST-2103 for an unknown workload, and as `loadCostGround` does. */
export async function workloadCost(context: ServiceContext, idOrName: string): Promise<WorkloadCostDocument> {
  const { id } = await getWorkload(context, idOrName);
  const { of, input, generation } = await loadCostGround(context);
  const entry = of.workloads.find(({ workload }) => workload.id === id);
  if (entry === undefined) throw failure('IST-2103', `${idOrName} is a template or placeholder: it has no price`);
  const horizonMonths = of.sites.placement.horizonMonths;
  const places = of.sites.sites.map((site): WorkloadCostDocument['places'][number] => {
    const isCurrent = site.id === entry.siteId;
    const answer = input.readiness(entry.workload, isCurrent ? 'stay' : site.target);
    const policy = input.policy(entry.workload, site.id);
    const parts = priceParts(entry, site, of, answer?.readiness, answer?.conditions ?? 0);
    const priced = 'obstacle' in parts ? [] : parts;
    return {
      siteId: site.id,
      target: site.target,
      isCurrent,
      readiness: answer?.readiness ?? null,
      obstacles: [
        ...(answer === undefined ? [`${entry.workload.kind} workloads are not judged for ${site.target}`] : []),
        ...(answer?.readiness === 'not-ready' ? [`not ready: ${answer.rules.join(', ')}`] : []),
        ...(policy.verdict === 'fail' ? [`against policy: ${policy.violated.join(', ')}`] : []),
        ...('obstacle' in parts ? [`no price: ${parts.obstacle}`] : []),
      ],
      parts: priced.map((each) => ({ ...each, basis: [...each.basis], asks: [...each.asks] })),
      usdPerMonth: 'obstacle' in parts ? null : monthlyRange(priced, horizonMonths),
      unpricedParts: priced.filter(({ usd }) => usd === null).length,
    };
  });
  const covered = new Set(of.sites.sites.map(({ target }) => target));
  return {
    generation,
    asOf: of.asOf,
    workload: { id, name: entry.guest.name, siteId: entry.siteId },
    horizonMonths,
    places: places.sort((a, b) => Number(b.isCurrent) - Number(a.isCurrent) || (a.siteId < b.siteId ? -1 : 1)),
    targetsWithoutSite: targetIdSchema.options.filter((target) => target !== 'stay' && !covered.has(target)),
  };
}
