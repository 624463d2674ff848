/** Runs a plain CEL program whose variables v0, v1 … stand for the attributes it reads. */

import { EvaluationError } from '@marcbachmann/cel-js';
import type { ParseResult } from '@marcbachmann/cel-js';
import type { Path } from './path.ts';
import type { Truth } from './truth.ts';

/** An evaluation error is an unknown that carries the reason and the values at hand. */
export function run(program: ParseResult, context: Record<string, unknown>, paths: readonly Path[]): Truth {
  let answer: unknown;
  try {
    answer = program(context);
  } catch (error) {
    const reason =
      error instanceof EvaluationError ? error.summary : error instanceof Error ? error.message : String(error);
    const shown = paths.map(
      (path, index) => `${path.text} is ${shortened(JSON.stringify(context[`v${index}`]) ?? 'nothing')}`,
    );
    return { missing: [], error: `${reason} (${shown.join(', ')})` };
  }
  return typeof answer === 'boolean' ? answer : { missing: [], error: 'the answer is not true or false' };
}

/** Enough to see what is wrong with a value. */
const shortened = (text: string): string => (text.length <= 200 ? text : `${text.slice(0, 200)} …`);
