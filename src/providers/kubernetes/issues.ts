/** Findings on the data of one read, each told once, floods held back: the first of a kind, then their number. */

import type { ImportIssue } from '../provider.ts';

const SHOWN_PER_CODE = 20;

export class Issues {
  readonly counts: Record<ImportIssue['severity'], number> = { error: 0, warning: 0, info: 0 };
  skipped = 0;
  #report: (issue: ImportIssue) => void;
  readonly #told = new Set<string>();
  readonly #perCode = new Map<string, { shown: number; held: number; last: ImportIssue }>();

  constructor(report: (issue: ImportIssue) => void) {
    this.#report = report;
  }

  /** Goes on with another listener: what was told before is not told again. */
  listen(report: (issue: ImportIssue) => void): void {
    this.#report = report;
  }

  add(issue: ImportIssue): void {
    const key = `${issue.code}\u0000${issue.where}\u0000${issue.message}`;
    if (this.#told.has(key)) return;
    this.#told.add(key);
    if (issue.skipped) this.skipped += 1;
    const kind = this.#perCode.get(issue.code) ?? { shown: 0, held: 0, last: issue };
    this.#perCode.set(issue.code, kind);
    kind.last = issue;
    if (kind.shown >= SHOWN_PER_CODE) kind.held += 1;
    else {
      kind.shown += 1;
      this.#tell(issue);
    }
  }

  /** Tells how many of each kind were held back. Called at the end of each read. */
  finish(): void {
    for (const kind of this.#perCode.values()) {
      if (kind.held === 0) continue;
      this.#tell({
        ...kind.last,
        where: 'further objects',
        message: `${kind.held} more of the same, the last at ${kind.last.where}`,
        skipped: false,
      });
      kind.held = 0;
    }
  }

  #tell(issue: ImportIssue): void {
    this.counts[issue.severity] += 1;
    this.#report(issue);
  }
}
