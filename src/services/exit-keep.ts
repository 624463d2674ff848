/** Keeps an exit plan with what it was made from, and ends the operation it was made for. */

import type { ExitSummaryDocument } from '../api/exit.ts';
import type { DrillResult } from '../core/placement/drill.ts';
import type { DescribedExit } from '../core/plan/exit/describe-exit.ts';
import type { ExitPlan } from '../core/plan/exit/exit-plan.ts';
import { UNKNOWN_OPERATOR } from '../core/plan/exit/operators.ts';
import { whyRecord } from './decide.ts';
import type { PackVersions } from './decide.ts';
import type { JobContext } from './durable-job.ts';
import { requireGeneration } from './generations.ts';
import type { PlacementSettings } from './keep-placement.ts';
import type { LoadedBasis } from './placement-basis.ts';
import { saveResult } from './results.ts';
import type { ResultRow } from './results.ts';
import type { SearchEnd, SearchOptions } from './search-placement.ts';

export interface ExitToKeep {
  readonly described: DescribedExit;
  readonly basis: LoadedBasis;
  readonly packs: PackVersions;
  readonly end: SearchEnd<DrillResult>;
  readonly search: SearchOptions;
  readonly useReserve: boolean;
  /** Digest of the measured moves its hours come from. */
  readonly measuredMoves: string;
  /** Id of the placement it starts from. */
  readonly placement?: string;
}

export interface ExitSettings extends PlacementSettings {
  readonly operator: string;
  readonly from: ExitPlan['from'];
  readonly useReserve: boolean;
  readonly measuredMoves: string;
}

export type ExitSummary = Omit<ExitSummaryDocument, 'id' | 'createdAt' | 'stale'>;

/** What a kept plan is found by: one for each operator and start. */
export const exitSubject = (operator: string | null, from: ExitPlan['from']): string =>
  `${from === 'today' ? '' : 'placement:'}${(operator ?? UNKNOWN_OPERATOR).toLowerCase()}`;

export async function keepExit(context: JobContext, kept: ExitToKeep): Promise<ExitSummaryDocument> {
  const { described, basis, packs, useReserve } = kept;
  const { exit, assignments } = described;
  const generation = await requireGeneration(context, basis.estate.generation);
  const catalog = await context.catalog();
  const { plan: _plan, stuck, operator, siteIds, from, workloads, leaving, time, money } = exit;
  const summary: ExitSummary = {
    generation: generation.number,
    operator,
    siteIds,
    from,
    useReserve,
    workloads,
    leaving,
    cannotLeave: stuck.length,
    time,
    money,
  };
  const settings = settingsOf(kept, catalog.version);
  context.progress(0.92, 'storing the exit plan');
  const complete = (saved: { readonly id: string; readonly createdAt: Date }): ExitSummaryDocument => ({
    ...summary,
    id: saved.id,
    createdAt: saved.createdAt.toISOString(),
    stale: [],
  });
  const rows = assignments.map((assignment): ResultRow => ({
    workloadId: assignment.workloadId,
    columns: {
      from: assignment.fromSiteId ?? '',
      to: assignment.siteId ?? '',
      unplaced: assignment.siteId === null,
    },
    doc: { ...assignment, candidates: [] },
  }));
  const record = await saveResult(context, 'exit', {
    generation: generation.number,
    subject: exitSubject(operator, from),
    summary,
    settings,
    doc: exit,
    rows,
    why: whyRecord(context, { decision: 'exit', generation, catalog, packs, settings, result: exit }),
    also: async (connection, saved) => context.complete?.(connection, complete(saved)),
  });
  return complete(record);
}

function settingsOf({ basis, packs, search, described, end, ...kept }: ExitToKeep, catalog: string): ExitSettings {
  const { sites, prices, asOf } = basis;
  const { operator, from } = described.exit;
  return {
    ...search,
    operator: operator ?? UNKNOWN_OPERATOR,
    from,
    useReserve: kept.useReserve,
    asOf,
    sites: sites.digest,
    sitesVersion: sites.version,
    sitesBase: sites.baseDigest,
    prices: prices.map(({ id, digest }) => ({ id, digest })),
    catalog,
    packs: Object.fromEntries(Object.entries(packs).map(([id, { digest }]) => [id, digest])),
    measuredMoves: kept.measuredMoves,
    ...(kept.placement !== undefined && { basedOn: kept.placement }),
    ...(end.stopped !== 'no' && { stopped: end.stopped }),
  };
}
