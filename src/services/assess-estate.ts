/** Judges every workload of the newest generation for every target, and keeps the answers. */

import type { AssessmentSummaryDocument } from '../api/assessments.ts';
import type { WorkloadAssessment } from '../core/assess/assessment.ts';
import { createAssessor } from '../core/assess/engine.ts';
import { topFixes } from '../core/assess/fixes.ts';
import type { Rule } from '../core/assess/rule.ts';
import { createSummary } from '../core/assess/summary.ts';
import type { AssessmentSummary } from '../core/assess/summary.ts';
import { TARGETS } from '../core/assess/targets/registry.ts';
import { answeredBy } from '../providers/registry.ts';
import type { ServiceContext } from './context.ts';
import { rowsDigest, rulePacks, today, whyRecord } from './decide.ts';
import { eachWorkload, requireGeneration } from './generations.ts';
import { saveResult } from './results.ts';
import type { ResultRow } from './results.ts';
import { rulesInForce } from './rules-in-force.ts';

const FIXES_SHOWN = 10;

export interface AssessOptions {
  /** Day that support dates are judged for; default today. */
  readonly asOf?: string;
}

/** Throws IST-2101 when nothing was imported. */
export async function assessEstate(
  context: ServiceContext,
  options: AssessOptions,
): Promise<AssessmentSummaryDocument> {
  const generation = await requireGeneration(context);
  const catalog = await context.catalog();
  const asOf = options.asOf ?? today(context);
  const inForce = await rulesInForce(context);
  const { rules } = inForce;
  const assess = createAssessor({ catalog, asOf, rules });
  const counted = createSummary();
  const assessments: WorkloadAssessment[] = [];
  const platforms = new Set<string>();
  for await (const batch of eachWorkload(context, generation.number, 1000)) {
    for (const workload of batch) {
      const assessment = assess(workload);
      if (workload.facts.platform !== undefined) platforms.add(workload.facts.platform);
      counted.add(assessment);
      assessments.push(assessment);
    }
    context.progress((0.6 * assessments.length) / Math.max(1, generation.counts.workloads), 'judging workloads');
  }
  const summary = counted.finish();
  const packs = rulePacks(inForce);
  const about = { generation: generation.number, asOf, rules, rulesVersion: inForce.version, platforms };
  const document = describe(summary, about);
  context.progress(0.65, 'storing verdicts');
  const record = await saveResult(context, 'assess', {
    generation: generation.number,
    summary: { ...document, core: summary },
    settings: { asOf },
    rows: resultRows(assessments, context),
    why: whyRecord(context, {
      decision: 'assess',
      generation,
      catalog,
      packs,
      settings: { asOf },
      result: { summary, rows: rowsDigest(assessments) },
    }),
  });
  return { ...document, id: record.id, createdAt: record.createdAt.toISOString() };
}

function* resultRows(assessments: readonly WorkloadAssessment[], context: ServiceContext): Generator<ResultRow> {
  for (const [index, assessment] of assessments.entries()) {
    if (index % 2000 === 0) context.progress(0.65 + (0.35 * index) / assessments.length, 'storing verdicts');
    const blockers = [...new Set(Object.values(assessment.targets).flatMap((target) => target.blockers))];
    yield {
      workloadId: assessment.workloadId,
      columns: {
        ...Object.fromEntries(
          Object.entries(assessment.targets).map(([id, target]) => [`readiness.${id}`, target.readiness]),
        ),
        bestTarget: assessment.bestTarget,
        complexity: assessment.skipped === undefined ? assessment.complexity.score : null,
        blockers,
      },
      doc: assessment,
    };
  }
}

type Described = Omit<AssessmentSummaryDocument, 'id' | 'createdAt'>;

interface About {
  readonly generation: number;
  readonly asOf: string;
  readonly rules: readonly Rule[];
  readonly rulesVersion: string;
  /** Of the machines that were judged. */
  readonly platforms: ReadonlySet<string>;
}

function describe(summary: AssessmentSummary, { generation, asOf, rules, rulesVersion, platforms }: About): Described {
  const counts = new Map(summary.rules.map((rule) => [rule.ruleId, rule]));
  return {
    generation,
    asOf,
    rulesVersion,
    assessed: summary.assessed,
    notAssessed: { templates: summary.templates, placeholders: summary.placeholders },
    targets: TARGETS.map(({ id, title }) => {
      const { ready = 0, conditional = 0, unknown = 0, 'not-ready': notReady = 0 } = summary.targets[id] ?? {};
      return { id, title, counts: { ready, conditional, unknown, 'not-ready': notReady } };
    }),
    rules: rules.flatMap((rule) => {
      const counted = counts.get(rule.id);
      if (counted === undefined) return [];
      return [
        {
          ruleId: rule.id,
          label: rule.label,
          fail: counted.failed,
          unknown: counted.unknown,
          source: rule.source.ref,
          remedy: rule.remedy,
          severity: { ...rule.severity },
        },
      ];
    }),
    topFixes: topFixes(summary, { limit: FIXES_SHOWN, rules }).map((fix) => ({ ...fix })),
    unknowns: answeredBy(
      summary.unknownAnswers.map(({ fact }) => fact),
      platforms,
    ).map(({ fact, from }) => {
      const answer = summary.unknownAnswers.find((candidate) => candidate.fact === fact);
      return { fact, from: [...from], verdicts: answer?.verdicts ?? 0, workloads: answer?.workloads ?? 0 };
    }),
  };
}
