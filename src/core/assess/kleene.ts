/**
 * Three-valued logic for rules that look at lists. One element that fails decides; without one, an element whose
 * fact is missing leaves the answer open. Adding facts can therefore only settle an answer, never turn it.
 */

import { fail, pass, unknown } from './verdict.ts';
import type { FactPath, Verdict } from './verdict.ts';

/** True, false, or undefined for "cannot tell". */
export type Truth = boolean | undefined;

export const not = (truth: Truth): Truth => (truth === undefined ? undefined : !truth);

export function either(...truths: readonly Truth[]): Truth {
  if (truths.includes(true)) return true;
  return truths.includes(undefined) ? undefined : false;
}

/**
 * Fails when any item is an offender; unknown when none is known to be one but some cannot be told.
 * @param evidence words for the offenders found; sees only those known to offend.
 */
export function noneOf<T>(
  items: readonly T[],
  offends: (item: T) => Truth,
  missing: readonly FactPath[],
  evidence: (offenders: readonly T[]) => string,
  why?: string,
): Verdict {
  let found = false;
  let open = false;
  for (const item of items) {
    const truth = offends(item);
    if (truth === true) found = true;
    else if (truth === undefined) open = true;
  }
  if (found) return fail(evidence(items.filter((item) => offends(item) === true)));
  return open ? unknown(missing, why) : pass;
}

/** "a, b and 3 more": enough to act on, short enough for a table cell. */
export function listed(names: readonly string[], most = 3): string {
  if (names.length <= most) return names.join(', ');
  return `${names.slice(0, most).join(', ')} and ${names.length - most} more`;
}
