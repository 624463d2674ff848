/** One control: every feed's word on it beside the others', what they contradict each other on, and what would answer it. */

import { compareText } from '../../plan/order.ts';
import type { ControlBook } from './book.ts';
import { columnOf } from './columns.ts';
import type { ControlColumns } from './columns.ts';
import type { FeedId, FeedState } from './evidence.ts';
import { FEEDS } from './evidence.ts';
import type { AnsweringRule, ControlLink } from './links.ts';
import { compareStates } from './states.ts';
import type { ControlState } from './states.ts';
import { ORGANISATION } from './subjects.ts';
import type { Statement } from './subjects.ts';
import { verdictsOf } from './verdicts.ts';

export interface EvidenceLine {
  readonly feed: FeedId;
  readonly rule: string;
  readonly title: string;
  /** As the feed says it, and what that means for the control. */
  readonly said: FeedState;
  readonly state: ControlState;
  readonly stale: boolean;
  readonly observedAt: string | null;
  readonly workloadId: string | null;
  readonly workloadName: string | null;
  /** "*" is the organisation; null where no site matches the workload. */
  readonly siteId: string | null;
  readonly application: string | null;
  /** A part of the site that is no workload. */
  readonly part: string | null;
  readonly profile: string | null;
  readonly severity: string | null;
  readonly detail: string | null;
  readonly waiver: { readonly id: string; readonly expiresOn: string } | null;
  readonly importId: string | null;
  /** Why it speaks to this control. */
  readonly links: readonly Pick<ControlLink, 'check' | 'cited' | 'confidence'>[];
  /** Another feed says the opposite of the same workload. */
  readonly conflict: 'check' | 'control' | null;
}

export interface DetailsFilter {
  readonly by: ControlColumns;
  readonly column?: string;
  readonly feed?: FeedId;
  readonly state?: ControlState;
  readonly conflict?: boolean;
}

/** Lines in order of what is worst, contradicted ones first within it. */
export function evidenceOf(
  book: ControlBook,
  framework: string,
  control: string,
  filter: DetailsFilter,
): readonly EvidenceLine[] {
  const speaks = (statement: Statement): boolean =>
    statement.links.some((link) => link.framework === framework && link.control === control);
  const lines: EvidenceLine[] = [];
  const conflictAt = new Map<string, 'check' | 'control'>();
  for (const [id, place] of book.workloads) {
    if (filter.column !== undefined && columnOf(place, filter.by) !== filter.column) continue;
    const words = book.wordsAbout(id, place.siteId).filter(speaks);
    if (words.length === 0) continue;
    const conflict = verdictsOf(words, framework).get(control)?.conflict ?? null;
    if (conflict !== null && place.siteId !== null && conflictAt.get(place.siteId) !== 'check') {
      conflictAt.set(place.siteId, conflict);
    }
    for (const statement of (book.subjects.workloads.get(id) ?? []).filter(speaks)) {
      const about = {
        workloadId: id,
        workloadName: place.name,
        siteId: place.siteId,
        application: place.application,
        part: null,
      };
      lines.push(lineOf(statement, about, conflict, framework, control));
    }
  }
  for (const [siteId, statements] of book.subjects.sites) {
    const elsewhere = filter.by === 'site' && siteId !== ORGANISATION && siteId !== filter.column;
    if (filter.column !== undefined && elsewhere) continue;
    const about = { workloadId: null, workloadName: null, siteId, application: null, part: null };
    for (const statement of statements.filter(speaks)) {
      lines.push(lineOf(statement, about, conflictAt.get(siteId) ?? null, framework, control));
    }
  }
  for (const [siteId, parts] of book.subjects.parts) {
    if (filter.column !== undefined && (filter.by !== 'site' || siteId !== filter.column)) continue;
    for (const [part, statements] of parts) {
      const about = { workloadId: null, workloadName: null, siteId, application: null, part };
      for (const statement of statements.filter(speaks)) lines.push(lineOf(statement, about, null, framework, control));
    }
  }
  return lines
    .filter(
      (line) =>
        (filter.feed === undefined || line.feed === filter.feed) &&
        (filter.state === undefined || line.state === filter.state) &&
        (filter.conflict !== true || line.conflict !== null),
    )
    .sort(
      (a, b) =>
        compareStates(a.state, b.state) ||
        Number(b.conflict !== null) - Number(a.conflict !== null) ||
        compareText(subjectOf(a), subjectOf(b)) ||
        FEEDS.indexOf(a.feed) - FEEDS.indexOf(b.feed) ||
        compareText(a.rule, b.rule) ||
        compareText(a.observedAt ?? '', b.observedAt ?? ''),
    );
}

const subjectOf = ({ workloadName, workloadId, siteId, part }: EvidenceLine): string =>
  [workloadName ?? siteId ?? '', workloadId ?? '', part ?? ''].join('\n');

function lineOf(
  statement: Statement,
  about: Pick<EvidenceLine, 'workloadId' | 'workloadName' | 'siteId' | 'application' | 'part'>,
  conflict: EvidenceLine['conflict'],
  framework: string,
  control: string,
): EvidenceLine {
  const { feed, rule, title, said, state, stale, observedAt, profile, severity, detail, waiver, importId } = statement;
  return {
    feed,
    rule,
    title,
    said,
    state,
    stale,
    observedAt,
    ...about,
    profile: profile ?? null,
    severity: severity ?? null,
    detail: detail ?? null,
    waiver: waiver ?? null,
    importId: importId ?? null,
    links: statement.links
      .filter((link) => link.framework === framework && link.control === control)
      .map(({ check, cited, confidence }) => ({ check, confidence, ...(cited !== undefined && { cited }) })),
    conflict,
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
