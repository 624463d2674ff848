/** Computes where every workload should run, and keeps the answer with its reasons (P1–P5). */

import type { PlacementSummaryDocument } from '../api/placements.ts';
import type { JobContext } from './durable-job.ts';
import { keepPlacement } from './keep-placement.ts';
import { limitWarnings } from './limit-warnings.ts';
import { groundOf, loadBasis } from './placement-basis.ts';
import type { PlacementBasis } from './placement-basis.ts';
import { searchPlacement } from './search-placement.ts';
import type { SearchOptions } from './search-placement.ts';

export interface PlaceOptions extends SearchOptions {
  /** What was in force when it was asked for; absent: what is in force now. */
  readonly basis?: PlacementBasis;
}

/** Throws IST-2101 without an estate, IST-4004 without sites, IST-5xxx when the sites cannot be placed onto. */
export async function placeEstate(context: JobContext, options: PlaceOptions): Promise<PlacementSummaryDocument> {
  const { basis: pinned, ...search } = options;
  context.progress(0.02, 'loading the estate');
  const basis = await loadBasis(context, pinned ?? {});
  context.progress(0.15, 'judging candidates');
  const { input, engine, packs } = await groundOf(context, basis, basis.sites.file);
  const end = await searchPlacement(context, input, search);
  const warnings = limitWarnings(engine, basis.sites.file, end.found);
  return keepPlacement(context, { kind: 'place', basis, packs, search, end, warnings });
}
