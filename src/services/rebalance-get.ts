/** Rebalance plans that were made. */

import { z } from 'zod';
import type { RebalanceDocument, RebalanceSummaryDocument } from '../api/hosts.ts';
import { failure } from '../core/errors/registry.ts';
import { newestAbout, pageResults } from '../store/results.ts';
import type { ServiceContext } from './context.ts';
import { readContinuation, writeContinuation } from './continuation.ts';
import { answerHead } from './keep-answer.ts';
import type { AnswerHead } from './keep-answer.ts';
import { inForceNow } from './placement-staleness.ts';
import { findResult, requireResult, resultDoc } from './results.ts';

const positionSchema = z.object({ before: z.number().int(), kind: z.literal('rebalance') });

export async function listRebalances(
  context: ServiceContext,
  query: { readonly limit: number; readonly continue?: string },
): Promise<{ items: RebalanceSummaryDocument[]; total: number; continue?: string }> {
  const position = readContinuation(positionSchema, query.continue);
  const page = await pageResults(context.store, ['rebalance'], {
    ...(position !== undefined && { before: position.before }),
    limit: query.limit,
  });
  const last = page.items.at(-1);
  const now = await inForceNow(context);
  return {
    items: page.items.map((record) => ({
      ...(record.summary as Omit<RebalanceSummaryDocument, keyof AnswerHead>),
      ...answerHead(record, now),
    })),
    total: page.total,
    ...(last !== undefined &&
      page.items.length === query.limit && { continue: writeContinuation({ before: last.seq, kind: 'rebalance' }) }),
  };
}

/** By id, by site (its newest), or "latest". Throws IST-2108 when there is none. */
export async function getRebalance(context: ServiceContext, name: string): Promise<RebalanceDocument> {
  const record =
    name === 'latest'
      ? await requireResult(context, 'rebalance')
      : ((await findResult(context, name)) ?? (await newestAbout(context.store, ['rebalance'], name)));
  const doc =
    record?.kind === 'rebalance'
      ? await resultDoc<Omit<RebalanceDocument, keyof AnswerHead>>(context, record.id)
      : null;
  if (record === undefined || doc === null) {
    throw failure('IST-2108', `there is no rebalance plan ${name}`, {
      hint: `Run: isthmus rebalance ${name.startsWith('res-') ? 'SITE' : name}`,
    });
  }
  return { ...doc, ...answerHead(record, await inForceNow(context)) };
}
