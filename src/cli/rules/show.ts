/** One rule in full. */

import { ROUTES } from '../../api/routes.ts';
import type { RuleDetailsDocument } from '../../api/rules.ts';
import type { Cli } from '../cli.ts';
import { plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { severityText } from './list.ts';

export async function showRule(cli: Cli, id: string): Promise<void> {
  const rule = await (await cli.client()).call(ROUTES.getRule, { params: { id } });
  await printDocument(cli, rule, () => `${ruleLines(rule).join('\n')}\n`, 'rule');
}

/** What people read of a rule; `explain` shows the same. */
export function ruleLines(rule: RuleDetailsDocument): string[] {
  const { counts, source, tests, history, platforms, text } = rule;
  const passed = tests.filter(({ ok }) => ok).length;
  return [
    `${rule.id}  ${rule.label}`,
    `  ${rule.description}`,
    ...rule.problems.map(
      ({ path, line, column, message }) => `  ! ${path} (line ${line}, column ${column}): ${message}`,
    ),
    `  fix: ${rule.remedy}`,
    `  weighs: ${severityText(rule)}`,
    ...(platforms === null ? [] : [`  platforms: ${platforms.join(', ')}`]),
    `  reads: ${rule.facts.join(', ') || 'nothing'}`,
    ...(rule.covers.length === 0 ? [] : [`  covers: ${rule.covers.join(', ')}`]),
    `  source: ${source.ref} (${source.date})${source.confidence === 'own' ? ', unverified' : ''}`,
    `  from: ${rule.file === null ? rule.origin : `rules/${rule.file}`}`,
    ...(counts === null
      ? []
      : [`  newest assessment: ${plural(counts.fail, 'failure')}, ${plural(counts.unknown, 'open answer')}`]),
    ...(tests.length === 0 ? [] : [`  tests: ${passed} of ${tests.length} pass`]),
    ...history.map(
      ({ version, at, actor, deleted }) => `  version ${version}: ${at} ${actor}${deleted ? ', deleted' : ''}`,
    ),
    ...(text === null ? [] : ['', ...text.trimEnd().split('\n')]),
  ];
}
