/**
 * Whether a change of some workloads can matter to the estate's other nouns: applications and dependencies know of a
 * workload only who it is, how it is reached and what it belongs to. Most changes (power, sizes, usage) are none of that.
 */

import { endOf } from '../core/applications/ends.ts';
import { canonicalJson } from '../core/evidence/digest.ts';
import type { Workload } from '../core/model/workload.ts';
import { knownEnds, readMemberships } from '../store/estate-state.ts';
import type { Membership } from '../store/estate-state.ts';
import type { Queryable } from '../store/store.ts';

export interface InventoryConcern {
  /** Each workload as it is now. */
  see(workload: Workload, membership: Membership): void;
  /** True unless the workloads seen are those asked about at first, each with the same ends and the same membership. */
  concerned(): boolean;
}

/** @param former ids of the workloads that are made again; read before they are. */
export async function inventoryConcern(connection: Queryable, former: readonly string[]): Promise<InventoryConcern> {
  const [memberships, ends] = [await readMemberships(connection, former), await knownEnds(connection, former)];
  let concerned = false;
  let seen = 0;
  return {
    see(workload, membership) {
      seen += 1;
      if (concerned) return;
      const before = memberships.get(workload.id);
      const end = ends?.get(workload.id);
      concerned =
        before === undefined ||
        before.application !== membership.application ||
        before.sourceId !== membership.sourceId ||
        // Nobody asked for ends yet: then nobody needs them.
        (ends !== undefined && (end === undefined || canonicalJson(end) !== plain(endOf(workload))));
    },
    concerned: () => concerned || seen !== memberships.size,
  };
}

/** As it reads once it was stored. */
const plain = (value: unknown): string => canonicalJson(JSON.parse(JSON.stringify(value)));
