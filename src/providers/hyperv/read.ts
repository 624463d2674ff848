/** Reads files: the collector's JSON of one or several hosts, or what other tools wrote of Hyper-V. */

import { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import { openDocuments } from '../../formats/documents.ts';
import type { TextDocument } from '../../formats/documents.ts';
import { parseJson } from '../../formats/json.ts';
import { DEFAULT_LIMITS } from '../../formats/limits.ts';
import { ImportRun } from '../import-run.ts';
import { reportUnread } from '../unread-document.ts';
import type { FileImportRequest, Receipt } from '../provider.ts';
import { emptyGathered, gather, joinByName } from './gather.ts';
import type { Gathered } from './gather.ts';
import { issuesOf, missingOf } from './report.ts';
import { itemsOf } from './items.ts';
import { looksLikeCsv, readCsvRows } from './scvmm-csv.ts';

export const KIND = 'hyperv';
const MAX_BYTES = 384 * 1024 ** 2;
const READING_SHARE = 0.8;

/** Throws IST-1001, IST-1002, IST-1005 to IST-1007, IST-1013 to IST-1015, IST-1017, IST-1018 and the signal's reason. */
export async function readHyperv(request: FileImportRequest): Promise<Receipt> {
  const { path, fileName, signal } = request;
  await using opened = await openDocuments(path, fileName, {
    wanted: (name) => /\.(json|csv|txt)$/i.test(name),
    what: '.json that the collector wrote, .csv of System Center',
    maxBytes: MAX_BYTES,
    limits: DEFAULT_LIMITS,
    signal,
  });
  const run = new ImportRun(request);
  const gathered = emptyGathered();
  for (const [index, document] of opened.documents.entries()) {
    run.progress((index / opened.documents.length) * READING_SHARE, `reading ${document.name}`);
    await readDocument(document, opened.alone, gathered, run, signal);
  }
  joinByName(gathered);
  if (gathered.machines.size === 0 && gathered.hosts.length === 0) {
    throw failure('IST-1017', `${fileName} holds nothing that Hyper-V's tools wrote`);
  }
  return await handOver(gathered, opened, run, request);
}

async function readDocument(
  document: TextDocument,
  alone: boolean,
  gathered: Gathered,
  run: ImportRun,
  signal: AbortSignal | undefined,
): Promise<void> {
  try {
    const text = await document.text(signal);
    const rows = looksLikeCsv(text) ? await readCsvRows(text, document.name, signal) : undefined;
    const found = gather(gathered, rows ?? parseJson(jsonPart(text), document.name));
    run.parts.push({ name: document.name, rows: found, handling: found > 0 ? 'read' : 'ignored' });
    if (found === 0) reportStranger(document, run);
  } catch (error) {
    if (!(error instanceof IsthmusError) || alone) throw error;
    run.parts.push({ name: document.name, rows: 0, handling: 'ignored' });
    reportUnread(document, run, error);
  }
}

/** Consoles and profiles put lines before the JSON; it starts with the first line that starts with a bracket. */
export function jsonPart(text: string): string {
  const start = /^[ \t]*[[{]/m.exec(text)?.index ?? 0;
  return start === 0 ? text : text.slice(start);
}

async function handOver(
  gathered: Gathered,
  file: { readonly sha256: string; readonly sizeBytes: number },
  run: ImportRun,
  request: FileImportRequest,
): Promise<Receipt> {
  const { sourceId, observedAt } = request;
  for (const issue of issuesOf(gathered)) run.issue(issue, issue.kind);
  for (const { part, cost, facts } of missingOf(gathered)) run.miss(part, cost, facts);
  const items = itemsOf(gathered, { sourceId, observedAt });
  for (const [index, item] of items.entries()) {
    if (item.type === 'workload') await run.workload(item.observation, item.observation.facts.name ?? 'machine');
    else await run.entity(item);
    run.progress(READING_SHARE + (1 - READING_SHARE) * (index / items.length), 'handing over machines');
  }
  return run.finish(KIND, file, { observedAt: gathered.observedAt, producer: gathered.producer });
}

function reportStranger(document: TextDocument, run: ImportRun): void {
  run.issue({
    severity: 'warning',
    code: 'NOT_HYPERV',
    where: document.name,
    message: 'no machines or hosts of Hyper-V were found (it is of another kind); the file was left out',
    fix: 'Keep only the files in the folder that the collector wrote.',
    skipped: true,
  });
}
