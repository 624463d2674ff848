/** Findings of the newest assessment by label, with examples of what they rest on where one label is asked for. */

import type { LabelListDocument } from '../api/assessments.ts';
import { groupByLabel } from '../core/assess/labels.ts';
import { valueOf } from '../store/columns/column.ts';
import { openAssessment } from './assess-open.ts';
import type { OpenAssessment } from './assess-open.ts';
import { columnsOf } from './columns.ts';
import type { ServiceContext } from './context.ts';
import { rulesInForce } from './rules-in-force.ts';

const EXAMPLES = 10;

type Examples = NonNullable<LabelListDocument['items'][number]['examples']>;

/** @param label only this one, with examples. Throws IST-2108 when nothing was assessed. */
export async function assessmentLabels(context: ServiceContext, label?: string): Promise<LabelListDocument> {
  const open = await openAssessment(context);
  const { rules } = await rulesInForce(context);
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  const shapes = [...open.counts].map(([number, workloads]) => [open.shapeAt(number), workloads] as const);
  const groups = groupByLabel(shapes, rules).filter((group) => label === undefined || group.label === label);
  const items = await Promise.all(
    groups.map(async (group) => ({
      label: group.label,
      fail: group.failed,
      unknown: group.unknown,
      rules: group.rules.map(({ ruleId, failed, unknown }) => {
        const { description = '', remedy = '', severity = {} } = byId.get(ruleId) ?? {};
        return { ruleId, fail: failed, unknown, description, remedy, severity: { ...severity } };
      }),
      ...(label !== undefined && {
        examples: await examplesOf(context, open, new Set(group.rules.map(({ ruleId }) => ruleId))),
      }),
    })),
  );
  return { resultId: open.resultId, generation: open.generation, items, total: items.length };
}

/** The first workloads by id on which one of these rules fails. */
async function examplesOf(
  context: ServiceContext,
  open: OpenAssessment,
  ruleIds: ReadonlySet<string>,
): Promise<Examples> {
  const failing = new Set(
    [...open.counts.keys()].filter((number) =>
      open.shapeAt(number).rules.some(({ ruleId, outcome }) => outcome === 'fail' && ruleIds.has(ruleId)),
    ),
  );
  const rows: number[] = [];
  for (let row = 0; row < open.rows.ids.length && rows.length < EXAMPLES; row += 1)
    if (failing.has(open.rows.shapes[row] ?? -1)) rows.push(row);
  const words = await open.wordsOf(rows.map((row) => open.rows.ids[row] ?? ''));
  const { column } = await columnsOf(context, open.generation).load(['name']);
  const { entries, codes } = column('name');
  return rows.flatMap((row) => {
    const workloadId = open.rows.ids[row] ?? '';
    const judged = words.get(workloadId);
    const name = valueOf(entries[codes[row] ?? 0]);
    const found = judged?.shape.rules.flatMap(({ ruleId, outcome }, index) =>
      outcome === 'fail' && ruleIds.has(ruleId) ? [{ ruleId, evidence: judged.texts[index] ?? '' }] : [],
    );
    return (found ?? []).map((one) => ({ workloadId, name: typeof name === 'string' ? name : workloadId, ...one }));
  });
}
