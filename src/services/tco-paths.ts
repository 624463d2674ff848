/** Ways out as schedules: who moves where in which month. */

import { failure } from '../core/errors/registry.ts';
import { soldBySize } from '../core/cost/pricing.ts';
import { entryAt, firstMonth, monthOf } from '../core/cost/tco/case.ts';
import type { PathPlan, PlannedMove } from '../core/cost/tco/case.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { Site } from '../core/policy/site.ts';
import type { ServiceContext } from './context.ts';
import { findPlacement, summaryOf } from './find-placement.ts';
import { readPlacement } from './plan-moves.ts';
import { latestResult, resultDoc } from './results.ts';
import type { CostGround } from './tco-case.ts';

const STAY: PathPlan = { id: 'stay', title: 'Stay and renew', moves: new Map(), notes: [] };
const DAYS_PER_MONTH = 365 / 12;

/**
 * Paths by name: "stay", "all-to/SITE", "placement/NAME" with an id, a scenario or "latest". None given: staying, the newest
 * placement, and everything to each site that takes workloads. Staying is always the first.
 * Throws IST-4005 for a site, IST-5006 or IST-2108 for a placement, IST-5061 for a name of neither kind.
 */
export async function pathPlans(
  context: ServiceContext,
  ground: CostGround,
  names: readonly string[],
): Promise<readonly PathPlan[]> {
  const wanted = names.length > 0 ? names : await usualPaths(context, ground);
  const paths: PathPlan[] = [STAY];
  for (const name of new Set(wanted)) {
    if (name === STAY.id) continue;
    const [kind, ...rest] = name.split('/');
    const id = rest.join('/');
    if (kind === 'all-to' && id !== '') paths.push(allTo(ground, id));
    else if (kind === 'placement' && id !== '') paths.push(await placementPath(context, ground, id));
    else throw failure('IST-5061', `"${name}" is no path`);
  }
  return paths;
}

async function usualPaths(context: ServiceContext, { of }: CostGround): Promise<string[]> {
  const placed = await latestResult(context, 'place');
  return [
    ...(placed === undefined ? [] : ['placement/latest']),
    ...of.sites.sites.filter(({ acceptsWorkloads }) => acceptsWorkloads).map(({ id }) => `all-to/${id}`),
  ];
}

/** Without a plan: in batches as large and as often as sites.yaml lets waves be. */
function batchMonths({ of }: CostGround): (index: number) => number {
  const { maxWorkloadsPerWave, daysBetweenWaves, startDate } = of.sites.waves;
  const first = startDate === undefined ? 1 : monthOf(firstMonth(of.asOf), startDate);
  return (index) => first + Math.floor((Math.floor(index / maxWorkloadsPerWave) * daysBetweenWaves) / DAYS_PER_MONTH);
}

/** Everything that may run there and has a price there; what may not stays where it is. Policy counts, pins and room do not. */
function allTo(ground: CostGround, siteId: string): PathPlan {
  const { of, input } = ground;
  const site = of.sites.sites.find(({ id }) => id === siteId);
  if (site === undefined) throw failure('IST-4005', `sites.yaml has no site "${siteId}"`);
  const monthAt = batchMonths(ground);
  const moves = new Map<string, PlannedMove>();
  const left = { 'not ready': 0, 'against policy': 0, 'without a price': 0 };
  let late = 0;
  for (const entry of of.workloads) {
    if (entry.siteId === site.id) continue;
    const { workload } = entry;
    const { demand } = entryAt(entry, site.id);
    const answer = input.readiness(workload, site.target === 'stay' ? nativeTarget(site) : site.target);
    if (answer === undefined || answer.readiness === 'not-ready') left['not ready'] += 1;
    else if (input.policy(workload, site.id).verdict === 'fail') left['against policy'] += 1;
    else if (demand === null || !isPriced(ground, site, demand)) left['without a price'] += 1;
    else {
      const month = monthAt(moves.size);
      if (month > of.months) late += 1;
      moves.set(workload.id, { siteId: site.id, month, conditions: answer.conditions ?? 0 });
    }
  }
  const staying = Object.entries(left).filter(([, count]) => count > 0);
  return {
    id: `all-to/${site.id}`,
    title: `Everything that can to ${site.name ?? site.id}`,
    moves,
    notes: [
      ...staying.map(([why, count]) => `${count} workloads stay: ${why}`),
      ...(late > 0
        ? [`${late} workloads would move after the last month: raise waves.maxWorkloadsPerWave or the months`]
        : []),
      'hosts are added as needed; pins, rules of placement and the room at the site do not count',
    ],
  };
}

