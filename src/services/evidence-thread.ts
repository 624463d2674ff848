/** Brings in a file of evidence in a thread: reading it takes seconds, and the server answers others meanwhile. */

import type { EvidenceImportDocument } from '../api/controls.ts';
import { startThread } from '../threads/run.ts';
import type { ThreadTask } from '../threads/task.ts';
import { askThread } from './ask-thread.ts';
import type { ServiceContext } from './context.ts';
import type { EvidenceFile } from './import-evidence.ts';
import { contextOrder, openThreadContext } from './thread-context.ts';
import type { ContextOrder } from './thread-context.ts';

type Progress = Parameters<ServiceContext['progress']>;

const TELL_EVERY_MS = 200;

export const evidenceTask: ThreadTask<
  ContextOrder & { readonly file: EvidenceFile },
  EvidenceImportDocument,
  Progress
> = async (order, thread) => {
  await using context = await openThreadContext(order);
  let told = 0;
  const progress = (...news: Progress): void => {
    const now = performance.now();
    if (now - told < TELL_EVERY_MS) return;
    told = now;
    thread.progress(news);
  };
  const { importEvidence } = await import('./import-evidence.ts');
  return importEvidence({ ...context, progress }, order.file);
};

/** Throws what importEvidence throws, IST-7010 when it is cancelled; nothing is kept then. */
export const importEvidenceInThread = (context: ServiceContext, file: EvidenceFile): Promise<EvidenceImportDocument> =>
  askThread(
    context,
    startThread(
      'import-evidence',
      { ...contextOrder(context), file },
      { onProgress: (news) => context.progress(...news) },
    ),
  );
