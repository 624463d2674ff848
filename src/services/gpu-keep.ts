/** Keeps answers about GPUs that were made from the estate, and gives them back; those from files belong to nobody. */

import { failure } from '../core/errors/registry.ts';
import type { JobContext } from './durable-job.ts';
import type { ServiceContext } from './context.ts';
import type { GpuInput } from './gpu-input.ts';
import { answerHead, keepAnswer } from './keep-answer.ts';
import { inForceNow } from './placement-staleness.ts';
import { findResult, requireResult, resultDoc } from './results.ts';

export interface Kept {
  readonly id: string | null;
  readonly generation: number | null;
  readonly createdAt: string | null;
  readonly stale: string[];
}

type GpuKind = 'gpu-plan' | 'gpu-defrag';

export async function keepGpu<T extends object>(
  context: JobContext,
  kind: GpuKind,
  { generation, sites }: GpuInput,
  result: { readonly whole: T; readonly summary: unknown; readonly settings: object; readonly subject: string | null },
): Promise<T & Kept> {
  if (generation === undefined) return { ...result.whole, id: null, generation: null, createdAt: null, stale: [] };
  return keepAnswer(context, kind, { ...result, generation, settings: { ...result.settings, sites } });
}

/** By id, or "latest". Throws IST-2108 when there is none. */
export async function getGpu<T extends Kept>(context: ServiceContext, kind: GpuKind, name: string): Promise<T> {
  const record = name === 'latest' ? await requireResult(context, kind) : await findResult(context, name);
  const doc = record?.kind === kind ? await resultDoc<Omit<T, keyof Kept>>(context, record.id) : null;
  if (record === undefined || doc === null) {
    throw failure('IST-2108', `there is no ${kind} ${name}`, {
      hint: kind === 'gpu-plan' ? 'Run: isthmus gpu plan' : 'Run: isthmus gpu defrag',
    });
  }
  return { ...doc, ...answerHead(record, await inForceNow(context)) } as T;
}