/** A site that is left for good is still of some platform. */
const nativeTarget = ({ platform }: Site): Site['target'] =>
  platform === 'kvm' || platform === 'hyperv' ? platform : 'stay';

function isPriced({ of }: CostGround, site: Site, demand: Parameters<typeof of.pricer.quote>[0]): boolean {
  return !soldBySize(site) || 'runUsdPerMonth' in of.pricer.quote(demand, site, false);
}

async function placementPath(context: ServiceContext, ground: CostGround, name: string): Promise<PathPlan> {
  const record = await findPlacement(context, name);
  const { assignments } = await readPlacement(context, record.id);
  const { scenario } = summaryOf(record);
  const plan = await planOf(context, record.id);
  const from = firstMonth(ground.of.asOf);
  const waves = new Map<string, number>();
  let undated = 0;
  if (plan !== null) {
    const { daysBetweenWaves } = ground.of.sites.waves;
    for (const [at, { moves, startsOn }] of plan.waves.entries()) {
      if (startsOn === null) undated += 1;
      const month =
        startsOn === null ? 1 + Math.floor((at * daysBetweenWaves) / DAYS_PER_MONTH) : monthOf(from, startsOn);
      for (const { workloadId } of moves) waves.set(workloadId, month);
    }
  }
  const monthAt = batchMonths(ground);
  const moves = new Map<string, PlannedMove>();
  const sites = new Map(ground.of.sites.sites.map((site) => [site.id, site]));
  let nowhere = 0;
  let unlisted = 0;
  for (const { workloadId, siteId, moves: isMoving, target, fromSiteId } of assignments) {
    if (siteId === null) nowhere += 1;
    if (siteId === null || target === null || siteId === fromSiteId || !isMoving) continue;
    // It would leave one site and cost nothing anywhere.
    if (!sites.has(siteId)) {
      unlisted += 1;
      continue;
    }
    moves.set(workloadId, { siteId, month: waves.get(workloadId) ?? monthAt(moves.size), conditions: 0 });
  }
  const byId = new Map(ground.of.workloads.map((entry) => [entry.workload.id, entry]));
  for (const [id, move] of moves) {
    const entry = byId.get(id);
    const target = sites.get(move.siteId)?.target;
    const answer =
      entry === undefined || target === undefined ? undefined : ground.input.readiness(entry.workload, target);
    if (answer !== undefined) moves.set(id, { ...move, conditions: answer.conditions ?? 0 });
  }
  return {
    id: `placement/${name}`,
    title: scenario === null ? `The placement ${record.id}` : `What if: ${scenario.name}`,
    moves,
    notes: [
      plan === null
        ? 'no plan of this placement: moves are taken in batches as sites.yaml waves allows'
        : `waves of the plan ${plan.name}${undated > 0 ? `; ${undated} waves have no date and follow each other` : ''}`,
      ...(unlisted > 0 ? [`${unlisted} workloads would go to sites that sites.yaml does not have: they stay`] : []),
      ...(scenario === null
        ? []
        : ['sites and prices are those of sites.yaml as it stands, without what the scenario changes about them']),
      ...(nowhere > 0 ? [`${nowhere} workloads have nowhere to go and stay`] : []),
    ],
  };
}

/** The newest plan, when it was made of this placement. */
async function planOf(context: ServiceContext, placementId: string): Promise<Plan | null> {
  const record = await latestResult(context, 'plan');
  if (record === undefined) return null;
  const plan = await resultDoc<Plan>(context, record.id);
  return plan?.pins.placementId === placementId ? plan : null;
}
