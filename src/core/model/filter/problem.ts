/** What is wrong with a filter, and exactly where. */

import { failure } from '../../errors/registry.ts';
import type { IsthmusError } from '../../errors/errors.ts';

export type FilterProblemCode = 'IST-2001' | 'IST-2002' | 'IST-2003' | 'IST-2004' | 'IST-2005';

export class FilterProblem extends Error {
  readonly code: FilterProblemCode;
  /** Offsets into the filter text, in UTF-16 units; end is after the last one. */
  readonly start: number;
  readonly end: number;
  /** What could stand there instead. */
  readonly suggestions: readonly string[];

  constructor(
    code: FilterProblemCode,
    message: string,
    start: number,
    end: number,
    suggestions: readonly string[] = [],
  ) {
    super(message);
    this.name = 'FilterProblem';
    this.code = code;
    this.start = start;
    this.end = end;
    this.suggestions = suggestions;
  }
}

/** The problem as the registered error, with the text and a caret below the place. */
export function filterFailure(problem: FilterProblem, text: string): IsthmusError {
  const from = Math.max(0, problem.start - 60);
  const caret =
    ' '.repeat(problem.start - from) + '^'.repeat(Math.max(1, Math.min(problem.end, from + 120) - problem.start));
  const shown = text.slice(from, from + 120).replaceAll(/\s/g, ' ');
  const meant = problem.suggestions.length === 0 ? '' : `; did you mean ${problem.suggestions.join(' or ')}?`;
  return failure(problem.code, `${problem.message}${meant}`, {
    causes: [
      { where: `column ${problem.start + 1}`, message: shown },
      { where: `column ${problem.start + 1}`, message: caret },
    ],
    cause: problem,
  });
}
