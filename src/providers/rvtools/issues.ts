/** Findings on the data of one import, with floods held back: the first ones of a kind, then their number. */

import type { ImportIssue } from '../provider.ts';

const SHOWN_PER_KIND = 20;

export class IssueLog {
  readonly counts: Record<ImportIssue['severity'], number> = { error: 0, warning: 0, info: 0 };
  skippedRows = 0;
  readonly #report: (issue: ImportIssue) => void;
  readonly #held = new Map<string, { count: number; last: ImportIssue; readonly place: string }>();

  constructor(report: (issue: ImportIssue) => void) {
    this.#report = report;
  }

  /** Issues of one code and one column of a sheet are one kind: "vInfo row 17, CPUs" is of the kind "vInfo, CPUs". */
  add(issue: ImportIssue): void {
    if (issue.skipped) this.skippedRows++;
    const place = issue.where.replace(/ row \d+/, '');
    const kind = `${issue.code}\u0000${place}`;
    const held = this.#held.get(kind);
    if (held === undefined) this.#held.set(kind, { count: 1, last: issue, place });
    else {
      held.count++;
      held.last = issue;
    }
    if ((held?.count ?? 1) <= SHOWN_PER_KIND) this.#emit(issue);
  }

  /** Reports how many issues of each kind were held back. Call once, at the end. */
  finish(): void {
    for (const { count, last, place } of this.#held.values()) {
      const more = count - SHOWN_PER_KIND;
      if (more <= 0) continue;
      this.#emit({
        ...last,
        where: place,
        message: `${more} more of the same, the last at ${last.where}`,
        skipped: false,
      });
    }
    this.#held.clear();
  }

  #emit(issue: ImportIssue): void {
    this.counts[issue.severity]++;
    this.#report(issue);
  }
}
