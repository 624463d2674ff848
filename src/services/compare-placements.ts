/** What differs between two placements: money, sites, workloads, and what the two were made from (P6). */

import type { PlacementComparisonDocument, PlacementSummaryDocument } from '../api/placements.ts';
import { comparePlacements as compare } from '../core/placement/compare.ts';
import type { ComparedPlacement, PlacedWorkload } from '../core/placement/compare.ts';
import { differentRows, reasonsOf } from '../store/placement-rows.ts';
import type { DifferentRow } from '../store/placement-rows.ts';
import type { ServiceContext } from './context.ts';
import { findPlacement } from './find-placement.ts';
import type { PlacementSettings } from './keep-placement.ts';
import { describedNow, inForceNow } from './placement-staleness.ts';
import type { ResultRecord } from './results.ts';

/** Throws IST-2108 and IST-5006 as `findPlacement` does. */
export async function comparePlacements(
  context: ServiceContext,
  names: { readonly a: string; readonly b: string },
  limit: number,
): Promise<PlacementComparisonDocument> {
  const [a, b] = await Promise.all([findPlacement(context, names.a), findPlacement(context, names.b)]);
  const rows = await differentRows(context.store, a.id, b.id);
  const now = await inForceNow(context);
  const [summaryA, summaryB] = [describedNow(a, now), describedNow(b, now)];
  // Older releases recorded the digest of the text alone.
  const [madeA, madeB] = [a.settings, b.settings] as Partial<PlacementSettings>[];
  const told: Told = {
    base: madeA?.sitesBase !== undefined && madeB?.sitesBase !== undefined,
    scenario: madeA?.scenario === madeB?.scenario,
  };
  // Workloads at the same site in both say nothing to a comparison: the database leaves them out.
  const found = compare(sideOf(summaryA, a, rows, 'a', told), sideOf(summaryB, b, rows, 'b', told), limit);
  const ids = found.workloads.map(({ workloadId }) => workloadId);
  const [whyA, whyB] = await Promise.all([reasonsOf(context.store, a.id, ids), reasonsOf(context.store, b.id, ids)]);
  return {
    ...found,
    a: summaryA,
    b: summaryB,
    sites: [...found.sites],
    flows: [...found.flows],
    inputs: [...found.inputs],
    workloads: found.workloads.map((row) => ({
      ...row,
      whyA: whyA.get(row.workloadId) ?? '',
      whyB: whyB.get(row.workloadId) ?? '',
    })),
  };
}

/** Whether the sites are told apart by what they say, and one scenario from another of the same name. */
interface Told {
  readonly base: boolean;
  readonly scenario: boolean;
}

function sideOf(
  summary: PlacementSummaryDocument,
  record: ResultRecord,
  rows: readonly DifferentRow[],
  side: 'a' | 'b',
  told: Told,
): ComparedPlacement {
  const { totalUsdPerMonth, migrationUsdOneOff, unplaced, sites } = summary;
  return {
    totalUsdPerMonth,
    migrationUsdOneOff,
    unplaced,
    sites,
    assignments: placed(rows, side),
    inputs: inputsOf(record, told),
  };
}

function* placed(rows: readonly DifferentRow[], side: 'a' | 'b'): Generator<PlacedWorkload> {
  for (const row of rows) {
    const { workloadId, [side]: there } = row;
    if (there === null) continue;
    yield { workloadId, workloadName: there.name, siteId: there.site, usdPerMonth: there.usdPerMonth, why: '' };
  }
}

/** In words that a person knows, digests shortened to what tells them apart. */
function inputsOf({ generation, settings }: ResultRecord, told: Told): Record<string, string> {
  const made = settings as Partial<PlacementSettings>;
  const brief = (digest: string | undefined): string => digest?.replace('sha256:', '').slice(0, 12) ?? '';
  return {
    generation: `gen/${generation}`,
    'sites.yaml': told.base
      ? `${brief(made.sitesBase)} without its scenarios`
      : `${made.sitesVersion === undefined ? '' : `version ${made.sitesVersion}, `}${brief(made.sites)}`,
    scenario:
      made.scenario === undefined
        ? 'none'
        : [made.scenario, told.scenario ? brief(made.scenarioDigest) : ''].join(' ').trim(),
    lost: made.lost?.join(', ') ?? 'nothing',
    catalogue: made.catalog ?? '',
    day: made.asOf ?? '',
    seed: String(made.seed ?? ''),
    iterations: String(made.iterations ?? 'as usual'),
    seconds: String(made.seconds ?? 'no limit'),
    stopped: made.stopped ?? 'no',
    ...Object.fromEntries((made.prices ?? []).map(({ id, digest }) => [`prices ${id}`, brief(digest)])),
    ...Object.fromEntries(Object.entries(made.packs ?? {}).map(([id, digest]) => [`rules ${id}`, brief(digest)])),
  };
}
