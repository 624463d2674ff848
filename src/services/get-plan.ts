/** Plans that were made. */

import type { z } from 'zod';
import type { planSummarySchema } from '../api/plans.ts';
import { failure } from '../core/errors/registry.ts';
import type { Plan } from '../core/plan/plan.ts';
import type { ServiceContext } from './context.ts';
import { findResult, listResults, requireResult, resultDoc } from './results.ts';

type PlanSummary = z.infer<typeof planSummarySchema>;

/** Newest first. */
export async function listPlans(context: ServiceContext): Promise<PlanSummary[]> {
  const records = await listResults(context, 'plan');
  return records.map((record) => ({
    ...(record.summary as Omit<PlanSummary, 'id' | 'generation' | 'createdAt'>),
    id: record.id,
    generation: record.generation,
    createdAt: record.createdAt.toISOString(),
  }));
}

/** A plan by id, or the newest by "latest". Throws IST-2108 when there is none. */
export async function getPlan(context: ServiceContext, id: string): Promise<Plan> {
  const record = id === 'latest' ? await requireResult(context, 'plan') : await findResult(context, id);
  const plan = record?.kind === 'plan' ? await resultDoc<Plan>(context, record.id) : null;
  if (plan === null) throw failure('IST-2108', `there is no plan ${id}`, { hint: 'List them: isthmus get plans' });
  return plan;
}
