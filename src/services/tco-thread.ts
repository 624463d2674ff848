/** Questions on cost in a thread: a large estate takes seconds, and the server answers others meanwhile. */

import type {
  LicenceEffectDocument,
  TcoDocument,
  WorkloadCostDocument,
  WorkloadLicencesDocument,
} from '../api/costs.ts';
import { startThread } from '../threads/run.ts';
import type { ThreadTask } from '../threads/task.ts';
import { askThread } from './ask-thread.ts';
import type { ServiceContext } from './context.ts';
import type { TcoRequest } from './tco.ts';
import { contextOrder, openThreadContext } from './thread-context.ts';
import type { ContextOrder } from './thread-context.ts';

export interface CostQuestion {
  readonly total?: TcoRequest;
  readonly licences?: { readonly path?: string | undefined };
  readonly workload?: string;
  readonly workloadLicences?: string;
}

interface CostAnswer {
  readonly total?: TcoDocument;
  readonly licences?: LicenceEffectDocument;
  readonly workload?: WorkloadCostDocument;
  readonly workloadLicences?: WorkloadLicencesDocument;
}

export const costTask: ThreadTask<ContextOrder & CostQuestion, CostAnswer> = async (order) => {
  await using context = await openThreadContext(order);
  const { total, licences, workload, workloadLicences } = order;
  if (total !== undefined) return { total: await (await import('./tco.ts')).totalCost(context, total) };
  const effect = await import('./licence-effect.ts');
  if (licences !== undefined) return { licences: await effect.licenceEffect(context, licences.path) };
  if (workloadLicences !== undefined)
    return { workloadLicences: await effect.workloadLicences(context, workloadLicences) };
  return { workload: await (await import('./tco-workload.ts')).workloadCost(context, workload ?? '') };
};

/** Answers the one question that is asked. Throws what the service throws, IST-7010 when whoever asked is gone. */
const ask = (context: ServiceContext, question: CostQuestion): Promise<CostAnswer> =>
  askThread(context, startThread('cost', { ...contextOrder(context), ...question }));

function found<T>(answer: T | undefined): T {
  if (answer === undefined) throw new Error('the thread answered another question');
  return answer;
}

export const totalCostInThread = async (context: ServiceContext, request: TcoRequest): Promise<TcoDocument> =>
  found((await ask(context, { total: request })).total);
export const licencesInThread = async (context: ServiceContext, path?: string): Promise<LicenceEffectDocument> =>
  found((await ask(context, { licences: { path } })).licences);
export const workloadCostInThread = async (context: ServiceContext, id: string): Promise<WorkloadCostDocument> =>
  found((await ask(context, { workload: id })).workload);
export const workloadLicencesInThread = async (
  context: ServiceContext,
  id: string,
): Promise<WorkloadLicencesDocument> => found((await ask(context, { workloadLicences: id })).workloadLicences);
