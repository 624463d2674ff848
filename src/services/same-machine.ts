/** Which workloads may be one machine although nothing joins them by itself (D8): for a person to decide. */

import { hintsOf, identitySigns } from '../core/model/identity-signs.ts';
import type { Subject } from '../core/model/identity-decisions.ts';
import { judgeSameMachine, PROPOSED_FROM } from '../core/model/same-machine.ts';
import type { Suspect } from '../core/model/same-machine.ts';
import type { Workload } from '../core/model/workload.ts';
import { readCorrections, workloadsOfKeys } from '../store/corrections.ts';
import { goneSince, pairsSharing, readNewest } from '../store/same-machine.ts';
import type { ServiceContext } from './context.ts';

/** Who went longer ago is not looked for: its signs will have been given to others. */
const GONE_DAYS = 30;
const MOST_GONE = 5000;
const MOST_PAIRS = 5000;
/** Documents in memory at a time. */
const BATCH = 500;

export interface SuspectedWorkload {
  readonly id: string;
  readonly name: string | null;
  readonly platform: string | null;
  readonly powerState: string | null;
  readonly sources: readonly string[];
  /** False: no source lists it any more. */
  readonly listed: boolean;
}

export interface SameMachineProposal {
  readonly workloads: readonly [SuspectedWorkload, SuspectedWorkload];
  /** 0 to 100. */
  readonly score: number;
  /** Signs in words, the weightiest first. */
  readonly for: readonly string[];
  readonly against: readonly string[];
}

/**
 * The likeliest first. Decided by joinWorkloads() or keepApart() with the two ids; a pair that was decided does not
 * come back. Throws nothing when there is no estate: then there is nothing to propose.
 */
export async function listSameMachineProposals(context: ServiceContext): Promise<readonly SameMachineProposal[]> {
  const { store } = context;
  const since = new Date(context.clock().getTime() - GONE_DAYS * 86_400_000);
  const gone = new Map((await goneSince(store, since, MOST_GONE)).map((workload) => [workload.id, workload]));
  const pairs = await pairsSharing(
    store,
    [...gone.values()].map((workload) => ({ id: workload.id, signs: signsOf(workload) })),
    MOST_PAIRS,
  );
  const decided = await decidedPairs(context);
  const open = pairs.filter(([a, b]) => !decided.has(`${a} ${b}`));
  const proposals: SameMachineProposal[] = [];
  for (let from = 0; from < open.length; from += BATCH) {
    const batch = open.slice(from, from + BATCH);
    const listed = await readNewest(store, [...new Set(batch.flat())]);
    const suspect = (id: string): Suspect | undefined => {
      const now = listed.get(id);
      const workload = now ?? gone.get(id);
      return workload && { workload, gone: now === undefined };
    };
    for (const [one, other] of batch) {
      const [a, b] = [suspect(one), suspect(other)];
      if (a === undefined || b === undefined) continue;
      const { score, signsFor, signsAgainst } = judgeSameMachine(a, b);
      if (score >= PROPOSED_FROM)
        proposals.push({ workloads: [shown(a), shown(b)], score, for: signsFor, against: signsAgainst });
    }
  }
  return proposals.sort(
    (a, b) =>
      b.score - a.score || order(a.workloads[0].id, b.workloads[0].id) || order(a.workloads[1].id, b.workloads[1].id),
  );
}

const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function signsOf(workload: Workload): readonly string[] {
  const { id, kind, identity, facts } = workload;
  return [...identitySigns({ key: id, sourceId: '', nativeId: '', kind, ...identity }), ...hintsOf(kind, facts)];
}

function shown({ workload, gone }: Suspect): SuspectedWorkload {
  const { id, facts, observations } = workload;
  return {
    id,
    name: facts.name ?? null,
    platform: facts.platform ?? null,
    powerState: gone ? null : (facts.powerState ?? null),
    sources: [...new Set(observations.map(({ sourceId }) => sourceId))].sort(),
    listed: !gone,
  };
}

/** By the ids the decided workloads have now, and those they had then. */
async function decidedPairs({ store }: ServiceContext): Promise<ReadonlySet<string>> {
  const decisions = (await readCorrections(store)).filter(({ kind }) => kind !== 'prefer');
  const subjects: Subject[] = decisions.flatMap((decision) => [...decision.subjects]);
  const now = await workloadsOfKeys(
    store,
    subjects.flatMap(({ keys }) => keys),
  );
  const ids = (subject: Subject): string[] => [
    subject.workloadId,
    ...subject.keys.map((key) => now.get(key)).filter((id) => id !== undefined),
  ];
  const pairs = new Set<string>();
  for (const { subjects: two } of decisions) {
    const [first, second] = two;
    if (first === undefined || second === undefined) continue;
    for (const a of ids(first)) for (const b of ids(second)) pairs.add([a, b].sort().join(' '));
  }
  return pairs;
}
