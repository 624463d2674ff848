/** A small estate of machines on three sites, for tests of the whole road from sites.yaml to a plan. */

import type { Catalog } from '../catalog/catalog.ts';
import { workloadWith } from '../model/workload.fixture.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import { sitesFileSchema } from '../policy/site.ts';
import type { PlacementInput } from './input.ts';
import type { Assignment, PlacementResult } from './result.ts';

export const OWN_COST = {
  usdPerCoreMonth: 8,
  usdPerMemoryGiBMonth: 0.4,
  usdPerDiskGiBMonth: 0.05,
  platformUsdPerCoreMonth: 4,
  windowsServer: 'included',
};

/** A site of one's own that takes `cpuCores` × 3.2 vCPU. */
export function ownSite(id: string, cpuCores: number, more: Record<string, unknown> = {}): Record<string, unknown> {
  const capacity = { cpuCores, memoryGiB: 4000, diskGiB: 90_000 };
  return { id, platform: 'kvm', target: 'kvm', capacity, cost: OWN_COST, ...more };
}

export function machine(index: number, facts: WorkloadFacts = {}): Workload {
  const id = `wl-${String(index).padStart(16, '0')}`;
  const disks = [{ label: 'a', capacityMiB: 100 * 1024 }];
  return workloadWith(
    {
      name: `vm-${index}`,
      cpuCount: 4,
      memoryMiB: 16_384,
      disks,
      nics: [{ label: 'n' }],
      os: { family: 'linux', name: 'Debian 12' },
      ...facts,
    },
    { id },
  );
}

export const machines = (count: number, facts: (index: number) => WorkloadFacts = () => ({})): Workload[] =>
  Array.from({ length: count }, (_, index) => machine(index + 1, facts(index + 1)));

export type InputChange = { readonly file?: Record<string, unknown> } & Partial<PlacementInput>;

export type MakeInput = (
  workloads: readonly Workload[],
  sites: readonly unknown[],
  change?: InputChange,
) => PlacementInput;

/** Filters match by name: "*" everybody, "a|b" these, "?b" unknown of b. */
export function inputsWith(catalog: Catalog): MakeInput {
  return (workloads, sites, change = {}) => {
    const { file, ...rest } = change;
    return {
      generation: 3,
      workloads,
      sites: sitesFileSchema.parse({ sites, ...file }),
      catalog,
      prices: [],
      readiness: () => ({ readiness: 'ready', rules: [], conditions: 0 }),
      policy: () => ({ verdict: 'pass', violated: [], unknown: [] }),
      currentSiteOf: () => null,
      matcher: (filter) => (workload) => {
        const name = workload.facts.name ?? '';
        if (filter === `?${name}`) return { needs: ['environment'] };
        return filter === '*' || filter.split('|').includes(name);
      },
      ...rest,
    };
  };
}

export const siteIdsOf = (result: PlacementResult): (string | null)[] => result.assignments.map(({ siteId }) => siteId);

export function assignmentOf(result: PlacementResult, index: number): Assignment {
  const found = result.assignments[index];
  if (found === undefined) throw new Error(`no assignment ${index}`);
  return found;
}

export function candidateOf(assignment: Assignment, siteId: string): Assignment['candidates'][number] {
  const found = assignment.candidates.find((entry) => entry.siteId === siteId);
  if (found === undefined) throw new Error(`no candidate ${siteId}`);
  return found;
}
