/** One control: every feed's word on it beside the others', what they contradict each other on, and what would answer it. */

import type { ControlBook } from './book.ts';
import { columnOf } from './columns.ts';
import { EvidenceLines } from './evidence-lines.ts';
import type { DetailsFilter, EvidenceLine } from './evidence-lines.ts';
import type { AnsweringRule } from './links.ts';
import { ORGANISATION } from './subjects.ts';
import type { Statement } from './subjects.ts';
import { verdictsOf } from './verdicts.ts';

export interface FoundEvidence {
  /** In order of what is worst, contradicted ones first within it. */
  readonly lines: readonly EvidenceLine[];
  /** All that fit the filter. */
  readonly total: number;
}

/** With `perFeed` at least the first so many lines of each feed are there, and lines after them may be missing. */
export function evidenceOf(
  book: ControlBook,
  framework: string,
  control: string,
  filter: DetailsFilter,
): FoundEvidence {
  const speaks = (statement: Statement): boolean =>
    statement.links.some((link) => link.framework === framework && link.control === control);
  // Workloads of which the same is said share their lists: each is looked at once.
  const speaking = remembering((words: readonly Statement[]) => words.filter(speaks));
  const conflictIn = remembering((words: readonly Statement[]) => {
    const found = speaking(words);
    return found.length === 0 ? null : (verdictsOf(found, framework).get(control)?.conflict ?? null);
  });
  const gathered = new EvidenceLines(filter, framework, control);
  const conflictAt = new Map<string, 'check' | 'control'>();
  for (const [id, place] of book.workloads) {
    if (filter.column !== undefined && columnOf(place, filter.by) !== filter.column) continue;
    const conflict = conflictIn(book.wordsAbout(id, place.siteId));
    if (conflict !== null && place.siteId !== null && conflictAt.get(place.siteId) !== 'check') {
      conflictAt.set(place.siteId, conflict);
    }
    const own = speaking(book.subjects.workloads.get(id) ?? NOTHING);
    if (own.length === 0) continue;
    const { name: workloadName, siteId, application } = place;
    gathered.add(own, { workloadId: id, workloadName, siteId, application, part: null }, conflict);
  }
  for (const [siteId, statements] of book.subjects.sites) {
    const elsewhere = filter.by === 'site' && siteId !== ORGANISATION && siteId !== filter.column;
    if (filter.column !== undefined && elsewhere) continue;
    const about = { workloadId: null, workloadName: null, siteId, application: null, part: null };
    gathered.add(speaking(statements), about, conflictAt.get(siteId) ?? null);
  }
  for (const [siteId, parts] of book.subjects.parts) {
    if (filter.column !== undefined && (filter.by !== 'site' || siteId !== filter.column)) continue;
    for (const [part, statements] of parts) {
      const about = { workloadId: null, workloadName: null, siteId, application: null, part };
      gathered.add(statements.filter(speaks), about, null);
    }
  }
  return { lines: gathered.sorted(), total: gathered.total };
}

const NOTHING: readonly Statement[] = [];

function remembering<T>(work: (words: readonly Statement[]) => T): (words: readonly Statement[]) => T {
  const known = new Map<readonly Statement[], T>();
  return (words) => {
    let made = known.get(words);
    if (made === undefined) known.set(words, (made = work(words)));
    return made;
  };
}

export interface ControlAnswer {
  readonly check: string;
  readonly title: string;
  /** What the check tests, in the catalogue's words. */
  readonly test: string;
  readonly confidence: string;
  readonly note: string | null;
  /** Rules of feeds that would answer it. */
  readonly rules: readonly Pick<AnsweringRule, 'feed' | 'rule' | 'confidence'>[];
}

/** What would answer a control: rules of ours and of others, by technical check. */
export function answersFor(book: ControlBook, framework: string, control: string): readonly ControlAnswer[] {
  return book.index.checksOf(framework, control).map(({ id, title, test, conf, note }) => ({
    check: id,
    title,
    test,
    confidence: conf,
    note: note ?? null,
    rules: book.index.answersOf(id).map(({ feed, rule, confidence }) => ({ feed, rule, confidence })),
  }));
}
