/** Small workloads and observations for tests of this room and of others. */

import type { Identity, Workload, WorkloadFacts, WorkloadObservation } from './workload.ts';

export function workloadWith(facts: WorkloadFacts, rest: Partial<Omit<Workload, 'facts'>> = {}): Workload {
  return {
    id: 'wl-0000000000000001',
    kind: 'vm',
    identity: {},
    observations: [{ sourceId: 'src-1', nativeId: 'vm-1', observedAt: '2026-11-20T08:00:00.000Z' }],
    provenance: {},
    conflicts: [],
    ...rest,
    facts,
  };
}

export function observationOf(
  sourceId: string,
  nativeId: string,
  identity: Identity = {},
  facts: WorkloadFacts = {},
  rest: Partial<WorkloadObservation> = {},
): WorkloadObservation {
  return { sourceId, nativeId, observedAt: '2026-11-20T08:00:00.000Z', kind: 'vm', identity, facts, ...rest };
}
