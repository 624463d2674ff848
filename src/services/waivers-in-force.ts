/** The waivers that checks and placements are given, and how a why-record names them (S6, E1). */

import { digestOf } from '../core/evidence/digest.ts';
import { compareText } from '../core/plan/order.ts';
import type { WaiverInForce } from '../core/policy/waivers/waiver.ts';
import { failure } from '../core/errors/registry.ts';
import { readWaivers } from '../store/waivers.ts';
import type { StoredWaiver } from '../store/waivers.ts';
import type { ServiceContext } from './context.ts';

/** What ended is named at what it covered for so long; then the finding is open like any other. */
const ENDED_SHOWN_DAYS = 90;
const DAY_MS = 86_400_000;

/** Approved ones, and those that ended or were re-opened not long ago: they cover nothing and say why. By id. */
export async function waiversInForce(
  context: Pick<ServiceContext, 'store' | 'clock'>,
): Promise<readonly WaiverInForce[]> {
  const since = new Date(context.clock().getTime() - ENDED_SHOWN_DAYS * DAY_MS).toISOString().slice(0, 10);
  const stored = await readWaivers(context.store, { states: ['approved', 'expired', 'reopened'] });
  return stored
    .filter(({ state, expiresOn }) => state === 'approved' || expiresOn >= since)
    .map((waiver) => inForce(waiver, waiver.state === 'approved' ? 'approved' : 'reopened'))
    .sort((a, b) => compareText(a.id, b.id));
}

const inForce = (
  { id, scope, acceptUnknown, expiresOn, pins }: StoredWaiver,
  state: WaiverInForce['state'],
): WaiverInForce => ({ id, scope, acceptUnknown, expiresOn, pins, state });

/** A waiver as a decision was made with it. */
export interface WaiverUsed {
  readonly id: string;
  readonly state: WaiverInForce['state'];
  readonly digest: string;
}

/** Settings of a decision name the waivers it was made with: what they say never changes, so that it can be replayed. */
export const waiversUsed = (waivers: readonly WaiverInForce[]): readonly WaiverUsed[] =>
  waivers.map((waiver) => ({ id: waiver.id, state: waiver.state, digest: termsDigest(waiver) }));

export const termsDigest = ({
  scope,
  acceptUnknown,
  expiresOn,
  pins,
}: Pick<WaiverInForce, 'scope' | 'acceptUnknown' | 'expiresOn' | 'pins'>): string =>
  digestOf(JSON.parse(JSON.stringify({ scope, acceptUnknown, expiresOn, pins })));

/** The waivers of a decision as they were then. Throws IST-4050 when one is gone or says something else now. */
export async function waiversAsUsed(
  context: Pick<ServiceContext, 'store'>,
  used: readonly WaiverUsed[],
): Promise<readonly WaiverInForce[]> {
  const stored = new Map(
    (await readWaivers(context.store, { ids: used.map(({ id }) => id) })).map((each) => [each.id, each]),
  );
  return used.map(({ id, state, digest }) => {
    const waiver = stored.get(id);
    if (waiver === undefined) throw failure('IST-4050', `the waiver ${id} is not there any more`);
    if (termsDigest(waiver) !== digest) throw failure('IST-4050', `the waiver ${id} is not what it was`);
    return inForce(waiver, state);
  });
}

/** Waivers that count on a day stand beside the packs, as one: a placement is out of date when they change. */
export function waiverPack(
  waivers: readonly WaiverInForce[],
  day: string,
): Readonly<Record<string, { readonly version: string; readonly digest: string }>> {
  const counting = waivers.filter(({ state, expiresOn }) => state === 'approved' && day <= expiresOn);
  if (counting.length === 0) return {};
  return { waivers: { version: `${counting.length} in force`, digest: digestOf(waiversUsed(counting)) } };
}
