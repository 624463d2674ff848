/** Edges and external ends of which something changed, made from their words again. */

import type { EndIndex } from '../core/applications/end-index.ts';
import { EdgeBook } from '../core/applications/edges.ts';
import type { PlacedWord } from '../core/applications/edges.ts';
import type { EdgeRef, HandState, WorkloadRef } from '../core/applications/fixes.ts';
import { putHandEdges } from '../core/applications/hand-edges.ts';
import { countsForCalled, signsOfEnds, thresholdsOf } from '../core/applications/noise.ts';
import type { EndSigns } from '../core/applications/noise.ts';
import { serviceNames } from '../core/applications/service-names.ts';
import type { ServiceNames } from '../core/applications/service-names.ts';
import type { ServicePorts } from '../core/catalog/service-ports.ts';
import { canonicalJson } from '../core/evidence/digest.ts';
import type { Source } from '../core/model/estate.ts';
import { dependencyId } from '../core/model/generation.ts';
import { endsOf } from '../store/applications.ts';
import { MOST_WORDS, openWordsOf, readSigns, saveSigns, wordsOfEnds } from '../store/dependency-words.ts';
import type { KnownWord } from '../store/dependency-words.ts';
import type { Queryable } from '../store/store.ts';
import { inSteps } from './in-steps.ts';
import { byId } from './rebuild-inventory.ts';
import type { EntityWriter } from './rebuild-inventory.ts';

export interface DependencyInput {
  readonly connection: Queryable;
  readonly sources: ReadonlyMap<string, Source>;
  readonly services: ServicePorts;
  readonly hand: HandState;
  readonly resolve: (ref: WorkloadRef) => string | undefined;
}

/** A word that means others than before. */
export interface MovedWord {
  readonly before: PlacedWord;
  readonly now: KnownWord;
}

export interface Concerned {
  readonly moved: readonly MovedWord[];
  /** Workloads of which all edges are judged again. */
  readonly told: ReadonlySet<string>;
  /** The edge that a person said something of. */
  readonly said: EdgeRef | undefined;
}

/** Ends by the side of an edge that they are on. */
interface Sides {
  readonly from: Set<string>;
  readonly to: Set<string>;
}

/**
 * Writes the edges and the external ends that are others now. False when there are too many of them.
 *
 * @param index knows the workloads that the words meant; gets to know others.
 */
export async function judgeAgain(
  input: DependencyInput,
  { moved, told, said }: Concerned,
  index: EndIndex,
  write: EntityWriter,
): Promise<boolean> {
  const { connection, services, hand, resolve } = input;
  const names = serviceNames(services);
  const placings = moved.flatMap(({ before, now }) => [before, now.placed].map((placed) => ({ ...now, placed })));
  const edges = new Set(placings.flatMap((word) => edgeOf(word) ?? []));
  const sides: Sides = { from: new Set(told), to: new Set(told) };
  for (const { placed } of placings) if (placed.from !== undefined) sides.from.add(placed.from);
  addCalled(sides.to, placings, names);
  const [from, to] = [said && resolve(said.from), said && resolve(said.to)];
  if (said !== undefined && from !== undefined && to !== undefined) {
    edges.add(dependencyId({ ...said, fromWorkloadId: from, toWorkloadId: to }));
    sides.from.add(from);
  }
  let words = await wordsOfEnds(connection, sides.from, sides.to);
  // Of several words on one edge another may be the best now, and say what the edge leads to.
  if (
    addCalled(
      sides.to,
      words.filter((word) => edges.has(edgeOf(word) ?? '')),
      names,
    )
  )
    words = await wordsOfEnds(connection, sides.from, sides.to);
  if (words.length > MOST_WORDS) return false;

  await learn(connection, index, words);
  const judged = await tellSigns(input, words, sides, index, names);
  for (const side of [judged.from, judged.to]) for (const id of told) side.add(id);
  const concerned = words.filter(({ placed: { from = '', to = '' } }) => judged.from.has(from) || judged.to.has(to));
  for (const id of concerned.flatMap((word) => edgeOf(word) ?? [])) edges.add(id);
  const open = new Set([...placings, ...concerned].flatMap(({ placed }) => insideOf(placed) ?? []));
  const openWords = await openWordsOf(connection, [...open]);
  if (openWords.length > MOST_WORDS) return false;

  await learn(connection, index, openWords);
  const again = [...words.filter((word) => edges.has(edgeOf(word) ?? '')), ...openWords];
  const signs = await readSigns(connection, endsIn(again));
  const book = bookOf(input, again, index);
  const joined = await inSteps(book.joined(names));
  const found = await inSteps(book.judged(joined, names, (end) => signs.get(end)));
  const all = new Map(found.dependencies);
  putHandEdges(all, hand.edges, resolve, names);
  // What people said of other edges stands there already.
  const dependencies = new Map([...all].filter(([id]) => edges.has(id)));
  await write.all('dependency', dependencies, [...edges]);
  await write.all('external', byId(found.external), [...open]);
  return true;
}

