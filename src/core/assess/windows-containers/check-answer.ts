/** One answer about a cluster, a pool or an image: with what it rests on, and what would settle it when it is open. */

import type { Provenance } from '../../catalog/provenance.ts';
import { cite } from '../../catalog/provenance.ts';
import type { Outcome } from '../verdict.ts';

export interface CheckAnswer {
  /** Stable: "wmco.platform", "aks.pool", "image.build". */
  readonly id: string;
  readonly outcome: Outcome;
  /** What was looked at, and what follows, in words. */
  readonly text: string;
  /** What would settle an open answer; empty otherwise. */
  readonly asks: readonly string[];
  /** Record it rests on, with its date and how sure it is. */
  readonly source: string;
}

export type Asked = Pick<CheckAnswer, 'id'> & { readonly record: Provenance };

const answer = (asked: Asked, outcome: Outcome, text: string, asks: readonly string[] = []): CheckAnswer => ({
  id: asked.id,
  outcome,
  text,
  asks,
  source: cite(asked.record),
});

export const passes = (asked: Asked, text: string): CheckAnswer => answer(asked, 'pass', text);
export const fails = (asked: Asked, text: string): CheckAnswer => answer(asked, 'fail', text);
export const open = (asked: Asked, text: string, asks: readonly string[]): CheckAnswer =>
  answer(asked, 'unknown', text, asks);

/** The catalogue's rule of that id. Throws TypeError when the shipped catalogue lost it: a defect, not a state. */
export function recordOf<T extends Provenance>(records: readonly T[], is: (record: T) => boolean, what: string): T {
  const found = records.find(is);
  if (found === undefined) throw new TypeError(`the catalogue has no ${what}`);
  return found;
}
