/** Evidence for one control as lines to be read: which fit a filter, which come first, and how many there are. */

import { compareText } from '../../plan/order.ts';
import type { EvidenceBasis } from './basis.ts';
import type { ControlColumns } from './columns.ts';
import type { FeedId, FeedState } from './evidence.ts';
import { FEEDS } from './evidence.ts';
import type { ControlLink } from './links.ts';
import { compareStates } from './states.ts';
import type { ControlState } from './states.ts';
import type { Statement } from './subjects.ts';

export interface EvidenceLine {
  readonly feed: FeedId;
  readonly rule: string;
  readonly title: string;
  /** As the feed says it, and what that means for the control. */
  readonly said: FeedState;
  readonly state: ControlState;
  readonly basis: EvidenceBasis;
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
  readonly basis?: EvidenceBasis;
  readonly conflict?: boolean;
  /** Lines of each feed that are wanted. */
  readonly perFeed?: number;
}

export type About = Pick<EvidenceLine, 'workloadId' | 'workloadName' | 'siteId' | 'application' | 'part'>;

/** Counts all that fits and words what may be shown. Subjects that are workloads come in the order of their names. */
export class EvidenceLines {
  readonly #filter: DetailsFilter;
  readonly #framework: string;
  readonly #control: string;
  readonly #lines: EvidenceLine[] = [];
  /** Lines of workloads by what they are sorted by before the name. */
  readonly #full = new Map<string, { lines: number; last: string }>();
  total = 0;

  constructor(filter: DetailsFilter, framework: string, control: string) {
    this.#filter = filter;
    this.#framework = framework;
    this.#control = control;
  }

  add(statements: readonly Statement[], about: About, conflict: EvidenceLine['conflict']): void {
    for (const statement of statements) {
      if (!this.#fits(statement, conflict)) continue;
      this.total += 1;
      if (about.workloadId === null || this.#hasRoom(statement, about.workloadId, conflict)) {
        this.#lines.push(lineOf(statement, about, conflict, this.#framework, this.#control));
      }
    }
  }

  sorted(): readonly EvidenceLine[] {
    return this.#lines.sort(
      (a, b) =>
        compareStates(a.state, b.state) ||
        Number(b.conflict !== null) - Number(a.conflict !== null) ||
        compareText(subjectOf(a), subjectOf(b)) ||
        FEEDS.indexOf(a.feed) - FEEDS.indexOf(b.feed) ||
        compareText(a.rule, b.rule) ||
        compareText(a.observedAt ?? '', b.observedAt ?? ''),
    );
  }

  #fits({ feed, state, basis }: Statement, conflict: EvidenceLine['conflict']): boolean {
    const filter = this.#filter;
    return (
      (filter.feed === undefined || feed === filter.feed) &&
      (filter.state === undefined || state === filter.state) &&
      (filter.basis === undefined || basis === filter.basis) &&
      (filter.conflict !== true || conflict !== null)
    );
  }

  /** A workload's lines come all or not at all: within one they are sorted by rule. */
  #hasRoom({ feed, state }: Statement, workloadId: string, conflict: EvidenceLine['conflict']): boolean {
    const { perFeed } = this.#filter;
    if (perFeed === undefined) return true;
    const key = `${feed} ${state} ${conflict === null}`;
    const known = this.#full.get(key) ?? { lines: 0, last: '' };
    if (known.lines >= perFeed && known.last !== workloadId) return false;
    this.#full.set(key, { lines: known.lines + 1, last: workloadId });
    return true;
  }
}

const subjectOf = ({ workloadName, workloadId, siteId, part }: EvidenceLine): string =>
  [workloadName ?? siteId ?? '', workloadId ?? '', part ?? ''].join('\n');

function lineOf(
  statement: Statement,
  about: About,
  conflict: EvidenceLine['conflict'],
  framework: string,
  control: string,
): EvidenceLine {
  const { feed, rule, title, said, state, basis, stale, observedAt, profile, severity, detail, waiver, importId } =
    statement;
  return {
    feed,
    rule,
    title,
    said,
    state,
    basis,
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
