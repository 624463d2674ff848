/** The newest assessment, and what it says of one workload. */

import type { z } from 'zod';
import type { AssessmentSummaryDocument, workloadAssessmentSchema } from '../api/assessments.ts';
import type { WorkloadAssessment } from '../core/assess/assessment.ts';
import { readBlock } from '../core/assess/block.ts';
import { assessmentOf } from '../core/assess/shape.ts';
import { unpacker } from '../core/assess/shape-pack.ts';
import { osSupport } from '../core/assess/os-tables.ts';
import { TARGETS } from '../core/assess/targets/registry.ts';
import type { Catalog } from '../core/catalog/catalog.ts';
import type { GuestOs } from '../core/model/workload.ts';
import { failure } from '../core/errors/registry.ts';
import { answeredBy } from '../providers/registry.ts';
import { readBlocks, readRunHead } from '../store/assessments.ts';
import type { ServiceContext } from './context.ts';
import { getWorkload } from './get-workload.ts';
import { requireResult, resultRow } from './results.ts';
import { rulesInForce } from './rules-in-force.ts';

/** Throws IST-2108 when there is none. */
export async function latestAssessment(context: ServiceContext): Promise<AssessmentSummaryDocument> {
  const record = await requireResult(context, 'assess');
  const summary = record.summary as AssessmentSummaryDocument;
  return { ...summary, id: record.id, createdAt: record.createdAt.toISOString() };
}

/** What a result says of one workload; undefined when it does not know it. */
export async function storedAssessment(
  context: ServiceContext,
  resultId: string,
  workloadId: string,
): Promise<WorkloadAssessment | undefined> {
  const head = await readRunHead(context.store, resultId);
  // Older releases kept every workload's assessment as a row of its own.
  if (head === undefined) return resultRow<WorkloadAssessment>(context, resultId, workloadId);
  const unpack = unpacker(head.header);
  for (const text of await readBlocks(context.store, head.chain, [workloadId])) {
    const [judged] = readBlock(text, new Set([workloadId]), unpack);
    if (judged !== undefined) return assessmentOf(judged);
  }
  return undefined;
}

type Document = z.infer<typeof workloadAssessmentSchema>;

/** Throws IST-2103 for an unknown workload, IST-2108 when it was not assessed. */
export async function workloadAssessment(context: ServiceContext, idOrName: string): Promise<Document> {
  const { id, facts } = await getWorkload(context, idOrName);
  const { platform } = facts;
  const platforms = new Set(typeof platform === 'string' ? [platform] : []);
  const record = await requireResult(context, 'assess');
  const found = await storedAssessment(context, record.id, id);
  if (found === undefined)
    throw failure('IST-2108', `the newest assessment does not know ${id}`, { hint: 'Run: isthmus assess' });
  const inForce = await rulesInForce(context);
  const rules = new Map(inForce.rules.map((rule) => [rule.id, rule]));
  return {
    workloadId: id,
    resultId: record.id,
    generation: record.generation,
    targets: TARGETS.flatMap(({ id: targetId, title }) => {
      const target = found.targets[targetId];
      if (target === undefined) return [];
      const { readiness, blockers, warnings, unknowns, openAside } = target;
      return [
        {
          id: targetId,
          title,
          readiness,
          blockers: [...blockers],
          warnings: [...warnings],
          unknowns: [...unknowns],
          openAside: [...openAside],
        },
      ];
    }),
    rules: found.rules.flatMap((result) => {
      const rule = rules.get(result.ruleId);
      // A rule that was dropped since has nothing to say any more; its verdict stays in the stored result.
      if (rule === undefined) return [];
      return [
        {
          ruleId: rule.id,
          label: rule.label,
          description: rule.description,
          remedy: rule.remedy,
          outcome: result.outcome,
          evidence: result.evidence ?? result.why ?? null,
          missing: answeredBy(result.missing ?? [], platforms).map(({ fact, from }) => ({ fact, from: [...from] })),
          severity: { ...rule.severity },
          source: rule.source.ref,
          sourceDate: rule.source.date,
        },
      ];
    }),
    passed: found.passed,
    complexity:
      found.skipped === undefined
        ? { score: found.complexity.score, terms: found.complexity.terms.map((term) => ({ ...term })) }
        : null,
    bestTarget: found.bestTarget,
    equallyGood: [...found.equallyGood],
    osTables: osTables(await context.catalog(), facts.os as GuestOs | undefined, found),
  };
}

/** Lists of today's catalogue: the verdicts name those they were made with. */
function osTables(catalog: Catalog, os: GuestOs | undefined, { targets }: WorkloadAssessment): Document['osTables'] {
  if (os === undefined) return [];
  return TARGETS.flatMap(({ id }) => {
    if (targets[id] === undefined) return [];
    const { statements, agreed } = osSupport(catalog, os, id);
    if (statements.length === 0) return [];
    return [
      {
        target: id,
        agreed,
        statements: statements.map(({ says, supported, verdict, note, source, refs, asOf, confidence }) => ({
          says,
          supported,
          verdict: verdict ?? null,
          note: note ?? null,
          source,
          refs: [...refs],
          asOf,
          confidence,
        })),
      },
    ];
  });
}
