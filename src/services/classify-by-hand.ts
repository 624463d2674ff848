/** What people say that workloads and applications hold and mean (S3): kept, and made part of the estate at once. */

import { refOf } from '../core/applications/fixes.ts';
import type { FixContent, HandClassification, WorkloadRef } from '../core/applications/fixes.ts';
import { failure } from '../core/errors/registry.ts';
import type { GenerationInfo } from '../core/model/estate.ts';
import { strangeDataClasses } from '../core/policy/data-classes.ts';
import { applyFix, checkedReason, requireApplication } from './application-fixes.ts';
import type { ServiceContext } from './context.ts';
import { findWorkload } from './get-workload.ts';
import { loadPacks } from './packs.ts';

export interface ClassifyRequest {
  /** Ids or unique names. */
  readonly workloads?: readonly string[];
  /** Id or name: holds for whatever is in it, now and later. */
  readonly application?: string;
  readonly set: HandClassification;
  readonly reason: string;
}

export interface ClassifyOutcome {
  readonly generation: GenerationInfo;
  readonly changed: boolean;
  /** Workloads it is about now. */
  readonly workloads: number;
  /** Sentences: data classes that no rule speaks of. */
  readonly warnings: readonly string[];
}

/** Throws IST-2101, IST-2103, IST-2104, IST-2231 and IST-2250. */
export async function classifyByHand(context: ServiceContext, request: ClassifyRequest): Promise<ClassifyOutcome> {
  const reason = checkedReason(request.reason, true);
  const set = Object.fromEntries(Object.entries(request.set).filter(([, value]) => value !== undefined));
  if (Object.keys(set).length === 0)
    throw failure('IST-2250', 'say what holds: data classes, criticality, environment or owner');
  if ((request.workloads === undefined) === (request.application === undefined))
    throw failure('IST-2250', 'name workloads, or one application');
  if (request.application !== undefined) {
    const { application } = await requireApplication(context, request.application);
    const content: FixContent = { kind: 'classify', application: application.name, set };
    return keep(context, content, reason, `application ${application.name}`, application.workloadIds);
  }
  const workloads: WorkloadRef[] = [];
  for (const name of request.workloads ?? []) workloads.push(refOf((await findWorkload(context, name)).workload));
  if (workloads.length === 0) throw failure('IST-2250', 'name a workload');
  const what = workloads.length === 1 ? (workloads[0]?.name ?? 'one workload') : `${workloads.length} workloads`;
  const ids = workloads.map(({ id }) => id);
  return keep(context, { kind: 'classify', workloads, set }, reason, what, ids);
}

async function keep(
  context: ServiceContext,
  content: FixContent,
  reason: string,
  what: string,
  touched: readonly string[],
): Promise<ClassifyOutcome> {
  const made = await applyFix(context, {
    content,
    reason,
    what: `${what} classified by ${context.actor}`,
    touched,
    touchesFormer: true,
  });
  const classes = content.kind === 'classify' ? (content.set.dataClasses ?? []) : [];
  const warnings = classes.length === 0 ? [] : strangeDataClasses(classes, await loadPacks(context.home));
  return { ...made, workloads: touched.length, warnings };
}
