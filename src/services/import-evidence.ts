/** Brings in a file of evidence for controls (S7): all of it or nothing, with a receipt of what was not understood. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import type { EvidenceImportDocument, EvidenceReceipt } from '../api/controls.ts';
import { failure } from '../core/errors/registry.ts';
import { suggestion } from '../core/policy/did-you-mean.ts';
import { readFeed } from '../formats/feeds/read-feed.ts';
import {
  controlEvidenceWriter,
  findControlImport,
  insertControlImport,
  readControlImport,
  readControlImports,
  retireControlImport,
  saveControlReceipt,
} from '../store/control-evidence.ts';
import type { StoredControlImport } from '../store/control-evidence.ts';
import { recordAudit } from './audit.ts';
import { newId, throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';
import { EvidenceTally } from './evidence-tally.ts';
import { targetIndexOf } from './evidence-targets.ts';
import { requireSites } from './sites-document.ts';

export interface EvidenceFile {
  readonly path: string;
  /** Name the user knows it by. */
  readonly fileName: string;
  /** Site that results about a whole cluster are about, and that machines are looked for at. */
  readonly siteId?: string;
}

/**
 * Throws IST-4060 to IST-4063 for a file that is none, broken, too large or without results, IST-4005 for an unknown site;
 * nothing is kept then. A file that is there already is answered with its import.
 */
export async function importEvidence(context: ServiceContext, file: EvidenceFile): Promise<EvidenceImportDocument> {
  const siteId = file.siteId ?? null;
  if (siteId !== null) await requireSite(context, siteId);
  context.progress(0.02, 'reading the file');
  const sha256 = await digestOfFile(file.path);
  const there = await findControlImport<EvidenceReceipt>(context.store, sha256, siteId);
  if (there !== undefined) return { ...documentOf(there), already: true };
  context.progress(0.1, 'loading the estate');
  const index = await targetIndexOf(context);
  const { size } = await stat(file.path);
  const record = {
    id: newId('evi'),
    fileName: file.fileName,
    sha256,
    sizeBytes: size,
    siteId,
    actor: context.actor,
    createdAt: context.clock(),
  };
  const tally = new EvidenceTally((await context.catalog())['control-mappings'], index, file.siteId);
  const receipt = await context.store.transaction(async (connection) => {
    await insertControlImport(connection, record);
    const writer = controlEvidenceWriter(connection, record.id);
    for await (const items of readFeed(file.path, file.fileName)) {
      throwIfCancelled(context);
      for (const item of items) {
        const made = tally.take(item);
        if (made === undefined) continue;
        if (made.target !== undefined) await writer.target(...made.target);
        if (made.rule !== undefined) await writer.rule(...made.rule);
        await writer.evidence(made.evidence);
      }
      context.progress(0.3, 'reading results', `${tally.records}`);
    }
    if (tally.records === 0) throw failure('IST-4063', `${file.fileName} holds no results`);
    await writer.flush();
    const counted = tally.receipt();
    await saveControlReceipt(connection, record.id, counted);
    await recordAudit(context, connection, {
      action: 'evidence.import',
      object: { kind: 'evidence-import', id: record.id },
      detail: { fileName: record.fileName, sha256, siteId, records: counted.records, kept: counted.kept },
    });
    return counted;
  });
  return documentOf({ ...record, receipt, retiredBy: null, retiredAt: null });
}

export async function listEvidenceImports(context: ServiceContext): Promise<EvidenceImportDocument[]> {
  return (await readControlImports<EvidenceReceipt>(context.store)).map((record) => documentOf(record));
}

/** Throws IST-4064. */
export async function getEvidenceImport(context: ServiceContext, id: string): Promise<EvidenceImportDocument> {
  const record = await readControlImport<EvidenceReceipt>(context.store, id);
  if (record === undefined) throw failure('IST-4064', `there is no evidence import ${id}`);
  return documentOf(record);
}

/** Takes the evidence away; the receipt stays, and says who did. Throws IST-4064. */
export async function deleteEvidenceImport(context: ServiceContext, id: string): Promise<EvidenceImportDocument> {
  await context.store.transaction(async (connection) => {
    if (!(await retireControlImport(connection, id, context.actor, context.clock()))) {
      throw failure('IST-4064', `there is no evidence import ${id} in force`);
    }
    await recordAudit(context, connection, { action: 'evidence.delete', object: { kind: 'evidence-import', id } });
  });
  return getEvidenceImport(context, id);
}

async function requireSite(context: ServiceContext, siteId: string): Promise<void> {
  const { file } = await requireSites(context);
  const ids = file.sites.map(({ id }) => id);
  if (ids.includes(siteId)) return;
  throw failure(
    'IST-4005',
    `There is no site "${siteId}" in sites.yaml.${suggestion(siteId, ids)} Sites: ${ids.join(', ')}`,
  );
}

async function digestOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) hash.update(piece);
  return hash.digest('hex');
}

const documentOf = (record: StoredControlImport<EvidenceReceipt>): EvidenceImportDocument => ({
  ...record,
  createdAt: record.createdAt.toISOString(),
  retiredAt: record.retiredAt?.toISOString() ?? null,
});
