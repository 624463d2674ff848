/** Writes down what a check found of waivers: those that ended, and those whose facts or rules have changed. */

import type { Finding } from '../core/policy/finding.ts';
import type { WaiverInForce } from '../core/policy/waivers/waiver.ts';
import { lockWaiver, readWaivers } from '../store/waivers.ts';
import type { Queryable } from '../store/store.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import { setState } from './waiver-states.ts';

/** What a check says of one waiver. */
export interface WaiverUse {
  readonly id: string;
  /** Findings it covers. */
  readonly applied: number;
  /** Findings it covered and does not any more, and the first reason. */
  readonly lapsed: number;
  readonly reason: string | undefined;
}

/** In the order of ids. */
export function waiverUses(waivers: readonly WaiverInForce[], findings: readonly Finding[]): readonly WaiverUse[] {
  const uses = new Map(
    waivers.map(({ id }) => [id, { applied: 0, lapsed: 0, reason: undefined as string | undefined }]),
  );
  for (const { waiver, lapsed } of findings) {
    const use = uses.get(waiver?.id ?? lapsed?.id ?? '');
    if (use === undefined) continue;
    if (waiver !== undefined) use.applied += 1;
    else {
      use.lapsed += 1;
      use.reason ??= lapsed?.reason;
    }
  }
  return waivers.map(({ id }) => ({ id, ...(uses.get(id) ?? { applied: 0, lapsed: 0, reason: undefined }) }));
}

/** In the transaction that keeps the check. One that covers something still goes on, with less. */
export async function settleWaivers(
  context: ServiceContext,
  connection: Queryable,
  uses: readonly WaiverUse[],
  generation: number,
): Promise<void> {
  const day = today(context);
  for (const { id, state, expiresOn } of await readWaivers(connection, { states: ['requested', 'approved'] })) {
    if (day <= expiresOn) continue;
    if ((await lockWaiver(connection, id))?.state !== state) continue;
    await setState(context, connection, id, 'expired', `it ended on ${expiresOn}`);
  }
  for (const { id, applied, lapsed, reason } of uses) {
    if (applied > 0 || lapsed === 0 || reason === undefined) continue;
    if ((await lockWaiver(connection, id))?.state !== 'approved') continue;
    await setState(context, connection, id, 'reopened', `check of gen/${generation}: ${reason}`);
  }
}
