/**
 * What this process knows of the audit log from elsewhere than the log: the newest checkpoint as a file of the data folder,
 * beside the key, and how far the log was found intact. A log that has less, or other records there, was set back.
 */

import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readLine, textOfLine } from '../core/evidence/audit-lines.ts';
import type { Checkpoint } from '../core/evidence/audit-lines.ts';
import type { KnownHead } from '../core/evidence/known-heads.ts';
import type { StoredCheckpoint } from '../store/audit-checkpoints.ts';
import { hasHead } from '../store/audit.ts';
import type { ChainHead } from '../store/audit.ts';
import type { ServiceContext } from './context.ts';

const FOUND_INTACT = 'audit.found-intact';

/** One for each database that this data folder is used with. */
async function fileOf({ home, store }: ServiceContext): Promise<string> {
  const { rows } = await store.query<{ name: string }>('select current_database()::text as name');
  return path.join(home, `audit-head-${encodeURIComponent(rows[0]?.name ?? '')}.json`);
}

/** Undefined: there is no file yet. Null: it is damaged. */
async function readHeadFile(file: string): Promise<ChainHead | null | undefined> {
  const text = await readFile(file).catch((error: unknown) => {
    if ((error as { readonly code?: string }).code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  const line = readLine(text.subarray(0, -1));
  return typeof line !== 'string' && 'checkpoint' in line ? line.checkpoint : null;
}

/** Writes the checkpoint's file, once it is committed; never over one that the log does not have. */
export async function keepHeadFile(context: ServiceContext, { seq, body, signature }: StoredCheckpoint): Promise<void> {
  const file = await fileOf(context);
  const kept = await readHeadFile(file);
  if (kept === null) return;
  if (kept !== undefined && (kept.seq >= seq || !(await hasHead(context.store, kept)))) return;
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  const text = `${textOfLine({ checkpoint: JSON.parse(body) as Checkpoint, signature })}\n`;
  await writeFile(draft, text, { mode: 0o600, flag: 'wx' });
  await rename(draft, file);
}

/** What the log must have, and what is wrong with the file that would say so. */
export async function knownHeads(
  context: ServiceContext,
): Promise<{ readonly heads: readonly KnownHead[]; readonly fault: string | undefined }> {
  const file = await fileOf(context);
  const kept = await readHeadFile(file);
  const { rows } = await context.store.query<{ value: ChainHead }>('select value from settings where key = $1', [
    FOUND_INTACT,
  ]);
  return {
    heads: [
      ...rows.map(({ value: { seq, hash } }) => ({ seq, hash, from: 'the last time the log was found intact' })),
      ...(kept === undefined || kept === null ? [] : [{ seq: kept.seq, hash: kept.hash, from: `the file ${file}` }]),
    ],
    fault: kept === null ? `the file ${file} holds no checkpoint: what it knew of the log is lost` : undefined,
  };
}

/** To be called only when the log is intact, what was known before included. */
export async function rememberIntact(context: ServiceContext, head: ChainHead): Promise<void> {
  await context.store.query(
    `insert into settings (key, value, updated_at) values ($1, $2, $3)
     on conflict (key) do update set value = excluded.value, updated_at = excluded.updated_at`,
    [FOUND_INTACT, JSON.stringify(head), context.clock()],
  );
}