type Placed = Pick<KnownWord, 'doc' | 'placed'>;

function edgeOf({ doc, placed: { state, from = '', to = '' } }: Placed): string | undefined {
  return state === 'edge' ? dependencyId({ ...doc, fromWorkloadId: from, toWorkloadId: to }) : undefined;
}

/** The workload of an open word. */
const insideOf = ({ state, from, to }: PlacedWord): string | undefined =>
  state === 'out' ? from : state === 'in' ? to : undefined;

const endsIn = (words: readonly Placed[]): string[] => [
  ...new Set(words.flatMap(({ placed: { from, to } }) => [from, to].filter((end) => end !== undefined))),
];

/** Adds the called ends of which these words tell anything. Returns whether there are any new ones. */
function addCalled(to: Set<string>, words: readonly Placed[], names: ServiceNames): boolean {
  const before = to.size;
  for (const { doc, placed } of words) {
    const { port, protocol, flow } = doc;
    const talk = { from: placed.from ?? '', to: placed.to ?? '', port, protocol, process: flow?.toProcess };
    if (placed.to !== undefined && countsForCalled(talk, names)) to.add(placed.to);
  }
  return to.size > before;
}

/** Names and roles of the workloads of these words. */
async function learn(connection: Queryable, index: EndIndex, words: readonly KnownWord[]): Promise<void> {
  const unknown = endsIn(words).filter((id) => index.get(id) === undefined);
  for (const end of await endsOf(connection, unknown)) index.add(end);
}

function bookOf({ sources }: DependencyInput, words: readonly KnownWord[], index: EndIndex): EdgeBook {
  const book = new EdgeBook(index);
  const order = (a: KnownWord, b: KnownWord): number =>
    a.sourceId === b.sourceId ? a.seq - b.seq : a.sourceId < b.sourceId ? -1 : 1;
  for (const { sourceId, doc, placed } of [...words].sort(order))
    book.put({ sourceId, precedence: sources.get(sourceId)?.precedence ?? 0, doc }, placed);
  return book;
}

/**
 * Counts again whom these ends reach, and who reaches them; keeps what that tells of them.
 *
 * @param words all words of these ends on these sides.
 * @returns the ends of which something else is told than before: edges on that side of them are judged again.
 */
async function tellSigns(
  input: DependencyInput,
  words: readonly KnownWord[],
  sides: Sides,
  index: EndIndex,
  names: ServiceNames,
): Promise<Sides> {
  const { connection, services } = input;
  const book = bookOf(input, words, index);
  const talks = book.talks(await inSteps(book.joined(names)));
  const counted = signsOfEnds(talks, book.machines(), names, thresholdsOf(services));
  const ends = [...new Set([...sides.from, ...sides.to])];
  const stored = await readSigns(connection, ends);
  const now = new Map<string, EndSigns>();
  const others: Sides = { from: new Set(), to: new Set() };
  for (const end of ends) {
    const before = stored.get(end) ?? {};
    // Of a side that was not looked at not all words are here.
    const from = sides.from.has(end) ? asCaller(counted.get(end) ?? {}) : asCaller(before);
    const to = sides.to.has(end) ? asCalled(counted.get(end) ?? {}) : asCalled(before);
    if (canonicalJson(from) !== canonicalJson(asCaller(before))) others.from.add(end);
    if (canonicalJson(to) !== canonicalJson(asCalled(before))) others.to.add(end);
    const signs = { ...from, ...to };
    if (Object.keys(signs).length > 0) now.set(end, signs);
  }
  const different = ends.filter((end) => others.from.has(end) || others.to.has(end));
  await saveSigns(connection, different, now);
  return others;
}

const asCaller = ({ scanner, asks }: EndSigns): EndSigns => ({
  ...(scanner !== undefined && { scanner }),
  ...(asks !== undefined && { asks }),
});

const asCalled = ({ directory, reports }: EndSigns): EndSigns => ({
  ...(directory !== undefined && { directory }),
  ...(reports !== undefined && { reports }),
});
