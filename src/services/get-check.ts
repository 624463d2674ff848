/** The newest check and its findings. */

import type { z } from 'zod';
import { z as schema } from 'zod';
import { checkSummarySchema } from '../api/checks.ts';
import type { CheckSummaryDocument, findingSchema } from '../api/checks.ts';
import type { StoredFinding } from './check-rows.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { getWorkload } from './get-workload.ts';
import { listResultRows, requireResult } from './results.ts';

/** Throws IST-2108 when there is none. */
export async function latestCheck(context: ServiceContext): Promise<CheckSummaryDocument> {
  const record = await requireResult(context, 'check');
  // Parsed, so that what a check of an older release does not say is there as nothing.
  return checkSummarySchema.parse({
    ...(record.summary as object),
    id: record.id,
    createdAt: record.createdAt.toISOString(),
  });
}

export interface FindingQuery {
  readonly state?: 'violated' | 'unknown' | 'waived';
  readonly level?: 'must' | 'should' | 'warn';
  readonly change?: string;
  readonly pack?: string;
  readonly rule?: string;
  readonly site?: string;
  /** Id or name. */
  readonly workload?: string;
  readonly limit: number;
  readonly continue?: string;
}

type Document = z.infer<typeof findingSchema>;

const positionSchema = schema.object({ resultId: schema.string(), after: schema.number().int() });

/** Throws IST-2108 without a check, IST-2103 for an unknown workload, IST-2105 for a continuation of another check. */
export async function listFindings(
  context: ServiceContext,
  query: FindingQuery,
): Promise<{ items: Document[]; total: number; continue?: string }> {
  const record = await requireResult(context, 'check');
  const position = readContinuation(positionSchema.extend({ resultId: schema.literal(record.id) }), query.continue);
  const { state, level, change, pack, rule, site } = query;
  const wanted = { state, level, change, pack, rule, findingSite: site };
  const where = Object.fromEntries(
    Object.entries(wanted).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
  const workload = query.workload === undefined ? undefined : await getWorkload(context, query.workload);
  const page = await listResultRows(context, record.id, {
    where,
    ...(workload === undefined ? {} : { workloadId: workload.id }),
    ...(position === undefined ? {} : { after: position.after }),
    limit: query.limit,
  });
  const last = page.items.at(-1);
  return {
    items: page.items.map(({ doc }) => describeFinding(doc as StoredFinding)),
    total: page.total,
    ...(last !== undefined &&
      page.items.length === query.limit && { continue: writeContinuation({ resultId: record.id, after: last.seq }) }),
  };
}

export function describeFinding(finding: StoredFinding): Document {
  return {
    ruleId: finding.ruleId,
    packId: finding.packId,
    packVersion: finding.packVersion,
    reference: finding.reference,
    title: finding.title,
    level: finding.level,
    state: finding.state,
    workloadId: finding.workloadId ?? null,
    workloadName: finding.workloadName,
    affectedWorkloads: finding.affectedWorkloads ?? null,
    siteId: finding.siteId,
    evidence: { ...finding.evidence },
    evidenceFrom: { ...finding.evidenceFrom },
    missing: [...finding.missing],
    error: finding.error ?? null,
    remedy: finding.remedy,
    confidence: finding.confidence,
    waiver: finding.waiver ?? null,
    lapsed: finding.lapsed ?? null,
    change: finding.change ?? null,
    since: finding.since ?? null,
  };
}
