/** Decisions and the same made again: the very services run on what was recorded, and digests are compared (E1, E2). */

import type { DecisionDocument, ReplayDocument } from '../api/decisions.ts';
import { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { firstDifference } from '../core/evidence/first-difference.ts';
import type { Difference } from '../core/evidence/first-difference.ts';
import { whyDigest } from '../core/evidence/make-why-record.ts';
import type { WhyRecord } from '../core/evidence/why-record.ts';
import { pageWhy, readWhy } from '../store/replay-inputs.ts';
import type { StoredWhy } from '../store/replay-inputs.ts';
import { readResult, readResultDoc } from '../store/results.ts';
import type { ResultRecord } from '../store/results.ts';
import { PRODUCT_VERSION } from '../version.ts';
import type { ServiceContext } from './context.ts';
import type { JobContext } from './durable-job.ts';
import { askAgain, notReplayable, withPrices } from './replay-kinds.ts';
import { loadPins } from './replay-load.ts';
import { Replayed } from './replay-pins.ts';
import { eachResultRow } from './results.ts';

function describe({ record, resultId, held }: StoredWhy): DecisionDocument {
  const { packs, settings, ...rest } = record;
  return { ...rest, settings, packs: { ...packs }, resultId, audit: heldTo(record, held) };
}

/** Whether the record is the one that the audit log holds. */
function heldTo(record: WhyRecord, held: StoredWhy['held']): DecisionDocument['audit'] {
  if (held === null) return null;
  const { record: digest } = JSON.parse(held.detail) as { readonly record?: string };
  return { seq: held.seq, fits: digest === whyDigest(record) };
}

export async function listDecisions(
  context: ServiceContext,
  page: { readonly limit: number; readonly offset: number },
): Promise<{ readonly items: DecisionDocument[]; readonly total: number }> {
  const { items, total } = await pageWhy(context.store, page);
  return { items: items.map(describe), total };
}

/** By its own id, or that of its result. Throws IST-6120. */
export async function getDecision(context: ServiceContext, id: string): Promise<DecisionDocument> {
  return describe(await requireWhy(context, id));
}

async function requireWhy(context: ServiceContext, id: string): Promise<StoredWhy> {
  const found = await readWhy(context.store, id);
  if (found === undefined) throw failure('IST-6120', `there is no decision ${id}`);
  return found;
}

/** Makes a decision again and compares. Throws IST-6120; that it cannot be replayed is an answer. */
export async function replayDecision(context: ServiceContext, id: string): Promise<ReplayDocument> {
  const stored = await requireWhy(context, id);
  const { record: why, resultId, held } = stored;
  const result = resultId === null ? undefined : await readResult(context.store, resultId);
  const notes = notesOn(why, heldTo(why, held));
  const answer = (rest: Pick<ReplayDocument, 'answer'> & Partial<ReplayDocument>): ReplayDocument => ({
    id: why.id,
    decision: why.decision,
    difference: null,
    missing: [],
    notes,
    recordedDigest: why.resultDigest,
    replayedDigest: null,
    ...rest,
  });
  const never = notReplayable(why);
  if (never !== undefined) return answer({ answer: 'impossible', missing: [never] });
  context.progress(0.02, 'bringing back what it was made from');
  const { pins, missing: gone } = await loadPins(context, why, result);
  const missing = [...gone];
  if (missing.length > 0) return answer({ answer: 'impossible', missing });
  const made = await withPrices(context, why, missing, async (home) => {
    if (missing.length > 0) return undefined;
    return again({ ...home, replay: pins, clock: () => new Date(why.createdAt), actor: why.actor }, why);
  });
  if (made === undefined) return answer({ answer: 'impossible', missing });
  if (typeof made === 'string') return answer({ answer: 'impossible', missing: [made] });
  const replayedDigest = made.why.resultDigest;
  if (replayedDigest === why.resultDigest) return answer({ answer: 'same', replayedDigest });
  context.progress(0.95, 'looking for the first difference');
  const difference = await differenceOf(context, why, result, made);
  return answer({ answer: 'different', replayedDigest, difference });
}

/** As a durable operation: a placement that is made again keeps a core busy, which must not be the server's. */
export const replayJob = (context: JobContext, { id }: { readonly id: string }): Promise<ReplayDocument> =>
  replayDecision(context, id);

function notesOn(why: WhyRecord, audit: DecisionDocument['audit']): string[] {
  const notes: string[] = [];
  if (why.productVersion !== PRODUCT_VERSION)
    notes.push(`it was made by Isthmus ${why.productVersion}; this is ${PRODUCT_VERSION}`);
  if (audit === null) notes.push('the audit log has no record of this decision');
  else if (!audit.fits)
    notes.push(`the record of this decision is not the one that record ${audit.seq} of the audit log holds`);
  return notes;
}

/** What it concludes now, or why it concludes nothing. */
async function again(context: ServiceContext, why: WhyRecord): Promise<Replayed | string> {
  try {
    await askAgain(context, why);
  } catch (error) {
    if (error instanceof Replayed) return error;
    if (error instanceof IsthmusError && error.code !== 'IST-7010' && error.code !== 'IST-7006') return error.message;
    throw error;
  }
  throw new TypeError(`${why.decision} ended without a result`);
}

/** The first member that differs: of inputs, then of the whole, the summary, the rows. */
async function differenceOf(
  context: ServiceContext,
  why: WhyRecord,
  result: ResultRecord | undefined,
  made: Replayed,
): Promise<Difference> {
  const inputs = firstDifference(plain(inputsOf(why)), plain(inputsOf(made.why)), 'inputs');
  if (inputs !== undefined) return inputs;
  if (result !== undefined) {
    const doc = await readResultDoc(context.store, result.id);
    const found =
      (doc === null ? undefined : firstDifference(doc, plain(made.doc), 'result')) ??
      (await rowDifference(context, result, made)) ??
      firstDifference(result.summary, plain(made.summary), 'summary');
    if (found !== undefined) return found;
  }
  return { where: 'resultDigest', recorded: why.resultDigest, now: made.why.resultDigest };
}

const inputsOf = ({ estateDigest, catalogVersion, packs, settings }: WhyRecord) => ({
  estateDigest,
  catalogVersion,
  packs,
  settings,
});

async function rowDifference(
  context: ServiceContext,
  { id, rowCount }: ResultRecord,
  { rows }: Replayed,
): Promise<Difference | undefined> {
  let at = 0;
  for await (const { doc } of eachResultRow(context, id)) {
    const found = firstDifference(doc, plain(rows[at]?.doc), `rows[${at}]`);
    if (found !== undefined) return found;
    at += 1;
  }
  // Of older checks the rows are gone: that is no difference.
  if (at === 0 && rowCount > 0) return undefined;
  return at === rows.length ? undefined : { where: 'rows', recorded: `${at} rows`, now: `${rows.length} rows` };
}

const plain = (value: unknown): unknown =>
  value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as unknown);
