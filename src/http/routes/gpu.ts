/** GPU level: plans and defragmentation. */

import type { GpuDefragDocument, GpuPlanDocument, gpuRoutes } from '../../api/gpu.ts';
import { getGpu } from '../../services/gpu-keep.ts';
import type { GpuQuestion } from '../../services/gpu-input.ts';
import { pinQuestion } from '../../services/pin-question.ts';
import type { QuestionBasis } from '../../services/pin-question.ts';
import type { ServiceContext } from '../../services/context.ts';
import { neededGpus } from '../../services/gpu-need.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function gpuHandlers(background: Background): Handlers<typeof gpuRoutes> {
  return {
    gpuNeed: (context, { query }) => neededGpus(context, query),
    planGpus: async (context, { body }) =>
      background.enqueue(context, 'gpu-plan', { ...body, basis: await basisOf(context, body) }),
    getGpuPlan: (context, { params }) => getGpu<GpuPlanDocument>(context, 'gpu-plan', params.id),
    defragmentGpus: async (context, { body }) =>
      background.enqueue(context, 'gpu-defrag', { ...body, basis: await basisOf(context, body) }),
    getGpuDefragmentation: (context, { params }) => getGpu<GpuDefragDocument>(context, 'gpu-defrag', params.id),
  };
}

/** Files are a basis of their own. */
async function basisOf(context: ServiceContext, question: GpuQuestion): Promise<QuestionBasis | undefined> {
  const files = question.nodesCsv !== undefined || question.podsCsv !== undefined;
  return files ? undefined : pinQuestion(context);
}
