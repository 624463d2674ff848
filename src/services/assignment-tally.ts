/** Counts, flows, sources of figures and the digest of assignments, taken as they pass by. */

import { createHash } from 'node:crypto';
import type { PlacementSummaryDocument } from '../api/placements.ts';
import { canonicalJson } from '../core/evidence/digest.ts';
import type { Assignment } from '../core/placement/result.ts';

type Flow = PlacementSummaryDocument['flows'][number];

const MOST_BASIS = 60;

export class AssignmentTally {
  workloads = 0;
  moves = 0;
  stays = 0;
  readonly #flows = new Map<string, Flow>();
  readonly #basis = new Set<string>();
  readonly #hash = createHash('sha256');

  add(assignment: Assignment): void {
    const { fromSiteId, siteId, cost, moves } = assignment;
    this.workloads += 1;
    if (moves) this.moves += 1;
    else if (siteId !== null) this.stays += 1;
    const key = `${fromSiteId ?? ''}>${siteId ?? ''}`;
    const flow = this.#flows.get(key) ?? { fromSiteId, toSiteId: siteId, workloads: 0, usdPerMonth: 0 };
    flow.workloads += 1;
    flow.usdPerMonth += cost?.totalUsdPerMonth ?? 0;
    this.#flows.set(key, flow);
    for (const line of cost?.basis ?? []) this.#basis.add(line);
    this.#hash.update(canonicalJson(assignment)).update('\n');
  }

  /** Of every assignment in its order; once, at the end. */
  digest(): string {
    return `sha256:${this.#hash.copy().digest('hex')}`;
  }

  /** Largest first. */
  flows(): Flow[] {
    return [...this.#flows.entries()]
      .sort(([keyA, a], [keyB, b]) => b.workloads - a.workloads || (keyA < keyB ? -1 : 1))
      .map(([, flow]) => flow);
  }

  /** Where the figures come from. */
  basis(): string[] {
    const all = [...this.#basis].sort();
    const more = all.length - MOST_BASIS;
    return more > 0 ? [...all.slice(0, MOST_BASIS), `… and ${more} more, each with the workloads it counts for`] : all;
  }
}
