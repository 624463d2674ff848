/** Plans an ordered rebalance of a site's hosts from the newest generation, and keeps it (P8). Applies nothing. */

import { setImmediate as breathe } from 'node:timers/promises';
import type { RebalanceDocument, RebalanceRequest } from '../api/hosts.ts';
import { failure } from '../core/errors/registry.ts';
import { sharingOf } from '../core/cost/owned.ts';
import type { Site } from '../core/policy/site.ts';
import { startRebalance } from '../core/placement/hosts/rebalance.ts';
import type { Rebalancing, RebalanceOptions } from '../core/placement/hosts/rebalance.ts';
import { SLICE } from '../core/placement/hosts/solve.ts';
import { throwIfCancelled } from './context.ts';
import type { JobContext } from './durable-job.ts';
import { loadEstate, requireGeneration } from './generations.ts';
import { keepAnswer } from './keep-answer.ts';
import type { AnswerHead } from './keep-answer.ts';
import { pinnedSites } from './pin-question.ts';
import type { QuestionBasis } from './pin-question.ts';

/** Steps of the search over all groups when neither iterations nor seconds are given: a few seconds. */
const USUAL_ITERATIONS = 10_000_000;
const USUAL_HEADROOM_PCT = 20;

export interface RebalanceQuestion extends RebalanceRequest {
  /** What it was asked of; absent: what is in force. */
  readonly basis?: QuestionBasis | undefined;
}

/**
 * Throws IST-2101 without an estate, IST-4004 without sites, IST-4005 for a site that is not there, IST-5020 and IST-5022
 * when it has no such hosts.
 */
export async function rebalanceSite(
  context: JobContext,
  { basis, ...request }: RebalanceQuestion,
): Promise<RebalanceDocument> {
  const generation = await requireGeneration(context, basis?.generation);
  const sites = await pinnedSites(context, basis, { needed: true });
  const site = sites?.file.sites.find(({ id }) => id === request.site);
  if (sites === undefined || site === undefined) throw failure('IST-4005', `sites.yaml has no site "${request.site}"`);
  context.progress(0.02, 'loading the estate');
  const estate = await loadEstate(context, generation.number);
  const options = await optionsFor(context, site, request);
  context.progress(0.15, 'reading hosts and rules');
  await breathe();
  const rebalancing = startRebalance({ estate, sites: sites.file.sites, site: site.id, options });
  const end = await search(context, rebalancing, request);
  context.progress(0.9, 'ordering the moves');
  await breathe();
  const plan = rebalancing.result();
  const summary = {
    site: plan.site,
    headroomPct: plan.headroomPct,
    tolerancePct: plan.tolerancePct,
    vcpuPerCore: plan.vcpuPerCore,
    memoryOvercommit: plan.memoryOvercommit,
    seed: plan.seed,
    iterations: plan.iterations,
    moveCount: plan.moves.length,
    batches: plan.batches,
    blockedCount: plan.blocked.length,
    memoryMovedGiB: plan.memoryMovedGiB,
    cost: plan.cost,
    gapPct: plan.gapPct,
    stoppedEarly: end.stopped !== 'no',
    // The time of a run by iterations says nothing about its answer.
    seconds: end.stopped === 'no' ? null : Math.round(end.seconds * 100) / 100,
  };
  const settings = { ...request, ...options, sites: sites.digest, catalog: (await context.catalog()).version };
  const { groups, moves, blocked, notKnown } = plan;
  const warnings = [...earlyWarnings(end), ...plan.warnings];
  const whole = { ...summary, groups, moves, blocked, notKnown, warnings } as Omit<RebalanceDocument, keyof AnswerHead>;
  return keepAnswer(context, 'rebalance', { generation, subject: site.id, summary, settings, whole });
}

