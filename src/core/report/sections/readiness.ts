/** How many workloads are ready for each target, what to fix first and what is open. */

import { numberText } from '../../plan/render.ts';
import { barChart, legend } from '../chart.ts';
import { html } from '../html.ts';
import type { Html } from '../html.ts';
import type { ReportData } from '../report-data.ts';
import { absent, folded, number, table, text } from '../table.ts';

const STATES = [
  ['ready', 'good', 'ready'],
  ['conditional', 'warn', 'ready with conditions'],
  ['not-ready', 'bad', 'not ready'],
  ['unknown', 'unknown', 'unknown'],
] as const;

function perTarget(assessment: NonNullable<ReportData['assessment']>): Html {
  const targets = Object.entries(assessment.targets).sort(([a], [b]) => (a < b ? -1 : 1));
  const rows = targets.map(([target, counts]) => ({
    label: target,
    segments: STATES.map(([state, tone, name]) => ({ value: counts[state], tone, name })),
    valueText: `${numberText(counts.ready)} ready`,
  }));
  return html`${barChart(rows, 'Readiness of all workloads per target')}${legend(STATES.map(([, tone, name]) => [tone, name]))}${table(
      'Workloads per target and readiness',
      [text('Target'), ...STATES.map(([, , name]) => number(name)), number('best target for')],
      targets.map(([target, counts]) => [
        target,
        ...STATES.map(([state]) => numberText(counts[state])),
        numberText(counts.best),
      ]),
    )}
    <p>
      ${numberText(assessment.verdicts.pass)} checks passed, ${numberText(assessment.verdicts.fail)} failed and
      ${numberText(assessment.verdicts.unknown)} are open because a fact is
      unknown.${assessment.nowhere > 0 ? ` ${numberText(assessment.nowhere)} workloads are ready for no target that would move them.` : ''}
    </p>`;
}

function fixes(data: ReportData): Html {
  const list = data.fixes ?? [];
  if (list.length === 0) return html``;
  return html`<h3>Top fixes</h3>
    <p>In this order; each line counts what it frees after those above it.</p>
    ${table(
      'Top fixes',
      [
        text('Fix'),
        text('Target'),
        text('What to do'),
        number('Affected'),
        number('Unblocked'),
        number('Cleared'),
        number('Hours'),
      ],
      list.map((fix) => [
        fix.label,
        fix.target,
        fix.remedy,
        numberText(fix.workloadsAffected),
        numberText(fix.workloadsUnblocked),
        numberText(fix.workloadsCleared),
        numberText(fix.hours),
      ]),
    )}`;
}

function openAnswers(assessment: NonNullable<ReportData['assessment']>): Html {
  const { unknownAnswers } = assessment;
  if (unknownAnswers.length === 0) return html``;
  return html`<h3>What would settle the unknowns</h3>
    ${table(
      'Facts that would settle most',
      [text('Fact'), number('Answers it settles'), number('Workloads')],
      unknownAnswers.map((item) => [item.fact, numberText(item.verdicts), numberText(item.workloads)]),
    )}`;
}

function rules(data: ReportData, assessment: NonNullable<ReportData['assessment']>): Html {
  if (assessment.rules.length === 0) return html``;
  const label = (ruleId: string): string => data.ruleLabel?.(ruleId) ?? ruleId;
  return folded(
    `All ${assessment.rules.length} rules that failed or stayed open`,
    table(
      'Rules',
      [text('Rule'), text('Id'), number('Failed'), number('Open')],
      assessment.rules.map((rule) => [
        label(rule.ruleId),
        html`<code>${rule.ruleId}</code>`,
        numberText(rule.failed),
        numberText(rule.unknown),
      ]),
    ),
  );
}

export function readinessSection(data: ReportData): Html {
  const { assessment } = data;
  if (assessment === undefined) return absent('The estate has not been assessed.', 'isthmus assess');
  return html`${perTarget(assessment)}${fixes(data)}${openAnswers(assessment)}${rules(data, assessment)}`;
}
