/** What rules would say of the estate, as people read it. */

import type { RuleTryDocument } from '../../api/rules.ts';
import { countText, plural } from '../output/format.ts';

export function tryText({ generation, rules }: RuleTryDocument): string {
  const lines = rules.flatMap(({ id, label, counts, examples, missing }) => [
    `${id}  ${label}`,
    ...(['fail', 'unknown', 'pass'] as const).flatMap((outcome) => [
      `  ${outcome.padEnd(8)} ${countText(counts[outcome])}`,
      ...examples[outcome].map(
        ({ workloadId, name, says }) => `    ${name ?? workloadId}${says === null ? '' : `  ${says}`}`,
      ),
    ]),
    ...(counts.notAsked === 0 ? [] : [`  not asked ${countText(counts.notAsked)}, which the rule is not meant for`]),
    ...(counts.notJudged === 0
      ? []
      : [`  ${countText(counts.notJudged)} templates and placeholders, which no rule judges`]),
    ...missing.slice(0, 3).map(({ fact, workloads }) => `  ${fact} is not stated of ${plural(workloads, 'workload')}`),
  ]);
  return `gen/${generation}\n${lines.join('\n')}\n`;
}
