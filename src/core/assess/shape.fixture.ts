/** Shapes by hand for tests of what counts, packs and keeps them. */

import type { AssessmentShape, ShapeResult } from './shape.ts';
import type { FactPath } from './verdict.ts';

export const failed = (ruleId: string): ShapeResult => ({ ruleId, outcome: 'fail' });
export const open = (ruleId: string, ...missing: readonly FactPath[]): ShapeResult => ({
  ruleId,
  outcome: 'unknown',
  missing,
});

export const shapeWith = (rest: Partial<AssessmentShape> = {}): AssessmentShape => ({
  kind: 'vm',
  rules: [],
  passed: 0,
  targets: {},
  bestTarget: null,
  equallyGood: [],
  ...rest,
});
