/** Writes the audit log as a file that verifies by itself: page by page, each page read from the database when asked. */

import { failure } from '../core/errors/registry.ts';
import { EXPORT_FORMAT, NO_HASH, recordLine, textOfLine } from '../core/evidence/audit-lines.ts';
import type { Checkpoint, ExportEnd, ExportLine, KeyChange } from '../core/evidence/audit-lines.ts';
import { hexDigest } from '../core/evidence/audit-record.ts';
import { canonicalJson } from '../core/evidence/canonical-json.ts';
import { newestCheckpoint, readCheckpoints, readKeys } from '../store/audit-checkpoints.ts';
import type { StoredCheckpoint } from '../store/audit-checkpoints.ts';
import { lockHead, readActorNames, readRecords, removedAfter } from '../store/audit.ts';
import type { Queryable } from '../store/store.ts';
import { signerOf } from './audit-key.ts';
import { keepHeadFile } from './audit-head.ts';
import { checkpointIn } from './audit-checkpoint.ts';
import type { ServiceContext } from './context.ts';

/** The records an export holds, both included. Without records `to` is less than `from`. */
export interface ExportRange {
  readonly from: number;
  readonly to: number;
}

export interface ExportPage {
  /** Lines with their line feeds. */
  readonly text: string;
  /** Where the next page starts; null behind the last record. */
  readonly next: number | null;
}

const PAGE_RECORDS = 5000;

const textOf = (lines: readonly ExportLine[]): string => lines.map((line) => `${textOfLine(line)}\n`).join('');
const checkpointLine = ({ body, signature }: StoredCheckpoint): ExportLine => ({
  checkpoint: JSON.parse(body) as Checkpoint,
  signature,
});

/**
 * Signs the end of the log, so that all of it is covered, and gives the lines before the first record. With `from`, the
 * export begins behind the last checkpoint before that record; otherwise with the first record there is.
 */
export async function startExport(
  context: ServiceContext,
  asked: { readonly from?: number | undefined } = {},
): Promise<ExportRange & { readonly text: string }> {
  const { signed, ...start } = await context.store.transaction(async (db) => {
    const { checkpoint, signer } = await checkpointIn(context, db);
    const to = checkpoint?.seq ?? 0;
    const anchor = await anchorOf(db, Math.min(asked.from ?? 1, to + 1));
    const from = (anchor?.seq ?? 0) + 1;
    const lines = await preface(db, { from, to }, signer.fingerprint);
    const text = textOf([...lines, ...(anchor === undefined ? [] : [checkpointLine(anchor)])]);
    return { from, to, text, signed: checkpoint };
  });
  if (signed !== undefined) await keepHeadFile(context, signed);
  return start;
}

/** What stands above the first record and the checkpoint it is anchored on. */
async function preface(db: Queryable, { from, to }: ExportRange, key: string): Promise<readonly ExportLine[]> {
  const actors = await readActorNames(db, from, to);
  return [
    { header: { format: EXPORT_FORMAT, from, key } },
    ...(await keyChanges(db)),
    ...actors.map((actor) => ({ actor })),
  ];
}

/** The checkpoint before a record; for the first records there are, the one they were cut off at, if they were. */
async function anchorOf(db: Queryable, from: number): Promise<StoredCheckpoint | undefined> {
  const before = await newestCheckpoint(db, from - 1);
  if (before !== undefined) return before;
  const { rows } = await db.query<{ first: number | null }>('select min(seq)::float8 as first from audit_records');
  return newestCheckpoint(db, (rows[0]?.first ?? 1) - 1);
}

async function keyChanges(db: Queryable): Promise<ExportLine[]> {
  return (await readKeys(db)).flatMap(({ change, signedByFormer, signedByItself }) =>
    change === null || signedByFormer === null || signedByItself === null
      ? []
      : [
          {
            keyChange: JSON.parse(change) as KeyChange,
            signatures: { former: signedByFormer, itself: signedByItself },
          },
        ],
  );
}

/** Records from `from` on with the checkpoints between them. */
export async function exportPage(context: ServiceContext, { from, to }: ExportRange): Promise<ExportPage> {
  const records = await readRecords(context.store, { from, to, limit: PAGE_RECORDS });
  const last = records.at(-1)?.seq;
  if (last === undefined) return { text: '', next: null };
  const checkpoints = new Map((await readCheckpoints(context.store, from, last)).map((each) => [each.seq, each]));
  let text = '';
  for (const record of records) {
    text += `${recordLine(record)}\n`;
    const checkpoint = checkpoints.get(record.seq);
    if (checkpoint !== undefined) text += textOf([checkpointLine(checkpoint)]);
  }
  return { text, next: last < to ? last + 1 : null };
}

/** The last line, which signs how much there is before it. Throws IST-6109 when something was removed meanwhile. */
export function endExport(context: ServiceContext, { from, to }: ExportRange): Promise<string> {
  return context.store.transaction(async (db) => {
    await lockHead(db);
    if (await removedAfter(db, to)) throw failure('IST-6109', `something was removed after record ${to}`);
    const signer = await signerOf(context, db);
    const checkpoint = await newestCheckpoint(db, to);
    if ((checkpoint?.seq ?? 0) !== to) throw failure('IST-6109', `there is no checkpoint at record ${to}`);
    const { rows } = await db.query<{ records: number; checkpoints: number }>(
      `select (select count(*)::int from audit_records where seq between $1 and $2) as records,
              (select count(*)::int from audit_checkpoints where seq between $1 - 1 and $2 and seq > 0) as checkpoints`,
      [from, to],
    );
    const above = await preface(db, { from, to }, signer.fingerprint);
    const end: ExportEnd = {
      actors: above.filter((line) => 'actor' in line).length,
      at: context.clock().toISOString(),
      checkpoints: rows[0]?.checkpoints ?? 0,
      format: EXPORT_FORMAT,
      from,
      hash: checkpoint === undefined ? NO_HASH : (JSON.parse(checkpoint.body) as Checkpoint).hash,
      key: signer.fingerprint,
      keyChanges: above.filter((line) => 'keyChange' in line).length,
      preface: hexDigest(textOf(above)),
      records: rows[0]?.records ?? 0,
      to,
    };
    return textOf([{ end, signature: signer.sign(canonicalJson(end)) }]);
  });
}

/** All of it, as a reader of this process takes it. */
export async function* exportAll(context: ServiceContext): AsyncGenerator<string> {
  const { text, ...range } = await startExport(context);
  yield text;
  for (let from: number | null = range.from; from !== null && from <= range.to;) {
    const page: ExportPage = await exportPage(context, { from, to: range.to });
    yield page.text;
    from = page.next;
  }
  yield await endExport(context, range);
}
