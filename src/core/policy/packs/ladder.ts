/** Levels one above the other (SEAL 0 to 4): as one condition for a rule, and as a range for people. */

import type { Scope } from '../cel/scope.ts';
import { isUnknown } from '../cel/truth.ts';
import type { Ladder } from './pack.ts';
import type { LadderDefinition } from './pack-schema.ts';

/** "The level reached is at least the number at `minimum`", as a condition. An assessor's level goes before the rungs. */
export function ladderCondition(ladder: LadderDefinition, minimum: string): string {
  const rungs = ladder.rungs.map((rung) => `(${minimum} <= ${rung.level} && (${rung.when}))`);
  const derived = [`${minimum} <= 0`, ...rungs].join(' || ');
  return `has(${ladder.assessed}) ? ${minimum} <= ${ladder.assessed} : (${derived})`;
}

export interface LadderLevel {
  readonly id: string;
  readonly name: string;
  readonly weightPct: number;
  /** Reached for certain. */
  readonly low: number;
  /** Not ruled out. Equal to `low` when the level is known. */
  readonly high: number;
  /** Attributes that would narrow it. */
  readonly missing: readonly string[];
  /** 'assessed' by somebody named in sites.yaml, or 'heuristic': read off the attributes by rules of this product. */
  readonly basis: 'assessed' | 'heuristic';
  readonly confidence: string;
}

/** Where a site stands on a ladder, as far as it can be told. */
export function ladderLevel(ladder: Ladder, scope: Scope): LadderLevel {
  const { id, name, weightPct, confidence } = ladder;
  const assessed = scope.read(ladder.assessed);
  if (typeof assessed === 'number') {
    return { id, name, weightPct, low: assessed, high: assessed, missing: [], basis: 'assessed', confidence: 'user' };
  }
  let low = 0;
  let high = 0;
  const missing = new Set<string>();
  for (const rung of ladder.rungs) {
    if (rung.level <= low) continue;
    const truth = rung.when.evaluate(scope);
    if (truth === true) low = rung.level;
    else if (isUnknown(truth)) {
      high = Math.max(high, rung.level);
      for (const path of truth.missing) missing.add(path);
    }
  }
  return {
    id,
    name,
    weightPct,
    low,
    high: Math.max(low, high),
    missing: high > low ? [...missing].sort() : [],
    basis: 'heuristic',
    confidence,
  };
}
