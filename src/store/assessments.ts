/** Assessments as they are kept: whole runs in columns, and blocks of what is said of single workloads. */

import { deflateRawSync, inflateRawSync } from 'node:zlib';
import type { PackHeader } from '../core/assess/shape-pack.ts';
import type { RunRows } from '../core/assess/run.ts';
import type { Queryable } from './store.ts';

/** Texts compress well at once; more effort gains little. */
const LEVEL = 1;

export const deflated = (text: string): Buffer => deflateRawSync(text, { level: LEVEL });
export const inflated = (bytes: Uint8Array): string => inflateRawSync(bytes).toString('utf8');

export interface StoredRun {
  readonly resultId: string;
  readonly basis: string;
  readonly chain: readonly string[];
  readonly header: PackHeader;
  /** Packed shapes as JSON, one a line: those that the chain had before, and its own. */
  readonly shapes: readonly string[];
  readonly rows: Omit<RunRows, 'ids'>;
}

const little = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

/** Little-endian, whatever machine writes it. */
function bytesOf(numbers: Uint32Array): Buffer {
  const bytes = Buffer.from(Uint8Array.from(new Uint8Array(numbers.buffer, numbers.byteOffset, numbers.byteLength)));
  return little ? bytes : bytes.swap32();
}

function numbersOf(bytes: Buffer): Uint32Array {
  const own = Buffer.from(Uint8Array.from(bytes).buffer);
  if (!little) own.swap32();
  return new Uint32Array(own.buffer, own.byteOffset, own.length / 4);
}

/** @param firstNew number of the first shape that is not in the results it goes on from. */
export async function saveRun(connection: Queryable, run: StoredRun, firstNew: number): Promise<void> {
  await connection.query(
    `insert into assessment_runs (result_id, basis, chain, header, shapes, row_shapes, row_points, row_digests)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [
      run.resultId,
      run.basis,
      run.chain,
      JSON.stringify(run.header),
      deflated(run.shapes.slice(firstNew).join('\n')),
      bytesOf(run.rows.shapes),
      Buffer.from(run.rows.points),
      Buffer.from(run.rows.digests),
    ],
  );
}

interface RunRecord {
  readonly resultId: string;
  readonly basis: string;
  readonly chain: string[];
  readonly header: PackHeader;
  readonly row_shapes: Buffer;
  readonly row_points: Buffer;
  readonly row_digests: Buffer;
}

export async function readRun(db: Queryable, resultId: string): Promise<StoredRun | undefined> {
  const { rows } = await db.query<RunRecord>(
    `select result_id as "resultId", basis, chain, header, row_shapes, row_points, row_digests
     from assessment_runs where result_id = $1`,
    [resultId],
  );
  const [found] = rows;
  if (found === undefined) return undefined;
  const { basis, chain, header } = found;
  // Numbers of shapes go on through the chain, the oldest result's first.
  const { rows: parts } = await db.query<{ shapes: Buffer }>(
    'select shapes from assessment_runs where result_id = any($1) order by array_position($1::text[], result_id) desc',
    [chain],
  );
  const texts = parts.map((part) => inflated(part.shapes)).filter((text) => text !== '');
  return {
    resultId,
    basis,
    chain,
    header,
    shapes: texts.flatMap((text) => text.split('\n')),
    rows: {
      shapes: numbersOf(found.row_shapes),
      points: new Uint8Array(found.row_points),
      digests: new Uint8Array(found.row_digests),
    },
  };
}

/** The newest result of this basis; undefined when there is none. */
export async function newestOfBasis(db: Queryable, basis: string): Promise<string | undefined> {
  const { rows } = await db.query<{ id: string }>(
    `select r.id from assessment_runs a join results r on r.id = a.result_id where a.basis = $1 order by r.seq desc limit 1`,
    [basis],
  );
  return rows[0]?.id;
}

/** Where the words of this result's rows are, and what their numbers mean. */
export async function readRunHead(
  db: Queryable,
  resultId: string,
): Promise<Pick<StoredRun, 'chain' | 'header'> | undefined> {
  const { rows } = await db.query<{ chain: string[]; header: PackHeader }>(
    'select chain, header from assessment_runs where result_id = $1',
    [resultId],
  );
  return rows[0];
}

export interface AssessmentBlock {
  readonly firstId: string;
  readonly lastId: string;
  readonly rows: number;
  /** Deflated. */
  readonly body: Uint8Array;
}

export async function saveBlock(connection: Queryable, resultId: string, block: AssessmentBlock): Promise<void> {
  await connection.query(
    'insert into assessment_blocks (result_id, first_id, last_id, rows, body) values ($1, $2, $3, $4, $5)',
    [resultId, block.firstId, block.lastId, block.rows, Buffer.from(block.body)],
  );
}

/** Texts of the blocks that may hold one of these workloads, newest first. */
export async function readBlocks(
  db: Queryable,
  chain: readonly string[],
  workloadIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await db.query<{ body: Buffer }>(
    `select body from assessment_blocks b
     where result_id = any($1) and exists (select 1 from unnest($2::text[]) id where id collate "C" between b.first_id and b.last_id)
     order by array_position($1::text[], result_id), first_id`,
    [chain, workloadIds],
  );
  return rows.map(({ body }) => inflated(body));
}
