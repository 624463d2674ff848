/** How a read that did not come to its end is written down, and when it is tried again. */

import type { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { endRead } from '../store/leases.ts';
import type { ClaimedRead } from '../store/leases.ts';
import { pauseMs } from '../transport/retry.ts';
import type { ServiceContext } from './context.ts';
import { problemOf } from './problem.ts';
import type { HeldLease } from './sync-lease.ts';

/** After a failure it is tried again sooner than its interval says, and then ever later, up to this. */
const FIRST_PAUSE_SECONDS = 15;
const LONGEST_PAUSE_SECONDS = 15 * 60;

export const leaseLost = (): IsthmusError => failure('IST-2226', 'another process has taken the source over meanwhile');

type WhyStopped = 'lost' | 'cancelled' | 'interrupted' | undefined;

/** Undefined: nobody stopped it, it failed. A lease that may not be ours any more is given back only if it is. */
export function whyStopped(
  { stopped }: HeldLease,
  whenStopping: 'interrupted' | 'cancelled',
  error: unknown,
): WhyStopped {
  if (stopped === 'stopping') return whenStopping;
  if (stopped === 'outdated' || (error as { readonly code?: string }).code === 'IST-2226') return 'interrupted';
  return stopped;
}

/** How a read that did not come to its end is written down; answers the error to throw. */
export async function writeDown(
  context: ServiceContext,
  claim: ClaimedRead,
  stopped: WhyStopped,
  error: unknown,
): Promise<unknown> {
  const { failures, intervalSeconds } = claim.record;
  if (stopped === 'lost') return leaseLost();
  const ended =
    stopped === 'cancelled'
      ? ({ state: 'cancelled', nextInSeconds: intervalSeconds } as const)
      : stopped === 'interrupted'
        ? ({ state: 'interrupted', nextInSeconds: 0 } as const)
        : ({ state: 'failed', nextInSeconds: nextTry(failures, intervalSeconds), problem: problemOf(error) } as const);
  await context.store
    .transaction((connection) => endRead(connection, claim, { ...ended, idle: false }))
    .catch(() => undefined);
  return stopped === undefined ? error : failure('IST-7010', 'the sync was cancelled; the last good state is kept');
}

/** Seconds. Spread at random, so that sources that failed together do not come back together. */
function nextTry(failures: number, intervalSeconds: number): number {
  const firstPauseMs = Math.min(FIRST_PAUSE_SECONDS, intervalSeconds) * 1000;
  const longestPauseMs = Math.max(LONGEST_PAUSE_SECONDS, intervalSeconds) * 1000;
  return pauseMs(Math.min(failures, 30) + 1, { firstPauseMs, longestPauseMs }, Math.random()) / 1000;
}
