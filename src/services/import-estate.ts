/** Reads an estate file back in: the sources it names, each as it was (D11). */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { failure } from '../core/errors/registry.ts';
import type { Source } from '../core/model/estate.ts';
import { estateFileHeaderSchema } from '../core/model/estate-file.ts';
import type { EstateFileHeader } from '../core/model/estate-file.ts';
import { inventoryItemSchema } from '../core/model/observation-schema.ts';
import type { InventoryItem, Receipt } from '../providers/provider.ts';
import type { ServiceContext } from './context.ts';
import { importSources } from './import-items.ts';
import type { ImportOutcome } from './import-items.ts';

/** A line holds one machine; the largest seen hold some hundred disks. */
const LONGEST_LINE = 4 * 1024 * 1024;
const BATCH = 500;

export interface ImportEstateRequest {
  readonly path: string;
  readonly fileName: string;
}

/**
 * One transaction. Throws IST-1002 when it is no estate file, IST-1015 for a line that cannot be read, IST-1018 for one
 * that is too long, IST-2223 when a source of the file is connected live here.
 */
export async function importEstate(context: ServiceContext, request: ImportEstateRequest): Promise<ImportOutcome> {
  const { fileName } = request;
  return importSources(context, `import estate ${fileName}`, async (open, progress) => {
    const hash = createHash('sha256');
    let header: EstateFileHeader | undefined;
    let sizeBytes = 0;
    const counts = new Map<string, Record<string, number>>();
    let batch: InventoryItem[] = [];
    const flush = async (): Promise<void> => {
      for (const [sourceId, items] of Map.groupBy(batch, sourceIdOf)) {
        const source = header?.sources.find(({ id }) => id === sourceId);
        if (source === undefined)
          throw failure(
            'IST-1015',
            `${fileName} has an item of source "${sourceId}", which its first line does not name`,
          );
        const counted = counts.get(sourceId) ?? {};
        for (const { type } of items) {
          const noun = type === 'dependency' ? 'dependencies' : `${type}s`;
          counted[noun] = (counted[noun] ?? 0) + 1;
        }
        counts.set(sourceId, counted);
        await (await open(source)).items(items);
      }
      batch = [];
    };
    let number = 0;
    for await (const line of linesOf(request, context.signal)) {
      number += 1;
      hash.update(line).update('\n');
      sizeBytes += Buffer.byteLength(line) + 1;
      if (header === undefined) {
        header = headerOf(line, fileName);
        await refuseConnected(context, header);
        // A source without items is opened as well: what it said before is no longer so.
        for (const source of header.sources) await open(source);
      } else batch.push(itemOf(line, `${fileName} line ${number}`));
      if (batch.length >= BATCH) {
        await flush();
        progress(0.5, 'reading the estate file');
      }
    }
    if (header === undefined) throw failure('IST-1002', `${fileName} is empty`);
    await flush();
    const sha256 = hash.digest('hex');
    return header.sources.map((source) => ({
      source,
      receipt: receiptOf({ source, fileName, sha256, sizeBytes, counts: counts.get(source.id) ?? {} }),
    }));
  });
}

async function* linesOf({ path, fileName }: ImportEstateRequest, signal?: AbortSignal): AsyncGenerator<string> {
  let rest = '';
  const stream = createReadStream(path, { encoding: 'utf8', ...(signal !== undefined && { signal }) });
  for await (const chunk of stream) {
    const lines = (rest + String(chunk)).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > LONGEST_LINE)
      throw failure('IST-1018', `${fileName} has a line longer than ${LONGEST_LINE} characters`);
    for (const line of lines) if (line.trim() !== '') yield line;
  }
  if (rest.trim() !== '') throw failure('IST-1005', `${fileName} ends within a line`);
}

function parsed(line: string, where: string): unknown {
  try {
    return JSON.parse(line);
  } catch (cause) {
    throw failure('IST-1015', `${where} is not JSON`, { cause });
  }
}

function headerOf(line: string, fileName: string): EstateFileHeader {
  const hint = 'Give a file that was written by: isthmus export estate';
  const result = estateFileHeaderSchema.safeParse(
    line.startsWith('{') ? parsed(line, `${fileName} line 1`) : undefined,
  );
  if (result.success) return result.data;
  throw failure('IST-1002', `${fileName} is no estate file`, { hint, causes: causesOf(result.error.issues) });
}

function itemOf(line: string, where: string): InventoryItem {
  const result = inventoryItemSchema.safeParse(parsed(line, where));
  if (result.success) return result.data;
  throw failure('IST-1015', `${where} is no item of an estate`, { causes: causesOf(result.error.issues) });
}

const causesOf = (issues: readonly { readonly path: PropertyKey[]; readonly message: string }[]) =>
  issues.slice(0, 10).map(({ path, message }) => ({ where: path.map(String).join('.') || 'line', message }));

function sourceIdOf(item: InventoryItem): string {
  switch (item.type) {
    case 'workload':
      return item.observation.sourceId;
    case 'host':
      return item.host.observedBy.sourceId;
    case 'cluster':
      return item.cluster.observedBy.sourceId;
    case 'network':
      return item.network.observedBy.sourceId;
    case 'datastore':
      return item.datastore.observedBy.sourceId;
    case 'dependency':
      return item.dependency.sourceId;
  }
}

/** What a live source says here must not be replaced by what a file says of it. */
async function refuseConnected(context: ServiceContext, { sources }: EstateFileHeader): Promise<void> {
  const { rows } = await context.store.query<{ source_id: string }>(
    'select source_id from connections where source_id = any($1) order by source_id',
    [sources.map(({ id }) => id)],
  );
  if (rows.length === 0) return;
  throw failure('IST-2223', `${rows.map((row) => row.source_id).join(', ')} is connected live here`, {
    hint: 'Import the file into an installation of its own: ISTHMUS_HOME=<folder> isthmus import estate …',
  });
}

interface About {
  readonly source: Source;
  readonly fileName: string;
  readonly sha256: string;
  readonly sizeBytes: number;
  readonly counts: Readonly<Record<string, number>>;
}

function receiptOf({ source, fileName, sha256, sizeBytes, counts }: About): Receipt {
  return {
    providerKind: source.providerKind,
    fileName,
    sha256,
    sizeBytes,
    observedAt: source.observedAt,
    parts: Object.entries(counts).map(([name, rows]) => ({ name, rows, handling: 'read' })),
    counts,
    missing: [],
    issueCounts: { error: 0, warning: 0, info: 0 },
    skippedRows: 0,
    bytesSent: 0,
  };
}
