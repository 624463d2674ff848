/**
 * From a model to GPUs: what it holds in memory, and which GPU types in which number hold that. Memory only: whether it
 * is then fast enough is not judged here. What is not known is said, with what would answer it, and never assumed.
 */

import type { z } from 'zod';
import type { aiGpusSchema } from '../../catalog/ai-gpus.ts';
import { cite } from '../../catalog/provenance.ts';
import { memoryTerms } from './need-terms.ts';
import type { AiModel, AiModels, MemoryTerm, Missing, ServedModel } from './need-terms.ts';

export type AiGpus = z.infer<typeof aiGpusSchema>;
type AiGpu = AiGpus['gpus'][number];

export interface GpuNeedRequest extends ServedModel {
  /** Id in the catalogue of models. */
  readonly model: string;
  /** GPU types to look at, by id; all of the catalogue unless given. */
  readonly gpus?: readonly string[];
  /** Most GPUs one server may use; 8 unless given. */
  readonly maxGpus?: number;
}

export interface GpuOption {
  readonly gpu: string;
  readonly count: number;
  /** What each GPU holds, and what of its memory may be used for it. */
  readonly perGpuGiB: number;
  readonly usableGiB: number;
  /** Share of the GPU's memory in thousandths, for placing it beside others; 1000 with several GPUs. */
  readonly gpuMilli: number;
  /** What has to be done or checked for this type. */
  readonly conditions: readonly string[];
  /** Azure sizes with at least that many whole GPUs of the type, smallest first. */
  readonly azureSizes: readonly string[];
  readonly source: string;
}

export interface GpuRefusal {
  readonly gpu: string;
  readonly reason: string;
}

export type GpuNeed =
  | {
      readonly verdict: 'known';
      readonly terms: readonly MemoryTerm[];
      /** On one GPU, if it were large enough. */
      readonly totalGiB: number;
      /** Least memory in all first. Empty when no type holds it. */
      readonly options: readonly GpuOption[];
      readonly refused: readonly GpuRefusal[];
      readonly notCounted: readonly string[];
    }
  | {
      readonly verdict: 'unknown';
      readonly missing: readonly Missing[];
      /** What is known already; together at least so much. */
      readonly terms: readonly MemoryTerm[];
      readonly atLeastGiB: number;
    }
  | { readonly verdict: 'impossible'; readonly reason: string };

const COUNTS = [1, 2, 4, 8, 16];
const DEFAULT_MAX_GPUS = 8;

export function gpuNeed(request: GpuNeedRequest, facts: { readonly models: AiModels; readonly gpus: AiGpus }): GpuNeed {
  const model = facts.models.models.find(({ id }) => id === request.model);
  if (model === undefined) {
    const answer = `a record of ${request.model}: parameters, layers, heads and precision, from the model's published config.json`;
    return { verdict: 'unknown', missing: [{ field: 'model', answer }], terms: [], atLeastGiB: 0 };
  }
  const wrong = refusedFigure(model, request);
  if (wrong !== undefined) return { verdict: 'impossible', reason: wrong };

  const { terms, missing, notCounted } = memoryTerms(facts.models, model, request);
  const totalGiB = terms.reduce((sum, { gib }) => sum + gib, 0);
  const known = new Set(facts.gpus.gpus.map(({ id }) => id));
  const strangers = (request.gpus ?? []).filter((id) => !known.has(id));
  const usable = facts.models.formulas.find(({ id }) => id === 'fit')?.params?.['util'];
  const open = [
    ...missing,
    ...strangers.map((id) => ({ field: 'gpus', answer: `a record of ${id}: its memory and what it computes in` })),
  ];
  if (open.length > 0 || usable === undefined) {
    if (usable === undefined) open.push({ field: 'util', answer: 'the share of GPU memory a server may use' });
    return { verdict: 'unknown', missing: open, terms, atLeastGiB: totalGiB };
  }

  const options: GpuOption[] = [];
  const refused: GpuRefusal[] = [];
  for (const gpu of facts.gpus.gpus) {
    if (request.gpus !== undefined && !request.gpus.includes(gpu.id)) continue;
    const option = smallestOption(facts.gpus, gpu, model, request, terms, usable);
    if ('reason' in option) refused.push(option);
    else options.push(option);
  }
  const memory = ({ count, usableGiB }: GpuOption): number => count * usableGiB;
  options.sort((a, b) => memory(a) - memory(b) || a.count - b.count || (a.gpu < b.gpu ? -1 : 1));
  return { verdict: 'known', terms, totalGiB, options, refused, notCounted };
}

function refusedFigure(model: AiModel, { contextTokens, concurrency, maxGpus }: GpuNeedRequest): string | undefined {
  for (const [name, value] of Object.entries({ contextTokens, concurrency, maxGpus })) {
    if (value !== undefined && !(Number.isSafeInteger(value) && value > 0)) {
      return `${name} is ${value}: it must be a whole number of at least 1`;
    }
  }
  return contextTokens !== undefined && contextTokens > model.contextMax
    ? `${model.id} holds at most ${model.contextMax} tokens, not ${contextTokens}`
    : undefined;
}

/** The fewest GPUs of the type that hold every term, each its part. */
function smallestOption(
  facts: AiGpus,
  gpu: AiGpu,
  model: AiModel,
  request: GpuNeedRequest,
  terms: readonly MemoryTerm[],
  util: number,
): GpuOption | GpuRefusal {
  const usableGiB = gpu.memGiB * util;
  const most = request.maxGpus ?? DEFAULT_MAX_GPUS;
  let smallest = Infinity;
  for (const count of COUNTS) {
    if (count > most || model.attnHeads % count !== 0) continue;
    const perGpuGiB = terms.reduce((sum, { gib, splitsOver }) => sum + gib / Math.min(count, splitsOver), 0);
    smallest = Math.min(smallest, perGpuGiB);
    if (perGpuGiB > usableGiB) continue;
    return {
      gpu: gpu.id,
      count,
      perGpuGiB,
      usableGiB,
      gpuMilli: count > 1 ? 1000 : Math.min(1000, Math.ceil((perGpuGiB / usableGiB) * 1000)),
      conditions: conditionsOf(gpu, request.precision ?? model.nativeDtype),
      azureSizes: facts.azureSizes
        .filter((size) => size.gpu === gpu.id && size.gpuCount >= count)
        .sort((a, b) => a.gpuCount - b.gpuCount || a.vcpu - b.vcpu || (a.size < b.size ? -1 : 1))
        .map(({ size }) => size),
      source: cite(gpu),
    };
  }
  const reason = `each of ${most} would hold ${smallest.toFixed(1)} GiB, of ${gpu.memGiB} GiB ${usableGiB.toFixed(1)} are usable`;
  return { gpu: gpu.id, reason };
}

/** Precisions that a type has no arithmetic for still load: said, not refused. */
function conditionsOf(gpu: AiGpu, precision: string): string[] {
  if (precision === 'bf16' && gpu.bf16Tflops === undefined) {
    return [gpu.fp16Tflops === undefined ? 'no bf16 is known of it' : 'no bf16: serve it as fp16, of the same size'];
  }
  const lacks =
    (precision === 'fp8' && gpu.fp8Tflops === undefined) ||
    (/fp4/.test(precision) && gpu.fp4Tflops === undefined) ||
    (precision === 'int8' && gpu.int8Tops === undefined);
  return lacks ? [`no ${precision} arithmetic: check that the server has a kernel that unpacks the weights`] : [];
}
