/**
 * What a change of some workloads can matter to the estate's other nouns: applications and dependencies know of a
 * workload only who it is, how it is reached and what it belongs to. Most changes (power, sizes, usage) are none of that.
 */

import { endOf, meaningOf } from '../core/applications/ends.ts';
import type { WorkloadEnd } from '../core/applications/ends.ts';
import { canonicalJson } from '../core/evidence/digest.ts';
import { entityId } from '../core/model/ids.ts';
import type { Workload } from '../core/model/workload.ts';
import { endsAreWanted, endsOf } from '../store/applications.ts';
import { readMemberships } from '../store/estate-state.ts';
import type { Membership } from '../store/estate-state.ts';
import type { Queryable } from '../store/store.ts';

/** A workload that a reference may mean otherwise than before, or whose edges may be judged otherwise. */
export interface EndChange {
  readonly id: string;
  /** Absent: it is new. */
  readonly before?: WorkloadEnd;
  /** Absent: it is gone. */
  readonly after?: WorkloadEnd;
}

export interface InventoryChanges {
  /** Undefined: nobody asks whom a name or an address means. */
  readonly ends: { readonly changed: readonly WorkloadEnd[]; readonly same: readonly string[] } | undefined;
  readonly meanings: readonly EndChange[];
  readonly gone: readonly string[];
  /** Ids of applications that have, or had, other workloads or are stated by another source. */
  readonly applications: ReadonlySet<string>;
}

export interface InventoryConcern {
  /** Each workload as it is now. */
  see(workload: Workload, membership: Membership): void;
  /** Once all were seen. */
  changes(): InventoryChanges;
}

const NOWHERE: Membership = { application: null, sourceId: null };

/** @param former ids of the workloads that are made again; read before they are. */
export async function inventoryConcern(connection: Queryable, former: readonly string[]): Promise<InventoryConcern> {
  const memberships = new Map(await readMemberships(connection, former));
  const wanted = await endsAreWanted(connection);
  const ends = new Map((wanted ? await endsOf(connection, former) : []).map((end) => [end.id, end]));
  const applications = new Set<string>();
  const [changed, same, meanings]: [WorkloadEnd[], string[], EndChange[]] = [[], [], []];

  const compareMembership = (before: Membership, after: Membership): void => {
    if (before.application === after.application && before.sourceId === after.sourceId) return;
    for (const { application } of [before, after])
      if (application !== null) applications.add(entityId('app', application));
  };

  const compareEnd = (workload: Workload): void => {
    const before = ends.get(workload.id);
    const after = endOf(workload);
    ends.delete(workload.id);
    if (before === undefined) meanings.push({ id: workload.id, after });
    else if (stored(before) === stored(after)) return void same.push(workload.id);
    else if (stored(meaningOf(before)) !== stored(meaningOf(after))) meanings.push({ id: workload.id, before, after });
    changed.push(after);
  };

  return {
    see(workload, membership) {
      compareMembership(memberships.get(workload.id) ?? NOWHERE, membership);
      memberships.delete(workload.id);
      if (wanted) compareEnd(workload);
    },
    changes() {
      for (const membership of memberships.values()) compareMembership(membership, NOWHERE);
      for (const [id, before] of ends) meanings.push({ id, before });
      return { ends: wanted ? { changed, same } : undefined, meanings, gone: [...ends.keys()], applications };
    },
  };
}

/** As it reads once it was stored. */
const stored = (end: WorkloadEnd): string => canonicalJson(JSON.parse(JSON.stringify(end)));
