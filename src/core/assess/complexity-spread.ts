/** How complexity is spread over an estate, and which terms it comes from. */

import { COMPLEXITY_TERMS, MOST } from './complexity.ts';
import { isJudged, pointsAt } from './run.ts';
import type { RunRows } from './run.ts';

export interface ComplexitySpread {
  /** Workloads by score: 0 to 9, 10 to 19 … 90 to 100. */
  readonly scores: readonly number[];
  /** Half of the workloads score at most this; null without workloads. */
  readonly median: number | null;
  /** Workloads that a term counts for, and its points over all of them; most points first. */
  readonly terms: readonly { readonly term: string; readonly workloads: number; readonly points: number }[];
}

const BANDS = 10;

export function complexitySpread(rows: RunRows): ComplexitySpread {
  const scores = Array.from({ length: BANDS }, () => 0);
  const exact = new Uint32Array(101);
  const terms = COMPLEXITY_TERMS.map((term) => ({ term, workloads: 0, points: 0 }));
  let judged = 0;
  for (let row = 0; row < rows.ids.length; row += 1) {
    if (!isJudged(rows, row)) continue;
    judged += 1;
    const points = pointsAt(rows, row);
    let score = 0;
    for (const one of points) score += one;
    score = Math.min(score, MOST);
    exact[score] = (exact[score] ?? 0) + 1;
    const band = Math.min(BANDS - 1, Math.floor(score / BANDS));
    scores[band] = (scores[band] ?? 0) + 1;
    terms.forEach((term, index) => {
      const found = points[index] ?? 0;
      if (found === 0) return;
      term.workloads += 1;
      term.points += found;
    });
  }
  return {
    scores,
    median: judged === 0 ? null : middleOf(exact, judged),
    terms: terms.filter(({ points }) => points > 0).sort((a, b) => b.points - a.points),
  };
}

function middleOf(exact: Uint32Array, judged: number): number {
  let seen = 0;
  for (const [score, workloads] of exact.entries()) {
    seen += workloads;
    if (seen * 2 >= judged) return score;
  }
  return exact.length - 1;
}
