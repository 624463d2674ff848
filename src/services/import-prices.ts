/** Reads a price list from CSV and keeps it as a version. Nothing is fetched here. */

import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { PriceList } from '../core/cost/price-list.ts';
import { PRICE_COLUMNS, priceColumns, PriceRows } from '../core/cost/price-rows.ts';
import type { PriceColumn, RefusedRow } from '../core/cost/price-rows.ts';
import type { FewerSizes } from '../core/cost/take-over.ts';
import { failure } from '../core/errors/registry.ts';
import { isDay } from '../core/model/day.ts';
import { csvPart } from '../formats/csv/csv.ts';
import { DEFAULT_LIMITS } from '../formats/limits.ts';
import { StringPool } from '../formats/string-pool.ts';
import { NO_STRING } from '../formats/table.ts';
import { savePriceList, slug } from './prices.ts';

export interface PriceImport {
  /** CSV file on this machine: SkyPilot catalogue layout, by header name. */
  readonly path: string;
  /** Name the user knows it by; absent: the path's. */
  readonly fileName?: string;
  /** Day of the prices, YYYY-MM-DD. Absent: taken from the file name ("…-20260520.csv"). */
  readonly asOf?: string;
  /** Id to name in sites.yaml; absent: made from the file name. */
  readonly id?: string;
  readonly name?: string;
  /** Where the figures come from, as people should see it. */
  readonly source?: string;
  /** Prices of later days are refused. */
  readonly today: string;
  /** The example list, which is in force where no other is. */
  readonly builtIn: PriceList;
}

export interface PriceReceipt {
  readonly id: string;
  readonly asOf: string;
  readonly digest: string;
  readonly rows: number;
  readonly offers: number;
  readonly regions: number;
  readonly acceleratorOnly: number;
  readonly repeated: number;
  readonly refusedCount: number;
  readonly refused: readonly RefusedRow[];
  readonly inForce: boolean;
  /** Why it is not in force, in words. */
  readonly why: string | null;
  readonly heldBack: readonly FewerSizes[];
}

/**
 * Reads a price file and keeps it as a version of its list; savePriceList says whether it comes into force.
 * @throws IST-5001 no header line, no date, no such file · IST-5002 no usable row · IST-5074 a day in the future
 */
export async function importPriceList(home: string, request: PriceImport, signal?: AbortSignal): Promise<PriceReceipt> {
  const fileName = request.fileName ?? basename(request.path);
  const asOf = request.asOf ?? dateIn(fileName);
  if (asOf === undefined || !isDay(asOf)) {
    throw failure('IST-5001', `${fileName}: the day of the prices is not known`, {
      hint: 'Give it as YYYY-MM-DD, or name the file so that it holds the day, as in azure-vms-20260520.csv.',
    });
  }
  if (asOf > request.today) {
    throw failure(
      'IST-5074',
      `${fileName}: the day of the prices, ${asOf}, is in the future; today is ${request.today}`,
    );
  }
  const { rows, digest } = await readRows(request.path, fileName, signal);
  if (rows.offers === 0) {
    throw failure('IST-5002', `${fileName}: none of ${rows.rows} rows can be used`, {
      causes: rows.refused.map(({ row, message }) => ({ where: `${fileName} row ${row}`, message })),
    });
  }
  const id = request.id ?? slug(fileName);
  const list = rows.toList({ id, name: request.name ?? fileName, asOf, source: request.source ?? fileName, digest });
  const { inForce, why, heldBack } = await savePriceList(home, list, request.builtIn);
  const { acceleratorOnly, repeated, refusedCount, refused } = rows;
  const regions = Object.keys(list.regions).length;
  return {
    id,
    asOf,
    digest,
    rows: rows.rows,
    offers: rows.offers,
    regions,
    acceleratorOnly,
    repeated,
    refusedCount,
    refused,
    inForce,
    why,
    heldBack,
  };
}

async function readRows(
  path: string,
  fileName: string,
  signal?: AbortSignal,
): Promise<{ rows: PriceRows; digest: string }> {
  const hash = createHash('sha256');
  const pool = new StringPool(DEFAULT_LIMITS);
  const rows = new PriceRows();
  let found = false;
  const part = csvPart(fileName, () => hashed(path, hash), pool, DEFAULT_LIMITS);
  try {
    await part.read(
      {
        header: (cells) => {
          const columns = priceColumns(cells);
          found = columns !== undefined;
          return columns;
        },
        row: (row) => {
          const cells: Partial<Record<PriceColumn, string>> = {};
          for (const [slot, column] of PRICE_COLUMNS.entries()) {
            const id = row.stringId(slot);
            if (id !== NO_STRING) cells[column] = pool.text(id);
          }
          rows.add(row.rowNumber, cells);
        },
        irregular: (row, message, skipped) => {
          if (skipped) rows.refuse(row, message);
        },
      },
      signal,
    );
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') {
      throw failure('IST-5001', `there is no file ${path}`, { cause: error });
    }
    throw error;
  }
  if (!found)
    throw failure('IST-5001', `${fileName} has no header line with InstanceType, vCPUs, MemoryGiB, Price and Region`);
  return { rows, digest: `sha256:${hash.digest('hex')}` };
}

/**
 * The file's bytes, hashed as they come. Catalogue files write the last column as V1,V2 without quotes, which reads as
 * one field too many: whole lines that end so get the quotes.
 */
async function* hashed(path: string, hash: ReturnType<typeof createHash>): AsyncGenerator<Buffer> {
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    hash.update(chunk);
    const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const end = bytes.lastIndexOf(LINE_FEED) + 1;
    rest = bytes.subarray(end);
    if (end > 0) yield quoteGenerations(bytes.subarray(0, end));
    if (rest.length > DEFAULT_LIMITS.maxRowBytes) break;
  }
  yield quoteGenerations(rest);
}

const LINE_FEED = 0x0a;

/** latin1 keeps every byte as it is, whatever the file's encoding. */
function quoteGenerations(lines: Buffer): Buffer {
  return Buffer.from(lines.toString('latin1').replaceAll(/,V1,V2(?=\r?\n|$)/g, ',"V1,V2"'), 'latin1');
}

function dateIn(fileName: string): string | undefined {
  const match = /(20\d\d)-?(\d\d)-?(\d\d)/.exec(fileName);
  return match === null ? undefined : `${match[1]}-${match[2]}-${match[3]}`;
}
