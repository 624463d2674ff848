/** Findings of one import, with floods held back: the first ones of a kind, then their number. */

import type { ImportIssue } from '../provider.ts';

const SHOWN_PER_KIND = 20;

export class Findings {
  readonly counts: Record<ImportIssue['severity'], number> = { error: 0, warning: 0, info: 0 };
  skippedRows = 0;
  readonly #report: (issue: ImportIssue) => void;
  readonly #kinds = new Map<string, { count: number; last: ImportIssue }>();

  constructor(report: (issue: ImportIssue) => void) {
    this.#report = report;
  }

  add(issue: ImportIssue): void {
    if (issue.skipped) this.skippedRows += 1;
    const kind = this.#kinds.get(issue.code);
    if (kind === undefined) this.#kinds.set(issue.code, { count: 1, last: issue });
    else {
      kind.count += 1;
      kind.last = issue;
    }
    if ((kind?.count ?? 1) <= SHOWN_PER_KIND) this.#emit(issue);
  }

  /** Says how many of each kind were held back. Call once, at the end. */
  finish(): void {
    for (const { count, last } of this.#kinds.values()) {
      const more = count - SHOWN_PER_KIND;
      if (more > 0)
        this.#emit({
          ...last,
          where: 'file',
          message: `${more} more of the same, the last: ${last.where}, ${last.message}`,
          skipped: false,
        });
    }
    this.#kinds.clear();
  }

  #emit(issue: ImportIssue): void {
    this.counts[issue.severity] += 1;
    this.#report(issue);
  }
}
