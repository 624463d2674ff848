/** Sizings that were made. */

import type { SizingDocument } from '../api/hosts.ts';
import { failure } from '../core/errors/registry.ts';
import type { ServiceContext } from './context.ts';
import { answerHead } from './keep-answer.ts';
import type { AnswerHead } from './keep-answer.ts';
import { inForceNow } from './placement-staleness.ts';
import { findResult, requireResult, resultDoc } from './results.ts';

/** By id, or "latest". Throws IST-2108 when there is none. */
export async function getSizing(context: ServiceContext, name: string): Promise<SizingDocument> {
  const record = name === 'latest' ? await requireResult(context, 'size') : await findResult(context, name);
  const doc =
    record?.kind === 'size' ? await resultDoc<Omit<SizingDocument, keyof AnswerHead>>(context, record.id) : null;
  if (record === undefined || doc === null)
    throw failure('IST-2108', `there is no sizing ${name}`, { hint: 'Run: isthmus size' });
  return { ...doc, ...answerHead(record, await inForceNow(context)) };
}
