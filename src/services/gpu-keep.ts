/** Keeps answers about GPUs that were made from the estate, and gives them back; those from files belong to nobody. */

import type { Queryable } from '../store/store.ts';
import { failure } from '../core/errors/registry.ts';
import { whyRecord } from './decide.ts';
import type { JobContext } from './durable-job.ts';
import type { ServiceContext } from './context.ts';
import type { GpuInput } from './gpu-input.ts';
import { findResult, requireResult, resultDoc, saveResult } from './results.ts';
import type { ResultRecord } from './results.ts';

export interface Kept {
  readonly id: string | null;
  readonly generation: number | null;
  readonly createdAt: string | null;
}

type GpuKind = 'gpu-plan' | 'gpu-defrag';

const headOf = ({ id, generation, createdAt }: ResultRecord): Kept => ({
  id,
  generation,
  createdAt: createdAt.toISOString(),
});

export async function keepGpu<T extends object>(
  context: JobContext,
  kind: GpuKind,
  { generation, sites }: GpuInput,
  result: { readonly whole: T; readonly summary: unknown; readonly settings: object; readonly subject: string | null },
): Promise<T & Kept> {
  const { whole, summary, subject } = result;
  if (generation === undefined) return { ...whole, id: null, generation: null, createdAt: null };
  const settings = { ...result.settings, sites };
  const why = whyRecord(context, {
    decision: kind,
    generation,
    catalog: await context.catalog(),
    packs: {},
    settings,
    result: whole,
  });
  let document: (T & Kept) | undefined;
  await saveResult(context, kind, {
    generation: generation.number,
    ...(subject !== null && { subject }),
    summary,
    settings,
    doc: whole,
    why,
    also: async (connection: Queryable, record) => {
      document = { ...whole, ...headOf(record) };
      await context.complete?.(connection, document);
    },
  });
  if (document === undefined) throw new Error(`the ${kind} was not kept`);
  return document;
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
  return { ...doc, ...headOf(record) } as T;
}
