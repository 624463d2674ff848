/**
 * Readiness of one workload for one target, from the verdicts of the rules that speak on that target:
 *
 *   not-ready    a rule of severity "blocker" fails
 *   unknown      none fails, but the answer of a blocker rule is open
 *   conditional  every blocker rule passes, and a rule of severity "warning" fails or is open
 *   ready        every blocker and warning rule passes
 *
 * Rules of severity "info" never change readiness, nor do open answers of rules on what only a look inside the guest
 * tells (`openWeighs`): few sources look there, and every machine would wait for them. They are listed with their fact.
 * A failing blocker outweighs open ones: more facts cannot mend it.
 * So more facts move readiness only away from "unknown", and from "conditional" by open warnings to either side; a look
 * inside the guest may also find what nobody knew to ask.
 */

import type { Readiness } from './verdict.ts';

export interface TargetAssessment {
  readonly readiness: Readiness;
  /** Ids of blocker rules that fail. */
  readonly blockers: readonly string[];
  /** Ids of warning rules that fail. */
  readonly warnings: readonly string[];
  /** Ids of blocker and warning rules whose answer is open. */
  readonly unknowns: readonly string[];
  /** Ids of blocker and warning rules whose answer is open and does not change readiness (`openWeighs`). */
  readonly openAside: readonly string[];
  /** Rough person-hours to clear the failing blockers and warnings. */
  readonly fixHours: number;
}

export function deriveReadiness(
  blockers: number,
  openBlockers: number,
  warnings: number,
  openWarnings: number,
): Readiness {
  if (blockers > 0) return 'not-ready';
  if (openBlockers > 0) return 'unknown';
  return warnings + openWarnings > 0 ? 'conditional' : 'ready';
}