async function optionsFor(context: JobContext, site: Site, request: RebalanceRequest): Promise<RebalanceOptions> {
  const sharing = sharingOf(site);
  const reserve = 'elastic' in site.capacity ? USUAL_HEADROOM_PCT : site.capacity.reservePct;
  const limits = (await context.catalog())['guest-support'].platformLimits;
  const limit = (name: string): number | undefined =>
    limits.find((each) => each.target === site.target && each.limit === name)?.value;
  return {
    headroomPct: request.headroomPct ?? reserve,
    tolerancePct: request.tolerancePct,
    vcpuPerCore: request.vcpuPerCore ?? sharing.vcpuPerCore,
    memoryOvercommit: request.memoryOvercommit ?? sharing.memoryOvercommit,
    moveUnknown: request.moveUnknown,
    evacuate: request.evacuate,
    ...(request.cluster !== undefined && { cluster: request.cluster }),
    ...(request.maxMoves !== undefined && { maxMoves: request.maxMoves }),
    seed: request.seed,
    perHost: request.perHost ?? limit('liveMigrationsPerNodeOut') ?? 2,
    total: request.sideBySide ?? limit('liveMigrationsPerCluster') ?? 8,
  };
}

interface SearchEnd {
  readonly stopped: 'no' | 'by a person' | 'by time';
  readonly seconds: number;
  /** Groups that were not searched at all. */
  readonly untouched: readonly string[];
}

const NAMED = 5;

function earlyWarnings({ stopped, seconds, untouched }: SearchEnd): string[] {
  if (stopped === 'no') return [];
  const how = stopped === 'by time' ? 'Limited to' : 'Stopped after';
  const more = untouched.length > NAMED ? ` and ${untouched.length - NAMED} more` : '';
  return [
    `${how} ${Math.round(seconds)} s: the best plan until then, not reproducible. Another run or machine may find another.`,
    ...(untouched.length > 0 ? [`Not searched at all: ${untouched.slice(0, NAMED).join(', ')}${more}.`] : []),
  ];
}

/** Groups one after the other, each with its share of the iterations or of the time, by how much there is to try. */
async function search(
  context: JobContext,
  { searches, progress }: Rebalancing,
  request: RebalanceRequest,
): Promise<SearchEnd> {
  const open = searches.filter(({ finished }) => !finished);
  const weights = open.map(({ domain }) => domain.units.length * domain.hosts.length);
  const whole = weights.reduce((sum, weight) => sum + weight, 0);
  const began = performance.now();
  let spent = 0;
  const end = (stopped: SearchEnd['stopped']): SearchEnd => ({
    stopped,
    seconds: (performance.now() - began) / 1000,
    untouched: open.filter((group) => group.iterations === 0 && !group.finished).map(({ domain }) => domain.name),
  });
  for (const [at, group] of open.entries()) {
    const share = (weights[at] ?? 0) / whole;
    const iterations = Math.ceil((request.iterations ?? USUAL_ITERATIONS) * share);
    const milliseconds = (request.seconds ?? 0) * 1000 * share;
    const since = performance.now();
    const done = (): number =>
      request.seconds === undefined
        ? iterations === 0
          ? 1
          : group.iterations / iterations
        : (performance.now() - since) / milliseconds;
    for (let fraction = done(); fraction < 1 && !group.finished; fraction = done()) {
      throwIfCancelled(context);
      if (context.stopping?.() === true) return end('by a person');
      group.step(request.seconds === undefined ? Math.min(SLICE, iterations - group.iterations) : SLICE, fraction);
      const { cost, bound } = progress();
      context.figures?.({
        cost,
        bound,
        seconds: Math.round((performance.now() - began) / 100) / 10,
        ...(bound > 0 && { gapPct: ((cost - bound) / bound) * 100 }),
      });
      context.progress(0.2 + 0.65 * (spent + share * Math.min(1, fraction)), `searching ${group.domain.name}`);
      await breathe();
    }
    spent += share;
  }
  return end(request.seconds !== undefined && open.some(({ finished }) => !finished) ? 'by time' : 'no');
}
