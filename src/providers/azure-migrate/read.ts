/** Reads an Azure Migrate CSV: bad rows are issues, the others are kept. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { failure } from '../../core/errors/registry.ts';
import { DEFAULT_LIMITS } from '../../formats/limits.ts';
import type { FormatLimits } from '../../formats/limits.ts';
import { recogniseFile } from '../../formats/recognise.ts';
import { ImportRun } from '../import-run.ts';
import type { FileImportRequest, Receipt } from '../provider.ts';
import { Cells } from './cells.ts';
import type { Field } from './columns.ts';
import { observe } from './observe.ts';
import { readTable } from './rows.ts';
import type { Table } from './rows.ts';

export const KIND = 'azure-migrate';
const MANDATORY = { cores: 'Cores', memory: 'Memory (In MB)', osName: 'OS name' } as const;
const HINT =
  'Give a CSV with the header row of the Azure Migrate import template: *Server name, *Cores, *Memory (In MB), *OS name.';

/** Throws IST-1001, IST-1002, IST-1010, IST-1012, IST-1013 and the signal's reason. */
export async function readServers(request: FileImportRequest, limits: FormatLimits = DEFAULT_LIMITS): Promise<Receipt> {
  const { path, fileName, signal, sourceId, observedAt } = request;
  signal?.throwIfAborted();
  const sizeBytes = await sizeOf(path, fileName);
  const run = new ImportRun(request);
  const hash = createHash('sha256');
  async function* bytes(): AsyncGenerator<Buffer> {
    let done = 0;
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      done += chunk.length;
      run.progress(0.5 * (done / Math.max(1, sizeBytes)), 'reading rows');
      yield chunk;
    }
  }
  const table = await readTable(fileName, bytes, run, limits, signal);
  if (!table.found) throw headersNotKnown(fileName, table.firstTexts);
  const file = { sha256: hash.digest('hex'), sizeBytes };
  run.parts.push({ name: fileName, rows: table.rows.length, handling: 'read' });
  noteMissing(table, run);
  for (const [index, row] of table.rows.entries()) {
    const cells = new Cells(table, row, run);
    const observation = observe(cells, { sourceId, observedAt });
    if (observation === undefined) reportNameless(cells, run);
    else if (await run.workload(observation, cells.where)) checkMandatory(cells);
    run.progress(0.5 + 0.5 * (index / table.rows.length), 'handing over servers');
  }
  if (run.workloads === 0) reportNone(run);
  return run.finish(KIND, file, { producer: 'Azure Migrate CSV' });
}

async function sizeOf(path: string, name: string): Promise<number> {
  const info = await stat(path).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason';
    throw failure('IST-1001', `${name} cannot be read (${code})`, { cause: error });
  });
  if (!info.isFile()) throw failure('IST-1002', `${name} is a folder`, { hint: HINT });
  if ((await recogniseFile(path, name)) === 'zip') {
    throw failure('IST-1002', `${name} is an archive or a workbook`, { hint: `Unpack it or save it as CSV. ${HINT}` });
  }
  return info.size;
}

function headersNotKnown(name: string, texts: readonly string[]): Error {
  const shown = texts.slice(0, 8).map((text) => `"${text.slice(0, 40)}"`);
  return failure(
    'IST-1012',
    `${name}: no header row of Azure Migrate was found; the first row is ${shown.join(', ')}`,
    {
      hint: HINT,
    },
  );
}

function noteMissing(table: Table, run: ImportRun): void {
  const has = (field: Field): boolean => table.columns.some((column) => !('disk' in column) && column.field === field);
  if (!has('bootType')) run.miss('column "Boot type"', 'BIOS or UEFI stays unknown.', ['firmware']);
  if (!has('cpuUtilisation')) {
    run.miss('column "CPU utilization percentage"', 'Sizes can only follow what is configured.', ['utilisation']);
  }
  if (!table.columns.some((column) => 'disk' in column)) {
    run.miss('columns "Disk 1 size (In GB)" …', 'Sizes of single disks stay unknown.', ['disks[].capacityMiB']);
  }
}

function checkMandatory(cells: Cells): void {
  for (const [field, header] of Object.entries(MANDATORY) as [keyof typeof MANDATORY, string][]) {
    if (cells.text(field) !== undefined) continue;
    const message = `the mandatory column ${header} is empty; it counts as unknown`;
    cells.issue('MANDATORY_EMPTY', field, message, `Fill ${header} for this server.`);
  }
}

function reportNameless(cells: Cells, run: ImportRun): void {
  run.issue({
    severity: 'error',
    code: 'MISSING_SERVER_NAME',
    where: `${cells.where}, Server name`,
    message: 'the row has no server name; it was left out',
    fix: 'Fill the column Server name, or remove the row.',
    skipped: true,
  });
}

function reportNone(run: ImportRun): void {
  run.issue({
    severity: 'error',
    code: 'NO_SERVERS',
    where: 'file',
    message: 'the file has a header and no server',
    fix: 'Fill one row for each server below the header.',
  });
}
