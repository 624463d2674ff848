/** Whom each observed dependency means, kept so that a change of some workloads need not ask for all again. */

import { hash } from 'node:crypto';
import { keysOfReference } from '../core/applications/end-index.ts';
import type { PlacedWord } from '../core/applications/edges.ts';
import type { EndSigns } from '../core/applications/noise.ts';
import type { Dependency } from '../core/model/estate.ts';
import { bulkWriter } from './bulk.ts';
import { inBatches } from './observations.ts';
import type { Queryable } from './store.ts';

/** A reference with more candidates is resolved with all workloads at hand, or not at all. */
const MOST_CANDIDATES = 500;
const LONGEST_INDEXED = 200;

/** The text itself, or its hash where it is too long for an index. */
export function indexed(text: string): string {
  return text.length <= LONGEST_INDEXED ? text : `#${hash('sha256', text, 'base64url')}`;
}

export interface StatedReference {
  readonly sourceId: string;
  readonly text: string;
}

/** Each reference of each source once, in batches. Needs a transaction. */
export async function* statedReferences(connection: Queryable): AsyncGenerator<readonly StatedReference[]> {
  yield* inBatches<{ sourceId: string; text: string }>(
    connection,
    `select source_id as "sourceId", doc->>'fromWorkloadId' as text from observed_inventory where kind = 'dependency'
     union select source_id, doc->>'toWorkloadId' from observed_inventory where kind = 'dependency'`,
    [],
    5000,
  );
}

export interface WordBook {
  reference(reference: StatedReference, candidates: readonly string[]): Promise<void> | undefined;
  word(sourceId: string, seq: number, doc: Dependency, placed: PlacedWord): Promise<void> | undefined;
  signs(all: ReadonlyMap<string, EndSigns>): Promise<void>;
  /** Must be awaited before the transaction ends. */
  flush(): Promise<void>;
}

/** Takes the place of all that was kept. */
export async function newWordBook(connection: Queryable): Promise<WordBook> {
  for (const table of ['dependency_references', 'dependency_words', 'dependency_signs'])
    await connection.query(`delete from ${table}`);
  const references = bulkWriter(connection, 'dependency_references', ['reference', 'source_id', 'keys', 'candidates']);
  const words = bulkWriter(connection, 'dependency_words', WORD_COLUMNS);
  return {
    reference: ({ sourceId, text }, candidates) =>
      references.add([
        indexed(text),
        sourceId,
        keysOfReference(text, sourceId).map(indexed),
        candidates.length > MOST_CANDIDATES ? null : candidates,
      ]),
    word: (sourceId, seq, doc, placed) =>
      words.add([sourceId, seq, indexed(doc.fromWorkloadId), indexed(doc.toWorkloadId), ...placedValues(placed)]),
    signs: (all) => saveSigns(connection, [...all.keys()], all),
    async flush() {
      await references.flush();
      await words.flush();
      // What follows asks for few of many: a database that believes them empty would read them whole.
      await connection.query('analyze dependency_references, dependency_words');
    },
  };
}

const WORD_COLUMNS = ['source_id', 'seq', 'from_reference', 'to_reference', 'state', 'ambiguous', 'from_end', 'to_end'];

const placedValues = ({ state, ambiguous, from, to }: PlacedWord): readonly unknown[] => [
  state,
  ambiguous,
  from === undefined ? null : indexed(from),
  to === undefined ? null : indexed(to),
];

/** Whether whom dependencies mean was written down when they were last made. */
export async function hasWords(connection: Queryable): Promise<boolean> {
  const { rows } = await connection.query('select 1 from dependency_words limit 1');
  return rows.length > 0;
}

export interface KnownReference {
  readonly reference: string;
  readonly sourceId: string;
  /** Undefined: too many. */
  readonly candidates: readonly string[] | undefined;
}

type ReferenceRow = Omit<KnownReference, 'candidates'> & { readonly candidates: readonly string[] | null };
const REFERENCE = 'r.reference, r.source_id as "sourceId", r.candidates';
const known = ({ candidates, ...row }: ReferenceRow): KnownReference => ({
  ...row,
  candidates: candidates ?? undefined,
});

/** References that may mean a workload with one of these keys, each once. */
export async function referencesBearing(
  connection: Queryable,
  keys: Iterable<string>,
): Promise<readonly KnownReference[]> {
  // One key at a time: an index on lists is slow when asked for many at once.
  const { rows } = await connection.query<ReferenceRow>(
    `select distinct on (r.reference, r.source_id) ${REFERENCE} from unnest($1::text[]) as wanted (key)
     cross join lateral (select * from dependency_references where keys @> array[wanted.key]) r
     order by r.reference, r.source_id`,
    [[...new Set([...keys].map(indexed))]],
  );
  return rows.map(known);
}

export async function readReferences(
  connection: Queryable,
  references: readonly string[],
): Promise<readonly KnownReference[]> {
  const { rows } = await connection.query<ReferenceRow>(
    `select ${REFERENCE} from dependency_references r where reference = any($1)`,
    [references],
  );
  return rows.map(known);
}

