/** Waivers as people look at them (S6). */

import type { WaiverDetailsDocument, WaiverDocument } from '../api/waivers.ts';
import type { CheckSummaryDocument } from '../api/checks.ts';
import { failure } from '../core/errors/registry.ts';
import { isFindingScope } from '../core/policy/waivers/waiver.ts';
import type { WaiverState } from '../core/policy/waivers/waiver.ts';
import { daysBetween } from '../core/policy/waivers/waiver-request.ts';
import { readWaiverEvents, readWaivers } from '../store/waivers.ts';
import type { StoredWaiver } from '../store/waivers.ts';
import type { ServiceContext } from './context.ts';
import { today } from './decide.ts';
import type { WaiverUse } from './settle-waivers.ts';

/** Its time runs out whether anybody looks or not; the next check writes it down. */
export const stateOn = ({ state, expiresOn }: Pick<StoredWaiver, 'state' | 'expiresOn'>, day: string): WaiverState =>
  day > expiresOn && (state === 'approved' || state === 'requested') ? 'expired' : state;

/** The newest first. */
export async function listWaivers(
  context: ServiceContext,
  query: { readonly state?: WaiverState | undefined },
): Promise<WaiverDocument[]> {
  const day = today(context);
  const all = (await readWaivers(context.store)).map((waiver) => describeWaiver(waiver, day));
  return query.state === undefined ? all : all.filter(({ state }) => state === query.state);
}

/** By id, or the newest of that name. Throws IST-4050. */
export async function getWaiver(context: ServiceContext, idOrName: string): Promise<WaiverDetailsDocument> {
  const [byId] = await readWaivers(context.store, { ids: [idOrName] });
  const waiver = byId ?? (await readWaivers(context.store, { names: [idOrName] }))[0];
  if (waiver === undefined) throw failure('IST-4050', `there is no waiver "${idOrName}"`);
  const events = await readWaiverEvents(context.store, waiver.id);
  return {
    ...describeWaiver(waiver, today(context)),
    pins: waiver.pins.map((pin) => ({
      ruleId: pin.ruleId,
      packVersion: pin.packVersion,
      siteId: pin.siteId,
      state: pin.state,
      evidence: { ...pin.evidence },
      missing: [...pin.missing],
      findings: pin.findings,
    })),
    events: events.map(({ state, at, actor, note }) => ({ state, at: at.toISOString(), actor, note })),
  };
}

/** What a check says of the waivers it was given: those that end soon, and those that lapsed, are to be looked at. */
export async function describeUses(
  context: ServiceContext,
  uses: readonly WaiverUse[],
  warnDays: number,
): Promise<CheckSummaryDocument['waivers']> {
  const day = today(context);
  const stored = new Map(
    (uses.length === 0 ? [] : await readWaivers(context.store, { ids: uses.map(({ id }) => id) })).map((each) => [
      each.id,
      each,
    ]),
  );
  return uses.flatMap(({ id, applied, lapsed, reason }) => {
    const waiver = stored.get(id);
    if (waiver === undefined || (applied === 0 && lapsed === 0)) return [];
    const daysLeft = daysBetween(day, waiver.expiresOn);
    const { name, owner, expiresOn } = waiver;
    const endsSoon = applied > 0 && daysLeft <= warnDays;
    return [{ id, name, owner, expiresOn, daysLeft, endsSoon, applied, lapsed, reason: reason ?? null }];
  });
}

export function describeWaiver(waiver: StoredWaiver, day: string): WaiverDocument {
  const { scope } = waiver;
  return {
    id: waiver.id,
    name: waiver.name,
    state: stateOn(waiver, day),
    owner: waiver.owner,
    reason: waiver.reason,
    scope: isFindingScope(scope)
      ? { rule: null, pack: null, sites: null, workloads: null, finding: { workloadId: null, ...scope.finding } }
      : {
          rule: scope.rule ?? null,
          pack: scope.pack ?? null,
          sites: scope.sites === undefined ? null : [...scope.sites],
          workloads: scope.workloads ?? null,
          finding: null,
        },
    acceptUnknown: waiver.acceptUnknown,
    expiresOn: waiver.expiresOn,
    daysLeft: daysBetween(day, waiver.expiresOn),
    findings: waiver.pins.reduce((sum, pin) => sum + pin.findings, 0),
    digest: waiver.digest,
    requestedBy: waiver.requestedBy,
    requestedAt: waiver.requestedAt.toISOString(),
    approvedBy: waiver.approvedBy,
    approvedAt: waiver.approvedAt?.toISOString() ?? null,
  };
}
