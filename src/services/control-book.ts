/**
 * All that is known of controls now. Kept until something it rests on changes: the same question is asked many times. Of
 * a large estate it is made in a thread, so that the server answers others meanwhile.
 */

import type { ControlPages } from '../core/policy/controls/book.ts';
import { bookOf, pagesOf } from '../core/policy/controls/book.ts';
import { ControlIndex } from '../core/policy/controls/links.ts';
import { runInThread } from '../threads/run.ts';
import type { ThreadTask } from '../threads/task.ts';
import type { ServiceContext } from './context.ts';
import { policyFor } from './decide.ts';
import { requireGeneration } from './generations.ts';
import { hourOf, importsInForce, makeControlState } from './make-control-book.ts';
import type { ControlState } from './make-control-book.ts';
import { findSites } from './sites-document.ts';
import { contextOrder, openThreadContext } from './thread-context.ts';
import type { ContextOrder } from './thread-context.ts';

export type { ControlState } from './make-control-book.ts';

interface Kept {
  readonly key: string;
  readonly state: Promise<ControlState>;
}

const kept = new WeakMap<ServiceContext['store'], Kept>();

/** Workloads and imported results together, from which on starting a thread costs less than it spares. */
const WORTH_A_THREAD = 2_000;

/** Throws IST-2101 without an estate. Without sites, rules of packs are not asked and nothing has a place. */
export async function controlState(
  context: ServiceContext,
  staleAfterDays: number,
  worthAThread = WORTH_A_THREAD,
): Promise<ControlState> {
  const generation = await requireGeneration(context);
  const sites = await findSites(context);
  const imports = await importsInForce(context);
  const policy = sites === undefined ? undefined : await policyFor(context, sites.file);
  const key = JSON.stringify([
    generation.digest,
    sites?.digest ?? null,
    policy?.packs ?? null,
    imports.map(({ id }) => id),
    hourOf(context),
    staleAfterDays,
  ]);
  const known = kept.get(context.store);
  if (known?.key === key) return known.state;
  const size = generation.counts.workloads + imports.reduce((sum, { receipt }) => sum + receipt.kept, 0);
  // Whoever asked first may leave; others wait for the same state.
  const { signal: _signal, ...patient } = context;
  // What a replay pins does not cross into a thread.
  const state =
    size < worthAThread || context.replay !== undefined
      ? makeControlState(patient, staleAfterDays)
      : stateInThread(patient, staleAfterDays);
  kept.set(context.store, { key, state });
  state.catch(() => {
    if (kept.get(context.store)?.state === state) kept.delete(context.store);
  });
  return state;
}

async function stateInThread(context: ServiceContext, staleAfterDays: number): Promise<ControlState> {
  const catalog = await context.catalog();
  const { pages, ...rest } = await runInThread('control-book', { ...contextOrder(context), staleAfterDays });
  return { ...rest, catalog, book: bookOf(new ControlIndex(catalog['control-mappings']), pages) };
}

export interface ControlBookOrder extends ContextOrder {
  readonly staleAfterDays: number;
}

type Answer = Pick<ControlState, 'generation' | 'imports'> & { readonly pages: ControlPages };

export const controlBookTask: ThreadTask<ControlBookOrder, Answer> = async (order) => {
  await using context = await openThreadContext(order);
  const { book, generation, imports } = await makeControlState(context, order.staleAfterDays);
  return { pages: pagesOf(book), generation, imports };
};
