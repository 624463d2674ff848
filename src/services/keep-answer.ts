/** Keeps an answer about hosts or GPUs with its why-record, and ends the operation it was made for. */

import type { GenerationInfo } from '../core/model/estate.ts';
import { whyRecord } from './decide.ts';
import type { JobContext } from './durable-job.ts';
import { inForceNow, staleness } from './placement-staleness.ts';
import type { InForce } from './placement-staleness.ts';
import { saveResult } from './results.ts';
import type { ResultRecord } from './results.ts';

export type AnswerKind = 'size' | 'rebalance' | 'gpu-plan' | 'gpu-defrag';

export interface AnswerHead {
  readonly id: string;
  readonly generation: number;
  readonly createdAt: string;
  /** What has changed since, in words. */
  readonly stale: string[];
}

export interface AnswerToKeep<T> {
  readonly generation: GenerationInfo;
  readonly subject: string | null;
  readonly summary: unknown;
  /** With `sites`, the digest of the sites file or null. */
  readonly settings: object;
  readonly whole: T;
}

export async function keepAnswer<T extends object>(
  context: JobContext,
  kind: AnswerKind,
  { generation, subject, summary, settings, whole }: AnswerToKeep<T>,
): Promise<T & AnswerHead> {
  const catalog = await context.catalog();
  // Before the transaction: the embedded database has one connection.
  const now = await inForceNow(context);
  let document: (T & AnswerHead) | undefined;
  await saveResult(context, kind, {
    generation: generation.number,
    ...(subject !== null && { subject }),
    summary,
    settings,
    doc: whole,
    why: whyRecord(context, { decision: kind, generation, catalog, packs: {}, settings, result: whole }),
    also: async (connection, record) => {
      document = { ...whole, ...answerHead(record, now) };
      await context.complete?.(connection, document);
    },
  });
  if (document === undefined) throw new Error(`the ${kind} was not kept`);
  return document;
}

export function answerHead(
  record: Pick<ResultRecord, 'id' | 'generation' | 'createdAt' | 'settings'>,
  now: InForce,
): AnswerHead {
  const settings = (record.settings ?? {}) as { readonly sites?: string | null };
  // None then and none now is no change.
  const asked = settings.sites === null && now.sites === undefined ? { ...settings, sites: undefined } : settings;
  return {
    id: record.id,
    generation: record.generation,
    createdAt: record.createdAt.toISOString(),
    stale: staleness({ ...record, settings: asked }, now),
  };
}
