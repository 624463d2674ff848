/** Observations to workloads, batch by batch, reading the next batch while one is merged. */

import type { Queryable } from '../store/store.ts';
import type { Catalog } from '../core/catalog/catalog.ts';
import type { CorrectionsFor } from '../core/model/corrections.ts';
import type { Source } from '../core/model/estate.ts';
import { resolveGuestOs } from '../core/model/guest-os.ts';
import type { Decision } from '../core/model/identity-decisions.ts';
import { NO_IDS } from '../core/model/identity-ids.ts';
import type { TakenIds } from '../core/model/identity-ids.ts';
import { identityGroups } from '../core/model/identity.ts';
import { observationKey } from '../core/model/identity-row.ts';
import type { IdentityRow } from '../core/model/identity-row.ts';
import { mergeGroup } from '../core/model/merge.ts';
import type { GuestOs, Workload, WorkloadObservation } from '../core/model/workload.ts';
import { readObservations } from '../store/observations.ts';
import type { ObservationPlace } from '../store/observations.ts';
import { throwIfCancelled } from './context.ts';
import type { ServiceContext } from './context.ts';

const GROUPS_PER_BATCH = 40;

export interface MachineGroup {
  readonly id: string;
  /** Observation keys. */
  readonly members: readonly string[];
  readonly places: readonly ObservationPlace[];
}

/** Which observations are one machine, in the order they were written: reading them then walks the table. */
export function groupsOf(
  rows: readonly IdentityRow[],
  places: ReadonlyMap<string, readonly ObservationPlace[]>,
  previousIds: ReadonlyMap<string, string>,
  decisions: readonly Decision[],
  taken: TakenIds = NO_IDS,
): readonly MachineGroup[] {
  const groups = identityGroups(rows, previousIds, decisions, taken).map(({ id, members }) => ({
    id,
    members,
    places: members.flatMap((key) => places.get(key) ?? []),
  }));
  return groups.sort((a, b) => {
    const [first, second] = [a.places[0], b.places[0]];
    if (first === undefined || second === undefined) return 0;
    if (first.sourceId !== second.sourceId) return first.sourceId < second.sourceId ? -1 : 1;
    return first.seq - second.seq;
  });
}

/** Settles operating systems; an estate has few different texts for many machines. */
export function guestOsResolver(catalog: Catalog): (observation: WorkloadObservation) => WorkloadObservation {
  const known = new Map<string, GuestOs>();
  return (observation) => {
    const { os } = observation.facts;
    if (os === undefined) return observation;
    const key = JSON.stringify(os);
    let settled = known.get(key);
    if (settled === undefined) {
      settled = resolveGuestOs(os, catalog);
      known.set(key, settled);
    }
    return { ...observation, facts: { ...observation.facts, os: settled } };
  };
}

export async function* mergedWorkloads(
  context: ServiceContext,
  connection: Queryable,
  groups: readonly MachineGroup[],
  sources: ReadonlyMap<string, Source>,
  corrections: CorrectionsFor,
): AsyncGenerator<Workload> {
  const withGuestOs = guestOsResolver(await context.catalog());
  const read = (from: number): Promise<readonly WorkloadObservation[]> => {
    const places = groups.slice(from, from + GROUPS_PER_BATCH).flatMap((group) => group.places);
    const reading = places.length === 0 ? Promise.resolve([]) : readObservations(connection, places);
    // A failure is met where the batch is awaited; if that is never reached, the transaction failed before.
    reading.catch(() => undefined);
    return reading;
  };
  let next = read(0);
  for (let from = 0; from < groups.length; from += GROUPS_PER_BATCH) {
    throwIfCancelled(context);
    const observations = await next;
    next = read(from + GROUPS_PER_BATCH);
    const byKey = new Map<string, WorkloadObservation[]>();
    for (const observation of observations) {
      const key = observationKey(observation);
      const known = byKey.get(key);
      if (known === undefined) byKey.set(key, [withGuestOs(observation)]);
      else known.push(withGuestOs(observation));
    }
    for (const { id, members } of groups.slice(from, from + GROUPS_PER_BATCH)) {
      const said = members.flatMap((key) => byKey.get(key) ?? []);
      yield mergeGroup({ id, observations: said }, sources, corrections(members));
    }
    const done = Math.min(from + GROUPS_PER_BATCH, groups.length);
    context.progress(done / groups.length, 'merging', `${done} of ${groups.length} workloads`);
  }
}
