/**
 * Dependencies after some workloads changed: references that may mean them are resolved again, words that mean others
 * now are joined again, and edges of ends of which something else is told now are judged again.
 */

import { EndIndex, keysOf, keysOfReference } from '../core/applications/end-index.ts';
import { place } from '../core/applications/edges.ts';
import type { EdgeRef } from '../core/applications/fixes.ts';
import { canonicalJson } from '../core/evidence/digest.ts';
import { endsOf } from '../store/applications.ts';
import {
  countUnresolved,
  MOST_WORDS,
  readReferences,
  referencesBearing,
  saveCandidates,
  savePlaced,
  wordsNaming,
} from '../store/dependency-words.ts';
import type { KnownReference, KnownWord } from '../store/dependency-words.ts';
import type { Queryable } from '../store/store.ts';
import type { EndChange } from './inventory-concern.ts';
import { judgeAgain } from './judge-again.ts';
import type { DependencyInput, MovedWord } from './judge-again.ts';
import type { EntityWriter } from './rebuild-inventory.ts';

/**
 * @param said the edge that a person said something of.
 * @returns unresolved words by source; undefined when so much is concerned that all is made again more quickly.
 */
export async function changeDependencies(
  input: DependencyInput,
  changes: readonly EndChange[],
  said: EdgeRef | undefined,
  write: EntityWriter,
): Promise<ReadonlyMap<string, number> | undefined> {
  const { connection } = input;
  const index = new EndIndex();
  const moved = await placeAgain(connection, changes, index);
  if (moved === undefined) return undefined;
  await savePlaced(
    connection,
    moved.map(({ now }) => now),
  );
  const told = toldOtherwise(changes);
  const nothing = moved.length + told.size === 0 && said === undefined;
  if (!nothing && !(await judgeAgain(input, { moved, told, said }, index, write))) return undefined;
  return countUnresolved(connection);
}

/** Fills the index with everybody who may be meant. */
async function placeAgain(
  connection: Queryable,
  changes: readonly EndChange[],
  index: EndIndex,
): Promise<readonly MovedWord[] | undefined> {
  const keys = changes.flatMap(({ before, after }) =>
    [before, after].flatMap((end) => (end === undefined ? [] : [...keysOf(end)])),
  );
  const touched = await referencesBearing(connection, keys);
  const words = await wordsNaming(connection, [...new Set(touched.map(({ reference }) => reference))]);
  if (words.length > MOST_WORDS) return undefined;
  const named = new Set(words.flatMap(({ fromReference, toReference }) => [fromReference, toReference]));
  const candidates = new Set(changes.flatMap(({ id, after }) => (after === undefined ? [] : [id])));
  for (const { candidates: before } of await readReferences(connection, [...named])) {
    if (before === undefined) return undefined;
    for (const id of before) candidates.add(id);
  }
  for (const end of await endsOf(connection, [...candidates])) index.add(end);
  await saveCandidates(connection, candidatesOf(words, new Set(touched.map(nameOf)), index));
  return words.flatMap((word): MovedWord[] => {
    const placed = place(index, { ...word, precedence: 0 });
    return canonicalJson(placed) === canonicalJson(word.placed)
      ? []
      : [{ before: word.placed, now: { ...word, placed } }];
  });
}

const nameOf = ({ sourceId, reference }: Pick<KnownReference, 'sourceId' | 'reference'>): string =>
  `${sourceId}|${reference}`;

/** Who may be meant now. What a reference says in full stands in its words. */
function candidatesOf(
  words: readonly KnownWord[],
  touched: ReadonlySet<string>,
  index: EndIndex,
): Parameters<typeof saveCandidates>[1] {
  const found = new Map<string, Parameters<typeof saveCandidates>[1][number]>();
  for (const { sourceId, doc, fromReference, toReference } of words) {
    for (const [reference, text] of [
      [fromReference, doc.fromWorkloadId],
      [toReference, doc.toWorkloadId],
    ] as const) {
      const name = nameOf({ sourceId, reference });
      if (found.has(name) || !touched.has(name)) continue;
      found.set(name, { sourceId, reference, candidates: index.bearing(keysOfReference(text, sourceId)) });
    }
  }
  return [...found.values()];
}

/** Workloads that are told of in other words, or whose role is another, so that all their edges may be judged otherwise. */
function toldOtherwise(changes: readonly EndChange[]): Set<string> {
  const differs = ({ before, after }: EndChange): boolean =>
    before !== undefined &&
    after !== undefined &&
    (before.name !== after.name || canonicalJson(before.roles ?? null) !== canonicalJson(after.roles ?? null));
  return new Set(changes.filter(differs).map(({ id }) => id));
}
