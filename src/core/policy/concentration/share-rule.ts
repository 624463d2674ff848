/** A limit on concentration as the placement rule that keeps to it, where placement has such a rule. */

import type { ConcentrationLimit } from './settings.ts';

const OVER: ReadonlySet<string> = new Set(['operator', 'country', 'site']);

/**
 * One line for `placement.rules`; null for jurisdictions and technologies, which no rule counts over. Functions become
 * workloads, and what is critical is asked for by criticality: the rule is near the limit, the limit is still judged.
 */
export function shareRule({ id, over, of, measure, criticalOnly, atMostPct }: ConcentrationLimit): string | null {
  if (!OVER.has(over)) return null;
  const parts = [
    'kind: share',
    `id: ${id}`,
    ...(criticalOnly ? ['match: "criticality in (high, mission-critical)"'] : []),
    `over: ${over}`,
    ...(of === undefined ? [] : [`of: ${JSON.stringify(of)}`]),
    `measure: ${measure === 'functions' ? 'workloads' : measure}`,
    `atMostPct: ${atMostPct}`,
    `reason: "concentration limit ${id}"`,
  ];
  return `- {${parts.join(', ')}}`;
}
