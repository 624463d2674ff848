/** Which findings a waiver speaks of, before anybody looks at what was found. */

import type { Workload } from '../../model/workload.ts';
import { compileFilter, parseFilter } from '../../model/filter/filter.ts';
import type { FindingFacts } from './finding-facts.ts';
import { isFindingScope } from './waiver.ts';
import type { WaiverScope } from './waiver.ts';

export interface ScopeTest {
  /** The one workload it names; undefined when it names none. */
  readonly workloadId: string | undefined;
  /** Undefined: every workload, and what is said of a whole site. */
  readonly matches: ((workload: Workload) => boolean) | undefined;
  speaksOf(ruleId: string, packId: string): boolean;
  /** `workload` is the one at hand, also where the finding itself is about the whole site. */
  covers(facts: Pick<FindingFacts, 'ruleId' | 'siteId' | 'workloadId'>, packId: string, workload?: Workload): boolean;
}

/** Throws IST-2001 … for a filter that does not parse. */
export function scopeTest(scope: WaiverScope): ScopeTest {
  if (isFindingScope(scope)) {
    const { ruleId, siteId, workloadId } = scope.finding;
    return {
      workloadId,
      matches: undefined,
      speaksOf: (rule) => rule === ruleId,
      covers: (facts) => facts.ruleId === ruleId && facts.siteId === siteId && facts.workloadId === workloadId,
    };
  }
  const { rule, pack, sites, workloads } = scope;
  const test = workloads === undefined ? undefined : compileFilter(parseFilter(workloads));
  const matches = test === undefined ? undefined : (workload: Workload): boolean => test(workload) === true;
  const speaksOf = (ruleId: string, packId: string): boolean =>
    rule === undefined ? pack !== undefined && packId === pack : ruleId === rule;
  return {
    workloadId: undefined,
    matches,
    speaksOf,
    covers: (facts, packId, workload) =>
      speaksOf(facts.ruleId, packId) &&
      (sites === undefined || sites.includes(facts.siteId)) &&
      (matches === undefined || (workload !== undefined && matches(workload))),
  };
}
