/** `isthmus describe workload <name>`: every fact with its source, every verdict, why it is placed where it is. */

import type { Command } from 'commander';
import type { z } from 'zod';
import type { workloadAssessmentSchema } from '../../api/assessments.ts';
import type { AssignmentDocument } from '../../api/placements.ts';
import type { WorkloadDocument } from '../../api/workloads.ts';
import { ROUTES } from '../../api/routes.ts';
import { IsthmusError } from '../../core/errors/errors.ts';
import { failure } from '../../core/errors/registry.ts';
import type { Cli } from '../cli.ts';
import { printDocument } from '../output/print.ts';
import { candidateLines } from '../place/candidates.ts';

type Assessment = z.infer<typeof workloadAssessmentSchema>;

export function registerDescribe(program: Command, cli: Cli): void {
  program
    .command('describe')
    .description(
      'Show one workload: facts with their sources, verdicts for every target, placement and why; or one source.',
    )
    .argument('<noun>', 'workload or source')
    .argument('<name>', 'id or name')
    .action(async (noun: string, name: string) => {
      if (['source', 'sources', 'src'].includes(noun)) return describeSource(cli, name);
      if (!['workload', 'workloads', 'wl', 'vm'].includes(noun))
        throw failure('IST-9002', `"${noun}" cannot be described; a workload or a source can`);
      const client = await cli.client();
      const workload = await client.call(ROUTES.getWorkload, { params: { id: name } });
      const params = { id: workload.id };
      const assessment = await orNull(client.call(ROUTES.workloadAssessment, { params }));
      const placement = await orNull(client.call(ROUTES.workloadPlacement, { params }));
      await printDocument(cli, { workload, assessment, placement }, () =>
        describeText(workload, assessment, placement),
      );
      return undefined;
    });
}

async function describeSource(cli: Cli, name: string): Promise<void> {
  const { sourceLines } = await import('../source/lines.ts');
  const source = await (await cli.client()).call(ROUTES.getSource, { params: { id: name } });
  await printDocument(cli, source, () => `${sourceLines(source).join('\n')}\n`, 'source');
}

/** Not assessed or not placed yet is an answer; anything else is an error. */
async function orNull<T>(call: Promise<T>): Promise<T | null> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof IsthmusError && error.definition.status === 404) return null;
    throw error;
  }
}

function describeText(
  workload: WorkloadDocument,
  assessment: Assessment | null,
  placement: AssignmentDocument | null,
): string {
  return [
    `${typeof workload.facts.name === 'string' ? workload.facts.name : workload.id}  (${workload.kind}, ${workload.id}, gen/${workload.generation})`,
    '',
    'Facts',
    ...factLines(workload),
    ...conflictLines(workload),
    '',
    'Readiness',
    ...(assessment === null ? ['  not assessed yet: isthmus assess'] : assessmentLines(assessment)),
    '',
    'Placement',
    ...(placement === null
      ? ['  not placed yet: isthmus place -f sites.yaml']
      : [`  ${placement.why}`, ...candidateLines(placement)]),
    '',
  ].join('\n');
}

function factLines(workload: WorkloadDocument): string[] {
  const keys = Object.keys(workload.facts).sort();
  const wide = Math.max(...keys.map((key) => key.length));
  return keys.flatMap((key) => {
    const observation = workload.observations[workload.provenance[key] ?? 0];
    const { [key]: note } = workload.corrected;
    const { [key]: missing } = workload.open;
    return [
      `  ${key.padEnd(wide)}  ${JSON.stringify(workload.facts[key])}  [${observation?.sourceId ?? '?'} ${observation?.observedAt ?? ''}]`,
      ...(note === undefined ? [] : [`  ${''.padEnd(wide)}  ${note}`]),
      ...(missing === undefined ? [] : [`  ${''.padEnd(wide)}  in part: ${missing.join(', ')} would complete it`]),
    ];
  });
}

function conflictLines(workload: WorkloadDocument): string[] {
  if (workload.conflicts.length === 0) return [];
  return [
    '',
    'Sources disagree',
    ...workload.conflicts.flatMap((conflict) =>
      conflict.others.map(
        (other) =>
          `  ${conflict.field}: kept ${JSON.stringify(workload.facts[conflict.field])}, ${workload.observations[other.observation]?.sourceId ?? '?'} says ${JSON.stringify(other.value)}`,
      ),
    ),
  ];
}

function assessmentLines(assessment: Assessment): string[] {
  const lines = assessment.targets.map((target) => `  ${target.title}: ${target.readiness}`);
  for (const rule of assessment.rules) {
    lines.push(
      rule.outcome === 'fail'
        ? `  ✗ ${rule.ruleId}  ${rule.label}: ${rule.evidence ?? ''}\n      fix: ${rule.remedy}`
        : `  ? ${rule.ruleId}  ${rule.label}: needs ${rule.missing.map(({ fact, from }) => `${fact} (${from.join(' or ')})`).join(', ')}`,
    );
  }
  return [...lines, `  ✓ ${assessment.passed} rules passed`];
}
