/** What migration time is computed from: the catalogue, the sites file, and the moves that were measured. */

import { createForecaster } from '../core/forecast/forecast.ts';
import type { Forecaster } from '../core/forecast/forecast.ts';
import { digestOf } from '../core/evidence/digest.ts';
import type { SitesFile } from '../core/policy/site.ts';
import { readMeasuredMoves } from '../store/measured-moves.ts';
import type { StoredMeasuredMove } from '../store/measured-moves.ts';
import type { ServiceContext } from './context.ts';

export interface ForecastOverrides {
  /** Mbit/s instead of every line. */
  readonly linkMbps?: number | undefined;
  readonly concurrency?: number | undefined;
  readonly perHost?: number | undefined;
  readonly checkers?: number | undefined;
}

/** Throws IST-6020 for a way of moving that sites.yaml names and the catalogue does not have. */
export async function forecasterFor(
  context: ServiceContext,
  file: Pick<SitesFile, 'migration' | 'waves'> | undefined,
  { linkMbps, concurrency, perHost, checkers }: ForecastOverrides = {},
): Promise<Forecaster & { readonly measuredDigest: string }> {
  const catalog = await context.catalog();
  const measured = measuredFacts(context.replay?.measuredMoves ?? (await readMeasuredMoves(context.store)));
  const forecaster = createForecaster({
    catalog: catalog['migration-throughput'],
    settings: {
      ...file?.migration,
      ...(concurrency !== undefined && { concurrency }),
      ...(perHost !== undefined && { perHost }),
      ...(checkers !== undefined && { checkers }),
    },
    linkMbps: file?.waves.linkMbps ?? DEFAULT_LINK_MBPS,
    ...(linkMbps !== undefined && { overrideMbps: linkMbps }),
    measured,
  });
  return { ...forecaster, measuredDigest: digestOf(measured) };
}

/** Of measured moves what counts for estimates. */
export const measuredFacts = (moves: readonly StoredMeasuredMove[]) =>
  moves.map(({ id, method, fromSiteId, toSiteId, giB, seconds }) => ({
    id,
    method,
    fromSiteId,
    toSiteId,
    giB,
    seconds,
  }));

/** Without a sites file: what `waves.linkMbps` is when it is left out. */
const DEFAULT_LINK_MBPS = 1000;