export async function saveCandidates(
  connection: Queryable,
  changed: readonly (Pick<KnownReference, 'reference' | 'sourceId'> & { readonly candidates: readonly string[] })[],
): Promise<void> {
  if (changed.length === 0) return;
  // Rows of different lengths: each travels as JSON.
  await connection.query(
    `update dependency_references r set candidates = case when json_array_length(given.candidates) > ${MOST_CANDIDATES}
       then null else array(select json_array_elements_text(given.candidates)) end
     from unnest($1::text[], $2::text[], $3::json[]) as given (reference, source_id, candidates)
     where r.reference = given.reference and r.source_id = given.source_id`,
    [
      changed.map(({ reference }) => reference),
      changed.map(({ sourceId }) => sourceId),
      changed.map(({ candidates }) => JSON.stringify(candidates)),
    ],
  );
}

/** One observed dependency and whom it means. */
export interface KnownWord {
  readonly sourceId: string;
  readonly seq: number;
  readonly doc: Dependency;
  readonly fromReference: string;
  readonly toReference: string;
  readonly placed: PlacedWord;
}

interface WordRow extends Omit<KnownWord, 'placed'> {
  readonly state: PlacedWord['state'];
  readonly ambiguous: boolean;
  readonly fromEnd: string | null;
  readonly toEnd: string | null;
}

/** More than this at once is no small change any more. */
export const MOST_WORDS = 50_000;

/** Words with one of these references on either side; as many as MOST_WORDS and one, as everywhere here. */
export const wordsNaming = (connection: Queryable, references: readonly string[]): Promise<readonly KnownWord[]> =>
  readWords(connection, 'from_reference = any($1) or to_reference = any($2)', references);

/** All words of the edges that come from the first or lead to the second of these ends, and such open words. */
export const wordsOfEnds = (
  connection: Queryable,
  from: Iterable<string>,
  to: Iterable<string>,
): Promise<readonly KnownWord[]> =>
  readWords(connection, 'from_end = any($1) or to_end = any($2)', [...from].map(indexed), [...to].map(indexed));

/** Words of these workloads whose other end is no one workload. */
export const openWordsOf = (connection: Queryable, ids: readonly string[]): Promise<readonly KnownWord[]> =>
  readWords(connection, "(state = 'out' and from_end = any($1)) or (state = 'in' and to_end = any($2))", ids);

async function readWords(
  connection: Queryable,
  where: string,
  from: readonly string[],
  to = from,
): Promise<readonly KnownWord[]> {
  if (from.length + to.length === 0) return [];
  const { rows } = await connection.query<WordRow>(
    `select w.source_id as "sourceId", w.seq, o.doc, w.from_reference as "fromReference", w.to_reference as "toReference",
            w.state, w.ambiguous, w.from_end as "fromEnd", w.to_end as "toEnd"
     from (select * from dependency_words where ${where} limit ${MOST_WORDS + 1}) w
     join observed_inventory o on o.source_id = w.source_id and o.seq = w.seq`,
    [from, to],
  );
  return rows.map(({ state, ambiguous, fromEnd, toEnd, ...row }) => {
    // The open end is the reference itself, whose whole text is in the document.
    const from = state === 'in' ? row.doc.fromWorkloadId : fromEnd;
    const to = state === 'out' ? row.doc.toWorkloadId : toEnd;
    return { ...row, placed: { state, ambiguous, ...(from !== null && { from }), ...(to !== null && { to }) } };
  });
}

export async function savePlaced(connection: Queryable, words: readonly KnownWord[]): Promise<void> {
  if (words.length === 0) return;
  const values = words.map(({ placed }) => placedValues(placed));
  await connection.query(
    `update dependency_words w
     set state = given.state, ambiguous = given.ambiguous, from_end = given.from_end, to_end = given.to_end
     from unnest($1::text[], $2::int[], $3::text[], $4::boolean[], $5::text[], $6::text[])
       as given (source_id, seq, state, ambiguous, from_end, to_end)
     where w.source_id = given.source_id and w.seq = given.seq`,
    [
      words.map(({ sourceId }) => sourceId),
      words.map(({ seq }) => seq),
      ...[0, 1, 2, 3].map((i) => values.map((each) => each[i])),
    ],
  );
}

/** By source: dependencies of which an end is no one workload. */
export async function countUnresolved(connection: Queryable): Promise<ReadonlyMap<string, number>> {
  const { rows } = await connection.query<{ sourceId: string; count: number }>(
    `select source_id as "sourceId", count(*)::int as count from dependency_words
     where state in ('out', 'in', 'none') group by source_id`,
  );
  return new Map(rows.map(({ sourceId, count }) => [sourceId, count]));
}

/** By end, as it was asked for. */
export async function readSigns(connection: Queryable, ends: readonly string[]): Promise<Map<string, EndSigns>> {
  const byKey = new Map(ends.map((end) => [indexed(end), end]));
  const { rows } = await connection.query<{ end: string; signs: EndSigns }>(
    'select end_id as "end", signs from dependency_signs where end_id = any($1)',
    [[...byKey.keys()]],
  );
  return new Map(rows.map(({ end, signs }) => [byKey.get(end) ?? end, signs]));
}

/** Of these ends: those without any have none from now on. */
export async function saveSigns(
  connection: Queryable,
  ends: readonly string[],
  signs: ReadonlyMap<string, EndSigns>,
): Promise<void> {
  await connection.query('delete from dependency_signs where end_id = any($1)', [ends.map(indexed)]);
  const having = ends.filter((end) => signs.has(end));
  await connection.query('insert into dependency_signs (end_id, signs) select * from unnest($1::text[], $2::json[])', [
    having.map(indexed),
    having.map((end) => JSON.stringify(signs.get(end))),
  ]);
}
