/** Of the ways judged, the one that is taken, and why it and not the first. */

import type { BrokenHop, JudgedPath, PathChoice, PathVerdict } from './hop.ts';

/** What on a way breaks rules or leaves them open. */
export interface WayAnswer {
  readonly verdict: PathVerdict;
  readonly method: string | null;
  readonly broken: readonly BrokenHop[];
  readonly unknown: readonly BrokenHop[];
}

export interface PathAnswer extends WayAnswer {
  /** The way that would have been taken but for the rules, and what is wrong with it; null: this is that way. */
  readonly insteadOf: string | null;
  readonly why: string;
}

const RANK: Readonly<Record<PathVerdict, number>> = { allowed: 0, unknown: 1, violated: 2 };

/** Negative: the first does less harm. */
function compareHarm(a: WayAnswer, b: WayAnswer): number {
  return RANK[a.verdict] - RANK[b.verdict] || a.broken.length - b.broken.length || a.unknown.length - b.unknown.length;
}

/** The way that does least harm, the first of equals. Throws a TypeError when there is none. */
export function leastHarm(ways: readonly WayAnswer[]): PathAnswer {
  const [first, ...more] = ways;
  if (first === undefined) throw new TypeError('a move has at least one way');
  const taken = more.reduce((best, each) => (compareHarm(each, best) < 0 ? each : best), first);
  return taken === first
    ? { ...taken, insteadOf: null, why: '' }
    : { ...taken, insteadOf: first.method, why: reproachOf(first, taken) };
}

/** What is wrong with the first way that is not so with the one taken: "breaks p/r at metadata". */
function reproachOf(first: WayAnswer, taken: WayAnswer): string {
  const text = ({ role, rules }: BrokenHop): string => `${role} ${rules.join(' ')}`;
  const shared = new Set([...taken.broken, ...taken.unknown].map(text));
  const worst = [...first.broken, ...first.unknown].find((hop) => !shared.has(text(hop)));
  const verb = worst !== undefined && first.broken.includes(worst) ? 'breaks' : 'may break';
  return `${verb} ${worst?.rules[0] ?? 'a rule'} at ${worst?.role ?? 'a hop'}`;
}

/** Throws a TypeError when there is no way at all. */
export function chosen(all: readonly JudgedPath[], { method, insteadOf, why }: PathAnswer): PathChoice {
  const taken = all.find((path) => path.method === method) ?? all[0];
  if (taken === undefined) throw new TypeError('a move has at least one way');
  const others = all.flatMap((path) =>
    path === taken || path.method === null ? [] : [{ method: path.method, verdict: path.verdict }],
  );
  const plain = taken.method === null ? 'no way of moving leads there' : 'the first way that fits';
  return { ...taken, because: insteadOf === null ? plain : `${insteadOf} ${why}`, others };
}
