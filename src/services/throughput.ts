/**
 * Moves that were measured, told by people or by what carries moves out: `recordMove` is the one way in for both.
 */

import type { MeasuredMoveDocument, MeasuredMoveRequest, ThroughputDocument } from '../api/forecasts.ts';
import { cite } from '../core/catalog/provenance.ts';
import { failure } from '../core/errors/registry.ts';
import { createForecaster } from '../core/forecast/forecast.ts';
import { isUsable, rateOf } from '../core/forecast/measured.ts';
import { readMeasuredMoves, removeMeasuredMove, saveMeasuredMove } from '../store/measured-moves.ts';
import type { StoredMeasuredMove } from '../store/measured-moves.ts';
import { newId } from './context.ts';
import type { ServiceContext } from './context.ts';
import { findWorkload } from './get-workload.ts';
import { findSites } from './sites-document.ts';

/**
 * Keeps a measured move. Told twice with one id, it counts once. Throws IST-6020 for a way of moving nobody knows,
 * IST-4005 for a site, IST-2103 and IST-2104 for a workload.
 */
export async function recordMove(context: ServiceContext, request: MeasuredMoveRequest): Promise<MeasuredMoveDocument> {
  const { methods } = (await context.catalog())['migration-throughput'];
  if (!methods.some(({ id }) => id === request.method))
    throw failure('IST-6020', `there is no way of moving "${request.method}"`, {
      causes: [{ where: 'method', message: `one of ${methods.map(({ id }) => id).join(', ')}` }],
    });
  const sites = await findSites(context);
  for (const id of [request.fromSite, request.toSite]) {
    if (id !== undefined && sites?.file.sites.some((site) => site.id === id) !== true)
      throw failure('IST-4005', `sites.yaml has no site "${id}"`);
  }
  const workloadId =
    request.workload === undefined ? null : (await findWorkload(context, request.workload)).workload.id;
  const now = context.clock();
  const move: StoredMeasuredMove = {
    id: request.id ?? newId('mov'),
    method: request.method,
    fromSiteId: request.fromSite ?? null,
    toSiteId: request.toSite ?? null,
    workloadId,
    giB: request.giB,
    seconds: request.seconds,
    measuredAt: request.measuredAt === undefined ? now : new Date(request.measuredAt),
    note: request.note ?? null,
    actor: context.actor,
    createdAt: now,
  };
  await saveMeasuredMove(context.store, move);
  return documentOf(move);
}

/** Throws IST-6022 when there is none of that id. */
export async function forgetMove(context: ServiceContext, id: string): Promise<{ readonly id: string }> {
  if (await removeMeasuredMove(context.store, id)) return { id };
  throw failure('IST-6022', `there is no measured move "${id}"`);
}

/** Newest first, with what they make of the published rates. */
export async function getThroughput(
  context: ServiceContext,
  { limit }: { readonly limit: number },
): Promise<ThroughputDocument> {
  const catalog = (await context.catalog())['migration-throughput'];
  const moves = await readMeasuredMoves(context.store);
  const sites = await findSites(context);
  const forecaster = createForecaster({
    catalog,
    settings: sites?.file.migration,
    linkMbps: sites?.file.waves.linkMbps ?? 1000,
    measured: moves,
  });
  return {
    items: moves.toReversed().slice(0, limit).map(documentOf),
    total: moves.length,
    methods: catalog.methods.map(({ id, title, rate }) => {
      const pairs = new Map(
        moves
          .filter((move) => move.method === id && isUsable(move))
          .map(({ fromSiteId, toSiteId }) => [`${fromSiteId} ${toSiteId}`, { fromSiteId, toSiteId }]),
      );
      return {
        id,
        title,
        published: { low: rate.low, likely: rate.likely, high: rate.high },
        source: `catalog/migration-throughput.yaml ${cite(rate)}`,
        unverified: rate.conf === 'own',
        fitted: [...pairs.values()].map(({ fromSiteId, toSiteId }) => {
          const { rate: fitted, here, elsewhere } = forecaster.rate(id, fromSiteId, toSiteId);
          return { fromSite: fromSiteId, toSite: toSiteId, rateMiBps: { ...fitted }, here, elsewhere };
        }),
      };
    }),
  };
}

function documentOf(move: StoredMeasuredMove): MeasuredMoveDocument {
  const { fromSiteId, toSiteId, measuredAt, createdAt: _, ...rest } = move;
  return {
    ...rest,
    fromSite: fromSiteId,
    toSite: toSiteId,
    rateMiBps: rateOf(move),
    counts: isUsable(move),
    measuredAt: measuredAt.toISOString(),
  };
}
