/** Judges every workload of the newest generation for every target, and keeps the answers. */

import type { AssessmentSummaryDocument } from '../api/assessments.ts';
import { complexitySpread } from '../core/assess/complexity-spread.ts';
import { runDigest } from '../core/assess/run.ts';
import { shapesOf, unpacker } from '../core/assess/shape-pack.ts';
import type { AssessmentSummary } from '../core/assess/summary.ts';
import { TARGETS } from '../core/assess/targets/registry.ts';
import { digestOf } from '../core/evidence/digest.ts';
import { newestOfBasis, readRun, saveBlock, saveRun } from '../store/assessments.ts';
import type { ColumnSet } from '../store/columns/column.ts';
import { countChanged } from '../store/estate-changes.ts';
import type { Queryable } from '../store/store.ts';
import { assessmentColumns, changedColumns } from './assess-columns.ts';
import { describeAssessment } from './assess-describe.ts';
import { judgeAll, judgeChanged } from './assess-run.ts';
import type { FormerAssessment, JudgedRun } from './assess-run.ts';
import { sourcesToAsk } from './assess-sources.ts';
import type { ServiceContext } from './context.ts';
import { rulePacks, today, whyRecord } from './decide.ts';
import { requireGeneration } from './generations.ts';
import { findResult, saveResult } from './results.ts';
import { rulesInForce } from './rules-in-force.ts';

/** Beyond this share of changed workloads everything is judged anew: it costs little more, and starts a new chain. */
const MOST_CHANGED = 0.2;
/** Results whose blocks a reader may have to look into. */
const LONGEST_CHAIN = 24;

export interface AssessOptions {
  /** Day that support dates are judged for; default today. */
  readonly asOf?: string;
  /** Judge everything anew, even what cannot have changed. */
  readonly full?: boolean;
}

/** Throws IST-2101 when nothing was imported. */
export async function assessEstate(
  context: ServiceContext,
  options: AssessOptions,
): Promise<AssessmentSummaryDocument> {
  const generation = await requireGeneration(context);
  const catalog = await context.catalog();
  const asOf = options.asOf ?? today(context);
  const inForce = await rulesInForce(context);
  const { rules, version } = inForce;
  // Support dates make another day another question: nothing of it is taken from the day before.
  const basis = digestOf({ rules: version, catalog: catalog.version, asOf, targets: TARGETS });
  const judging = { catalog, asOf, rules, targets: TARGETS };
  const former = options.full === true ? undefined : await formerOf(context, basis, generation);
  const run =
    former === undefined
      ? await judgeAll(context, generation, judging)
      : await judgeChanged(context, generation, judging, former);
  context.progress(0.85, 'storing verdicts');
  const { summary, rows, header, shapes, platforms } = run;
  const about = { generation: generation.number, asOf, rules, rulesVersion: version, platforms };
  const { scores, median, terms } = complexitySpread(rows);
  const document: Omit<AssessmentSummaryDocument, 'id' | 'createdAt'> = {
    ...describeAssessment(summary, about),
    judged: run.judged.rows.ids.length,
    nextSources: await sourcesToAsk(
      context,
      { generation: generation.number, rowShapes: rows.shapes, shapes, header },
      rules,
    ),
    complexity: { scores: [...scores], median, terms: terms.map((term) => ({ ...term })) },
  };
  const packs = rulePacks(inForce);
  const record = await saveResult(context, 'assess', {
    generation: generation.number,
    summary: { ...document, core: summary },
    settings: { asOf, basis },
    columns: (connection) => columnsFor(connection, run),
    why: whyRecord(context, {
      decision: 'assess',
      generation,
      catalog,
      packs,
      settings: { asOf },
      // The rest of the summary follows from the rows.
      result: { rows: runDigest(rows), verdicts: summary.verdicts, targets: summary.targets },
    }),
    async also(connection, { id }) {
      await saveRun(connection, { resultId: id, basis, chain: [id, ...run.chain], header, shapes, rows }, run.firstNew);
      for (const block of run.blocks) await saveBlock(connection, id, block);
    },
  });
  return { ...document, id: record.id, createdAt: record.createdAt.toISOString() };
}

async function columnsFor(
  connection: Queryable,
  { judged, former, rows, shapes, header }: JudgedRun,
): Promise<ColumnSet> {
  const now = assessmentColumns(judged.rows, judged.shapeAt);
  if (former === undefined) return now;
  const changed = await changedColumns(connection, former, { ids: judged.rows.ids, columns: now });
  return changed ?? assessmentColumns(rows, shapesOf(shapes, unpacker(header)));
}

/** The assessment to go on from: of the same basis, with few changes since, and not at the end of a long chain. */
async function formerOf(
  context: ServiceContext,
  basis: string,
  { number, counts }: { readonly number: number; readonly counts: { readonly workloads: number } },
): Promise<FormerAssessment | undefined> {
  const id = await newestOfBasis(context.store, basis);
  const record = id === undefined ? undefined : await findResult(context, id);
  if (record === undefined || record.generation > number) return undefined;
  const changed = await countChanged(context.store, record.generation, number);
  if (changed > counts.workloads * MOST_CHANGED) return undefined;
  const run = await readRun(context.store, record.id);
  if (run === undefined || run.chain.length >= LONGEST_CHAIN) return undefined;
  const { core } = record.summary as { readonly core: AssessmentSummary };
  return { run, generation: record.generation, summary: core };
}
