/** The rules workloads are judged by: those that ship, and those the user added. */

import type { Rule } from '../core/assess/rule.ts';
import { RULES } from '../core/assess/rules/registry.ts';
import { rulesVersion } from '../core/assess/rules-version.ts';
import type { ServiceContext } from './context.ts';

export interface RulesInForce {
  /** Shipped rules first, then the user's own by id. */
  readonly rules: readonly Rule[];
  /** Those of `rules` that the user added. */
  readonly own: readonly Rule[];
  /** Digest over all of them. */
  readonly version: string;
}

export function rulesInForce(_context: ServiceContext): Promise<RulesInForce> {
  return Promise.resolve({ rules: RULES, own: [], version: rulesVersion(RULES) });
}
