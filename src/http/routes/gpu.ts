/** GPU level: plans and defragmentation. */

import type { GpuDefragDocument, GpuPlanDocument, gpuRoutes } from '../../api/gpu.ts';
import { getGpu } from '../../services/gpu-keep.ts';
import { neededGpus } from '../../services/gpu-need.ts';
import type { Background } from '../background.ts';
import type { Handlers } from '../handler.ts';

export function gpuHandlers(background: Background): Handlers<typeof gpuRoutes> {
  return {
    gpuNeed: (context, { query }) => neededGpus(context, query),
    planGpus: (context, { body }) => background.enqueue(context, 'gpu-plan', body),
    getGpuPlan: (context, { params }) => getGpu<GpuPlanDocument>(context, 'gpu-plan', params.id),
    defragmentGpus: (context, { body }) => background.enqueue(context, 'gpu-defrag', body),
    getGpuDefragmentation: (context, { params }) => getGpu<GpuDefragDocument>(context, 'gpu-defrag', params.id),
  };
}
