/** A small estate for tests of the total cost: one site to leave, one to go to, one provider. Every figure is given. */

import { catalog } from '../../../../test/support/catalog.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { WorkloadFacts } from '../../model/workload.ts';
import { sitesFileSchema } from '../../policy/site.ts';
import { demandOf } from '../demand.ts';
import { licensedGuest } from '../licences/guest.ts';
import { licenceTerms } from '../licences/terms.ts';
import { createPricer } from '../pricing.ts';
import { licenceSettings, tcoSettings } from '../settings.ts';
import type { CostHost } from '../site-hosts.ts';
import type { PathPlan, TcoCase } from './case.ts';

const SITES = {
  sites: [
    {
      id: 'old',
      platform: 'vsphere',
      target: 'stay',
      capacity: { cpuCores: 128, memoryGiB: 2048, diskGiB: 100_000, vcpuPerCore: 4, reservePct: 0 },
      cost: {
        usdPerCoreMonth: 10,
        usdPerMemoryGiBMonth: 1,
        usdPerDiskGiBMonth: 0.1,
        platformUsdPerCoreMonth: 30,
        source: 'books',
        asOf: '2026-10-01',
      },
    },
    {
      id: 'new',
      platform: 'openshift',
      target: 'openshift-virtualization',
      capacity: { cpuCores: 640, memoryGiB: 10_240, diskGiB: 100_000, vcpuPerCore: 4, reservePct: 0 },
      cost: { hostGeneration: 'gen-2022', usdPerDiskGiBMonth: 0.1 },
    },
  ],
  placement: { usdPerMigrationHour: 100 },
};

const host = (name: string): CostHost => ({
  name,
  sockets: [16, 16],
  memoryGiB: 512,
  cluster: 'A',
  model: null,
  cpuModel: null,
  gpus: 0,
  controlPlaneOnly: false,
});

export const DEBIAN: WorkloadFacts = {
  cpuCount: 8,
  memoryMiB: 64 * 1024,
  disks: [{ label: 'a', capacityMiB: 100 * 1024 }],
  nics: [{ label: 'n' }],
  cluster: 'A',
  os: { family: 'linux', name: 'Debian 12' },
  roles: [],
};
export const WINDOWS_2016: WorkloadFacts = {
  ...DEBIAN,
  os: { family: 'windows', product: 'windows-server', id: 'windows-server-2016', name: 'Windows Server 2016' },
};

/** `machines` run at the site "old" on four hosts of 32 cores and 512 GiB. */
export function caseOf(
  machines: readonly WorkloadFacts[],
  paths: readonly PathPlan[],
  settings: {
    readonly licences?: unknown;
    readonly tco?: Readonly<Record<string, unknown>>;
    /** Besides "old" and "new". */
    readonly sites?: readonly unknown[];
  } = {},
): TcoCase {
  const sites = sitesFileSchema.parse({
    ...SITES,
    sites: [...SITES.sites, ...(settings.sites ?? [])],
    ...(settings.licences !== undefined && { licences: settings.licences }),
    tco: { months: 12, discountRatePct: 0, doubleRunMonths: 1, ...settings.tco },
  });
  const tco = tcoSettings(sites);
  const licences = licenceSettings(sites);
  return {
    asOf: '2026-11-22',
    months: tco.months,
    sites,
    settings: tco,
    catalog,
    pricer: createPricer(catalog, [], sites.placement),
    book: {
      terms: licenceTerms(catalog.licensing),
      settings: licences,
      datacenterPerStandard: 5.76,
      vdcPerServer: 3.2,
      benefitEdition: 'datacenter',
      asOf: '2026-11-22',
    },
    prices: {
      settings: licences,
      licensing: catalog.licensing,
      costs: catalog['host-costs'],
      spread: tco.uncertaintyPct,
    },
    hosts: new Map([['old', ['esx1', 'esx2', 'esx3', 'esx4'].map(host)]]),
    workloads: machines.map((facts, at) => {
      const workload = workloadWith(facts, { id: `wl-${at + 1}` });
      const demand = demandOf(workload);
      return {
        workload,
        guest: licensedGuest(workload, catalog, () => undefined),
        demand: 'unknown' in demand ? null : demand,
        siteId: 'old',
      };
    }),
    paths,
  };
}

export const STAY: PathPlan = { id: 'stay', title: 'Stay', moves: new Map(), notes: [] };

/** Everything to one site, so many a month from the first. */
export function exit(machines: number, perMonth: number, siteId = 'new'): PathPlan {
  const moves = Array.from(
    { length: machines },
    (_, at) => [`wl-${at + 1}`, { siteId, month: 1 + Math.floor(at / perMonth), conditions: 0 }] as const,
  );
  return { id: 'exit', title: 'Exit', moves: new Map(moves), notes: [] };
}
