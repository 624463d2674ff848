/** Small estates for tests: built by hand, every fact visible where it is used. */

import { catalog } from '../../../test/support/catalog.ts';
import type { Readiness, TargetId } from '../assess/verdict.ts';
import { createForecaster } from '../forecast/forecast.ts';
import type { Application, Dependency } from '../model/estate.ts';
import type { Workload, WorkloadFacts } from '../model/workload.ts';
import type { Assignment, PlacementResult } from '../placement/result.ts';
import { sitesFileSchema } from '../policy/site.ts';
import type { SitesFile } from '../policy/site.ts';
import type { PlanPins } from './plan.ts';
import type { AssessmentLike, PlanningInput } from './planning-input.ts';

export const PINS: PlanPins = {
  generation: 4,
  estateDigest: 'sha256:estate',
  placementId: 'pl-1',
  placementDigest: 'sha256:placement',
  sitesDigest: 'sha256:sites',
  catalogVersion: 'sha256:catalogue',
  packVersions: { gdpr: '1.0.0' },
};

export function workload(id: string, facts: WorkloadFacts = {}): Workload {
  return {
    id,
    kind: 'vm',
    identity: {},
    facts: {
      name: id,
      platform: 'vsphere',
      provisionedMiB: 102_400,
      networks: ['VLAN120'],
      datastores: ['ds-gold'],
      ...facts,
    },
    observations: [{ sourceId: 'src-vc01', nativeId: `vm-${id}`, observedAt: '2026-11-01T00:00:00Z' }],
    provenance: {},
    conflicts: [],
  };
}

export function assignment(id: string, over: Partial<Assignment> = {}): Assignment {
  return {
    workloadId: id,
    workloadName: id,
    fromSiteId: 'fra-vmware',
    siteId: 'fra-ocp',
    target: 'openshift-virtualization',
    moves: true,
    cost: {
      runUsdPerMonth: 10,
      licenceUsdPerMonth: 0,
      migrationUsdOneOff: 170,
      riskUsdPerMonth: 0,
      totalUsdPerMonth: 15,
      basis: [],
    },
    why: 'least cost',
    candidates: [],
    ...over,
  };
}

export function sites(waves: Partial<SitesFile['waves']> = {}): SitesFile {
  return sitesFileSchema.parse({
    sites: [
      {
        id: 'fra-vmware',
        platform: 'vsphere',
        target: 'stay',
        acceptsWorkloads: false,
        settings: { providerUrl: 'https://vc01.example.com/sdk' },
      },
      {
        id: 'fra-ocp',
        platform: 'openshift',
        target: 'openshift-virtualization',
        networks: { VLAN120: 'prod/vlan120', '*': 'pod' },
        storage: { 'ds-gold': 'fast', '*': 'standard' },
        settings: { namespace: 'migrated' },
      },
      {
        id: 'azure-we',
        platform: 'azure',
        target: 'azure-vm',
        region: 'westeurope',
        networks: { VLAN120: 'snet-prod' },
        storage: { 'ds-gold': 'Premium_LRS' },
        settings: { resourceGroup: 'rg-moved', vnet: 'vnet-hub' },
      },
    ],
    waves,
  });
}

export function placement(assignments: readonly Assignment[], over: Partial<PlacementResult> = {}): PlacementResult {
  return {
    generation: 4,
    assignments,
    sites: [],
    totalUsdPerMonth: 900,
    currentUsdPerMonth: 1000,
    migrationUsdOneOff: 1700,
    boundUsdPerMonth: 895,
    gapPct: 0.6,
    method: 'greedy',
    unplaced: 0,
    soft: { splitUsdPerMonth: 0, preferenceUsdPerMonth: 0, excessUsdPerMonth: 0, distanceUsdPerMonth: 0 },
    brokenRules: [],
    bindingRules: [],
    diagnoses: [],
    warnings: [],
    ...over,
  };
}

export function assessedAs(readiness: Readiness, score = 10, warnings: readonly string[] = []): AssessmentLike {
  const judged = { readiness, warnings, unknowns: [] };
  const targets: Partial<Record<TargetId, typeof judged>> = {
    'openshift-virtualization': judged,
    'azure-vm': judged,
    kvm: judged,
  };
  return { targets, complexity: { score } };
}

export function calls(from: string, to: string, confidencePct = 90): Dependency {
  return { fromWorkloadId: from, toWorkloadId: to, confidencePct, evidence: 'flow', sourceId: 'src-flow' };
}

export function application(name: string, workloadIds: readonly string[]): Application {
  return { id: `app-${name}`, name, workloadIds, origin: 'hand', evidence: 'sites.yaml' };
}

export interface Estate {
  readonly workloads: readonly Workload[];
  readonly assignments?: readonly Assignment[];
  readonly applications?: readonly Application[];
  readonly dependencies?: readonly Dependency[];
  readonly waves?: Partial<SitesFile['waves']>;
  readonly assess?: (id: string) => AssessmentLike | undefined;
}

export function planningInput(estate: Estate): PlanningInput {
  const file = sites(estate.waves);
  return {
    name: 'exit',
    placement: placement(estate.assignments ?? estate.workloads.map((w) => assignment(w.id))),
    workloads: new Map(estate.workloads.map((w) => [w.id, w])),
    assessments: estate.assess ?? (() => assessedAs('ready')),
    applications: estate.applications ?? [],
    dependencies: estate.dependencies ?? [],
    sites: file,
    pins: PINS,
    forecaster: createForecaster({
      catalog: catalog['migration-throughput'],
      settings: file.migration,
      linkMbps: file.waves.linkMbps,
      measured: [],
    }),
  };
}
