/** Keeps a placement with its summary, its assignments and its why-record, and ends the operation it was made for. */

import type { PlacementSummaryDocument } from '../api/placements.ts';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import type { PlacementOutcome } from '../core/placement/describe.ts';
import { sitesDigests } from '../core/policy/sites-digests.ts';
import { AssignmentTally } from './assignment-tally.ts';
import { whyRecord } from './decide.ts';
import type { PackVersions } from './decide.ts';
import { describePlacement } from './describe-placement.ts';
import type { Described } from './describe-placement.ts';
import type { JobContext } from './durable-job.ts';
import { requireGeneration } from './generations.ts';
import type { LoadedBasis } from './placement-basis.ts';
import { saveResult } from './results.ts';
import type { ResultRecord, ResultRow } from './results.ts';
import type { SearchEnd, SearchOptions } from './search-placement.ts';

export interface PlacementToKeep {
  readonly kind: PlacementSummaryDocument['kind'];
  readonly basis: LoadedBasis;
  readonly packs: PackVersions;
  readonly search: SearchOptions;
  readonly end: SearchEnd;
  /** What makes it another than the sites as they stand. */
  readonly about?: Partial<Pick<PlacementSummaryDocument, 'scenario' | 'lost' | 'basedOn' | 'drill'>>;
  readonly warnings?: readonly string[];
  /** What else it was asked with. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** What the result was made from, as it is compared later. Of packs and lists: id and digest. */
export interface PlacementSettings extends SearchOptions {
  readonly asOf: string;
  /** Digest of the sites file's text. */
  readonly sites: string;
  readonly sitesVersion: number;
  /** Of what the file says without its scenarios, and of the scenario; absent in results of older releases. */
  readonly sitesBase?: string;
  readonly scenarioDigest?: string;
  readonly prices: readonly { readonly id: string; readonly digest: string }[];
  readonly catalog: string;
  readonly packs: Readonly<Record<string, string>>;
  readonly scenario?: string;
  readonly lost?: readonly string[];
  readonly basedOn?: string;
  readonly stopped?: 'by a person' | 'by time';
}

export async function keepPlacement(context: JobContext, kept: PlacementToKeep): Promise<PlacementSummaryDocument> {
  const { kind, basis, packs, end, about = {} } = kept;
  const generation = await requireGeneration(context, basis.estate.generation);
  const catalog = await context.catalog();
  const settings = settingsOf(kept, catalog.version);
  context.progress(0.82, 'storing the placement');
  const tally = new AssignmentTally();
  const why = (): WhyRecord =>
    whyRecord(context, {
      decision: kind,
      generation,
      catalog,
      packs,
      settings,
      result: { whole: end.found.whole, rows: tally.digest() },
    });
  let reason: WhyRecord | undefined;
  let document: Described | undefined;
  const complete = ({ id, createdAt }: Pick<ResultRecord, 'id' | 'createdAt'>): PlacementSummaryDocument => {
    if (document === undefined) throw new TypeError('a placement is described before it is kept');
    return { ...document, id, createdAt: createdAt.toISOString(), stale: [] };
  };
  const subject = about.lost?.join(', ') ?? about.scenario?.id;
  const record = await saveResult(context, kind, {
    generation: generation.number,
    ...(subject !== undefined && { subject }),
    settings,
    doc: end.found.whole,
    rows: rowsOf(context, end.found, tally),
    summary: () => {
      reason = why();
      return (document = describePlacement(kept, tally, reason.resultDigest));
    },
    why: () => (reason ??= why()),
    also: async (connection, saved) => context.complete?.(connection, complete(saved)),
  });
  return complete(record);
}

function settingsOf(
  { basis, packs, search, end, about = {}, settings }: PlacementToKeep,
  catalog: string,
): PlacementSettings {
  const { sites, prices, asOf } = basis;
  const scenarioDigest = sitesDigests(sites.text).scenarios.get(about.scenario?.id ?? '');
  return {
    ...search,
    ...settings,
    asOf,
    sites: sites.digest,
    sitesVersion: sites.version,
    sitesBase: sites.baseDigest,
    prices: prices.map(({ id, digest }) => ({ id, digest })),
    catalog,
    packs: Object.fromEntries(Object.entries(packs).map(([id, { digest }]) => [id, digest])),
    ...(about.scenario && {
      scenario: about.scenario.id,
      ...(scenarioDigest !== undefined && { scenarioDigest }),
    }),
    ...(about.lost && { lost: about.lost }),
    ...(about.basedOn && { basedOn: about.basedOn }),
    ...(end.stopped !== 'no' && { stopped: end.stopped }),
  };
}

/** Made one by one as they are written: a million of them need not be held at once. */
function* rowsOf(context: JobContext, outcome: PlacementOutcome, tally: AssignmentTally): Generator<ResultRow> {
  const count = outcome.prepared.workloads.length;
  for (let row = 0; row < count; row += 1) {
    if (row % 500 === 0) context.progress(0.82 + (0.17 * row) / count, 'storing the placement', `${row} of ${count}`);
    const assignment = outcome.assignment(row);
    tally.add(assignment);
    yield {
      workloadId: assignment.workloadId,
      columns: {
        site: assignment.fromSiteId,
        placedAt: assignment.siteId,
        costUsdPerMonth: assignment.cost?.totalUsdPerMonth,
        from: assignment.fromSiteId ?? '',
        to: assignment.siteId ?? '',
        moves: assignment.moves,
        unplaced: assignment.siteId === null,
      },
      doc: assignment,
    };
  }
}
