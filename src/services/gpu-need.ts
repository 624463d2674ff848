/** From a model to GPUs (G2): what it holds in memory, and which GPU types in which number hold that. */

import type { GpuNeedDocument, GpuNeedQuery } from '../api/gpu.ts';
import { gpuNeed } from '../core/placement/gpu/need.ts';
import type { ServiceContext } from './context.ts';

/** Ids of models are compared without letter case. An unknown model or figure is an answer, with what would settle it. */
export async function neededGpus(context: ServiceContext, query: GpuNeedQuery): Promise<GpuNeedDocument> {
  const catalog = await context.catalog();
  const models = catalog['ai-models'];
  const wanted = query.model.toLowerCase();
  const model = models.models.find(({ id }) => id.toLowerCase() === wanted)?.id ?? query.model;
  const gpus = query.gpus
    ?.split(',')
    .map((id) => id.trim().toLowerCase())
    .filter((id) => id !== '');
  const need = gpuNeed(
    {
      model,
      ...(query.context !== undefined && { contextTokens: query.context }),
      ...(query.concurrency !== undefined && { concurrency: query.concurrency }),
      ...(query.precision !== undefined && { precision: query.precision }),
      ...(query.kvPrecision !== undefined && { kvPrecision: query.kvPrecision }),
      ...(query.maxGpus !== undefined && { maxGpus: query.maxGpus }),
      ...(gpus !== undefined && gpus.length > 0 && { gpus }),
    },
    { models, gpus: catalog['ai-gpus'] },
  );
  const empty = {
    model,
    terms: [],
    totalGiB: null,
    options: [],
    refused: [],
    notCounted: [],
    missing: [],
    reason: null,
  };
  const terms = 'terms' in need ? need.terms.map(({ id, gib, text, source }) => ({ id, gib, text, source })) : [];
  switch (need.verdict) {
    case 'known':
      return {
        ...empty,
        verdict: 'known',
        terms,
        totalGiB: need.totalGiB,
        options: need.options.map((option) => ({
          ...option,
          conditions: [...option.conditions],
          azureSizes: [...option.azureSizes],
        })),
        refused: need.refused.map((one) => ({ ...one })),
        notCounted: [...need.notCounted],
      };
    case 'unknown': {
      const near = need.missing.some(({ field }) => field === 'model') ? models.models.map(({ id }) => id) : [];
      return {
        ...empty,
        verdict: 'unknown',
        terms,
        totalGiB: terms.length === 0 ? null : need.atLeastGiB,
        missing: need.missing.map((one) => ({ ...one })),
        ...(near.length > 0 && { knownModels: near }),
      };
    }
    default:
      return { ...empty, verdict: 'impossible', reason: need.reason };
  }
}
