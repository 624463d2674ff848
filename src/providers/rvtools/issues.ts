/** Findings on the data of one import, with floods held back: the first ones of a kind, then their number. */

import type { ImportIssue } from '../provider.ts';

const SHOWN_PER_KIND = 50;

export class IssueLog {
  readonly counts: Record<ImportIssue['severity'], number> = { error: 0, warning: 0, info: 0 };
  skippedRows = 0;
  readonly #report: (issue: ImportIssue) => void;
  readonly #held = new Map<string, { count: number; last: ImportIssue; sheet: string }>();

  constructor(report: (issue: ImportIssue) => void) {
    this.#report = report;
  }

  /** `where` is split at " row " to tell the sheet, so that each sheet has its own allowance. */
  add(issue: ImportIssue): void {
    if (issue.skipped) this.skippedRows++;
    const sheet = issue.where.split(' row ')[0] ?? issue.where;
    const kind = `${issue.code}\u0000${sheet}`;
    const held = this.#held.get(kind);
    this.#held.set(kind, { count: (held?.count ?? 0) + 1, last: issue, sheet });
    if ((held?.count ?? 0) < SHOWN_PER_KIND) this.#emit(issue);
  }

  /** Reports how many issues of each kind were held back. Call once, at the end. */
  finish(): void {
    for (const { count, last, sheet } of this.#held.values()) {
      const more = count - SHOWN_PER_KIND;
      if (more <= 0) continue;
      this.#emit({
        ...last,
        where: sheet,
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
