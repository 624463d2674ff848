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
import { plural } from '../output/format.ts';
import { printDocument } from '../output/print.ts';
import { sourceNames } from '../source/names.ts';
import { candidateLines } from '../place/candidates.ts';

import { disagreement } from './conflicts.ts';
import { verdictLines } from './verdict-lines.ts';

type Assessment = z.infer<typeof workloadAssessmentSchema>;

export function registerDescribe(program: Command, cli: Cli): void {
  program
    .command('describe')
    .description(
      'Show one workload: facts with their sources, verdicts for every target, placement and why; or one source, one application with who calls whom, or one control with the evidence for it.',
    )
    .argument('<noun>', 'workload, source, application or control; or both in one, as in control/SC-28')
    .argument('[name]', 'id or name')
    .action(async (first: string, second: string | undefined) => {
      const [noun, name] = nounAndName(first, second);
      if (['control', 'controls'].includes(noun))
        return (await import('../controls/describe.ts')).describeControl(cli, name);
      if (['source', 'sources', 'src'].includes(noun)) return describeSource(cli, name);
      if (['application', 'applications', 'app', 'apps'].includes(noun))
        return (await import('./application.ts')).describeApplication(cli, name);
      if (!['workload', 'workloads', 'wl', 'vm'].includes(noun))
        throw failure(
          'IST-9002',
          `"${noun}" cannot be described; a workload, a source, an application or a control can`,
        );
      const client = await cli.client();
      const workload = await client.call(ROUTES.getWorkload, { params: { id: name } });
      const params = { id: workload.id };
      const assessment = await orNull(client.call(ROUTES.workloadAssessment, { params }));
      const placement = await orNull(client.call(ROUTES.workloadPlacement, { params }));
      const nameOf = await sourceNames(cli);
      await printDocument(cli, { workload, assessment, placement }, () =>
        describeText(workload, assessment, placement, nameOf),
      );
      return undefined;
    });
}

/** "control/SC-28" is the same as "control SC-28". */
function nounAndName(first: string, second: string | undefined): readonly [string, string] {
  if (second !== undefined) return [first, second];
  const at = first.indexOf('/');
  if (at > 0 && at < first.length - 1) return [first.slice(0, at), first.slice(at + 1)];
  throw failure('IST-9001', `say which ${first} to describe`);
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
  nameOf: (sourceId: string) => string,
): string {
  return [
    `${typeof workload.facts.name === 'string' ? workload.facts.name : workload.id}  (${workload.kind}, ${workload.id}, gen/${workload.generation})`,
    '',
    'Facts',
    ...factLines(workload, nameOf),
    ...inheritedLines(workload),
    ...conflictLines(workload, nameOf),
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

function factLines(workload: WorkloadDocument, nameOf: (sourceId: string) => string): string[] {
  const keys = [...new Set([...Object.keys(workload.facts), ...Object.keys(workload.open)])].sort();
  const wide = Math.max(...keys.map((key) => key.length));
  return keys.flatMap((key) => {
    if (workload.facts[key] === undefined) {
      // A rule of sites.yaml may or may not apply: no word on the fact counts until that is known.
      return [`  ${key.padEnd(wide)}  not known: ${workload.open[key]?.join(', ') ?? ''} would tell`];
    }
    const observation = workload.observations[workload.provenance[key] ?? 0];
    const { [key]: note } = workload.corrected;
    const { [key]: missing } = workload.open;
    return [
      `  ${key.padEnd(wide)}  ${JSON.stringify(workload.facts[key])}  [${nameOf(observation?.sourceId ?? '?')} ${observation?.observedAt ?? ''}]`,
      ...(note === undefined ? [] : [`  ${''.padEnd(wide)}  ${note}`]),
      ...(missing === undefined ? [] : [`  ${''.padEnd(wide)}  in part: ${missing.join(', ')} would complete it`]),
    ];
  });
}

/** "phi  reads patients (postgresql) from app" */
export function inheritedLines({ inherited }: Pick<WorkloadDocument, 'inherited'>): string[] {
  if (inherited.length === 0) return [];
  return [
    '',
    'Data classes of what it reads',
    ...inherited.map(({ dataClass, certain, path }) => {
      const way = path.map(
        ({ workloadName, service, port, confidencePct }) =>
          `${workloadName} (${[service ?? (port === undefined ? 'service unknown' : `port ${port}`), `${confidencePct}% sure`].join(', ')})`,
      );
      return dataClass === null
        ? `  not classified: it reads ${way.join(', which reads ')}`
        : `  ${dataClass}  ${certain ? 'reads' : 'may read'} ${way.join(', which reads ')}`;
    }),
  ];
}

function conflictLines(workload: WorkloadDocument, nameOf: (sourceId: string) => string): string[] {
  if (workload.conflicts.length === 0) return [];
  const by = (observation: number): string => nameOf(workload.observations[observation]?.sourceId ?? '?');
  return [
    '',
    'Sources disagree',
    ...workload.conflicts.flatMap((conflict) =>
      conflict.others.flatMap((other) =>
        disagreement(conflict.field, workload.facts[conflict.field], other.value, {
          kept: by(workload.provenance[conflict.field] ?? 0),
          other: by(other.observation),
        }).map((line) => `  ${line}`),
      ),
    ),
  ];
}

function assessmentLines(assessment: Assessment): string[] {
  const lines = assessment.targets.map(
    (target) => `  ${target.title}: ${target.readiness}${asideText(target, assessment)}`,
  );
  return [
    ...lines,
    ...assessment.rules.flatMap((rule) => verdictLines(rule, assessment.targets)),
    `  ✓ ${plural(assessment.passed, 'rule')} passed`,
    ...complexityLines(assessment),
    ...osTableLines(assessment),
  ];
}

/** What readiness leaves aside is said beside it: a machine that nobody looked into is not ready beyond doubt. */
function asideText({ id, openAside }: Assessment['targets'][number], { rules }: Assessment): string {
  if (openAside.length === 0) return '';
  const blocking = openAside.filter((ruleId) =>
    rules.some((rule) => rule.ruleId === ruleId && rule.severity[id] === 'blocker'),
  );
  const worst = blocking.length === 0 ? '' : `, ${blocking.length} of which could block`;
  return `, with ${plural(openAside.length, 'question')} open that few sources answer${worst}`;
}

function complexityLines({ complexity, bestTarget, equallyGood }: Assessment): string[] {
  if (complexity === null) return [];
  const terms = complexity.terms.map(({ term, points }) => `${term} ${points}`).join(', ');
  return [
    `  complexity ${complexity.score} of 100${terms === '' ? '' : `: ${terms}`}`,
    equallyGood.length > 0
      ? `  equally good targets: ${equallyGood.join(', ')}`
      : `  best target: ${bestTarget ?? 'none can be named'}`,
  ];
}

/** Lists that contradict each other, each with its source: which one is right is not decided here. */
function osTableLines({ osTables }: Assessment): string[] {
  const torn = osTables.filter(({ agreed }) => !agreed);
  if (torn.length === 0) return [];
  return [
    '',
    'Published lists disagree on its operating system',
    ...torn.flatMap(({ target, statements }) => [
      `  ${target}`,
      ...statements.map(
        ({ says, verdict, supported, source, confidence }) =>
          `    ${supported.padEnd(7)}  ${says}: ${verdict ?? 'depends on the release'} (${source}${confidence === 'own' ? ', unverified' : ''})`,
      ),
    ]),
  ];
}
