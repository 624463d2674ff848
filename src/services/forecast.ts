/** How long moves take: the waves of a plan, what the placement moves, or chosen workloads to a site (A7). */

import type { ForecastDocument, ForecastMoveDocument, ForecastQuery, ForecastSetDocument } from '../api/forecasts.ts';
import { addRanges } from '../core/cost/range.ts';
import { failure } from '../core/errors/registry.ts';
import type { Forecaster, MoveForecast, SetForecast } from '../core/forecast/forecast.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { forecasterFor } from './forecast-basis.ts';
import { transfersFor } from './forecast-transfers.ts';
import type { TransferSet } from './forecast-transfers.ts';
import { findSites } from './sites-document.ts';
import { z } from 'zod';

const positionSchema = z.object({ offset: z.number().int().min(0) });
const DEFAULT_LINK_MBPS = 1000;
/** Side by side; a request should not take minutes. */
const MOST_MOVES = 20_000;

/**
 * Throws IST-2001 to IST-2005 for the filter, IST-2101 without an estate, IST-2103 and IST-2104 for the workload, IST-2108
 * for the plan, IST-4005 for the site, IST-6020 for a way of moving, IST-6021 when there is nothing to estimate.
 */
export async function getForecast(context: ServiceContext, query: ForecastQuery): Promise<ForecastDocument> {
  const position = readContinuation(positionSchema, query.continue);
  const sites = await findSites(context);
  const { linkMbps, concurrency, perHost, checkers } = query;
  const forecaster = await forecasterFor(context, sites?.file, { linkMbps, concurrency, perHost, checkers });
  const chosen = await transfersFor(context, sites, query);
  const largest = Math.max(...chosen.sets.map(({ transfers }) => transfers.length));
  if (largest > MOST_MOVES)
    throw failure('IST-6021', `${largest} moves at once are more than the ${MOST_MOVES} a schedule is made of`, {
      hint: 'Choose fewer: a wave (--wave), or a filter (-q).',
    });
  const sets = chosen.sets.map((set) => ({ set, found: forecaster.set(set.transfers) }));
  const moves = sets.flatMap(({ set, found }) => found.moves.map((move) => ({ set, found, move })));
  const from = (position?.offset ?? 0) + (query.offset ?? 0);
  const spans = new Map(sets.map(({ found }) => [found, new Map(found.spans.map((span) => [span.id, span]))] as const));
  const items = moves.slice(from, from + query.limit).map(({ set, found, move }): ForecastMoveDocument => {
    const span = spans.get(found)?.get(move.transfer.id);
    return {
      ...moveDocument(move),
      set: set.name,
      startsAfterHours: span?.start ?? 0,
      movedAfterHours: span?.moved ?? 0,
    };
  });
  const { migration, waves } = sites?.file ?? {};
  const check = (await context.catalog())['migration-throughput'].check;
  return {
    generation: chosen.generation,
    of: chosen.of,
    subject: chosen.subject,
    sets: sets.map(({ set, found }) => setDocument(set, found)),
    hours: addRanges(sets.map(({ found }) => found.hours)),
    settings: {
      linkMbps: linkMbps ?? waves?.linkMbps ?? DEFAULT_LINK_MBPS,
      concurrency: concurrency ?? migration?.concurrency ?? null,
      perHost: perHost ?? migration?.perHost ?? null,
      checkers: checkers ?? migration?.checkers ?? check.people,
    },
    assumed: assumptions(moves.map(({ move }) => move)),
    notes: [...chosen.notes, ...sourcesOf(sets.map(({ found }) => found))],
    items,
    total: moves.length,
    ...(from + query.limit < moves.length && { continue: writeContinuation({ offset: from + query.limit }) }),
  };
}

function moveDocument(
  move: ReturnType<Forecaster['set']>['moves'][number],
): Omit<ForecastMoveDocument, 'set' | 'startsAfterHours' | 'movedAfterHours'> {
  const { transfer } = move;
  return {
    id: transfer.id,
    name: transfer.name,
    fromSite: transfer.fromSiteId,
    toSite: transfer.toSiteId,
    target: transfer.target,
    method: move.method.id,
    hours: move.hours,
    downtimeMinutes: move.downtimeMinutes,
    copyGiB: move.copyGiB,
    rateMiBps: move.fitted.rate,
    warm: move.warm,
    basis: [...move.basis],
    assumed: [...move.assumed],
    missing: [...move.missing],
  };
}

function setDocument(set: TransferSet, found: SetForecast): ForecastSetDocument {
  const methods = new Map<string, { title: string; moves: number; unverified: boolean }>();
  for (const { method } of found.moves) {
    const known = methods.get(method.id) ?? { title: method.title, moves: 0, unverified: method.rate.conf === 'own' };
    methods.set(method.id, { ...known, moves: known.moves + 1 });
  }
  return {
    name: set.name,
    wave: set.wave,
    startsOn: set.startsOn,
    moves: set.transfers.length,
    hours: found.hours,
    boundHours: found.boundHours,
    bindsBy: found.bindsBy,
    oneByOneHours: addRanges(found.moves.map(({ hours }) => hours)),
    copyGiB: addRanges(found.moves.flatMap(({ copyGiB }) => (copyGiB === null ? [] : [copyGiB]))),
    unknownSize: found.moves.filter(({ copyGiB }) => copyGiB === null).length,
    measurements: found.measurements,
    methods: [...methods]
      .map(([id, rest]) => ({ id, ...rest }))
      .sort((a, b) => b.moves - a.moves || (a.id < b.id ? -1 : 1)),
    impossible: found.impossible.map(({ transfer, why }) => ({ id: transfer.id, name: transfer.name, why })),
  };
}

function assumptions(moves: readonly MoveForecast[]): ForecastDocument['assumed'] {
  const counts = new Map<string, number>();
  for (const { assumed, missing } of moves) {
    const unknown = missing.length === 0 ? [] : [`size is unknown (${missing.join(' or ')}): only handling is counted`];
    for (const text of [...assumed, ...unknown]) counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return [...counts]
    .map(([text, count]) => ({ text, moves: count }))
    .sort((a, b) => b.moves - a.moves || (a.text < b.text ? -1 : 1));
}

function sourcesOf(found: readonly SetForecast[]): string[] {
  const moves = found.flatMap((set) => set.moves);
  const measured = Math.max(0, ...found.map(({ measurements }) => measurements));
  const unverified = new Set(moves.filter(({ method }) => method.rate.conf === 'own').map(({ method }) => method.id));
  return [
    measured === 0
      ? 'No move was measured yet: rates are those of catalog/migration-throughput.yaml. Record what moves take: isthmus forecast record.'
      : `Rates follow ${measured} measured ${measured === 1 ? 'move' : 'moves'} and the published figures.`,
    ...(unverified.size === 0
      ? []
      : [`Published rates of ${[...unverified].sort().join(', ')} are product defaults and unverified.`]),
  ];
}
