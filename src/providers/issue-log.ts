/** Findings on the data of one import, with floods held back: the first ones of a kind, then their number. */

import type { ImportIssue } from './provider.ts';

const SHOWN_PER_KIND = 20;

export class IssueLog {
  readonly counts: Record<ImportIssue['severity'], number> = { error: 0, warning: 0, info: 0 };
  skippedRows = 0;
  readonly #report: (issue: ImportIssue) => void;
  readonly #held = new Map<string, { count: number; last: ImportIssue }>();

  constructor(report: (issue: ImportIssue) => void) {
    this.#report = report;
  }

  /** `kind` tells what repeats: issues of one code and one kind are held back together. By default the code alone. */
  add(issue: ImportIssue, kind = ''): void {
    if (issue.skipped) this.skippedRows++;
    // Whether the listing is whole must not be lost among many that say nothing of it.
    const key = `${issue.code}\u0000${kind}\u0000${issue.incomplete === true}`;
    const held = this.#held.get(key) ?? { count: 0, last: issue };
    held.count++;
    held.last = issue;
    this.#held.set(key, held);
    if (held.count <= SHOWN_PER_KIND) this.#emit(issue);
  }

  /** Reports how many issues of each kind were held back. Call once, at the end. */
  finish(): void {
    for (const { count, last } of this.#held.values()) {
      const more = count - SHOWN_PER_KIND;
      if (more > 0) {
        this.#emit({ ...last, message: `${more} more of the same, the last at ${last.where}`, skipped: false });
      }
    }
    this.#held.clear();
  }

  #emit(issue: ImportIssue): void {
    this.counts[issue.severity]++;
    this.#report(issue);
  }
}
