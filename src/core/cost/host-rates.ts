/** What one core, one GiB of memory and one GiB of disk cost a month on hardware somebody owns. */

import type { HostCosts, HostGeneration } from '../catalog/host-costs.ts';
import { HOURS_PER_MONTH } from '../model/units.ts';
import type { Site } from '../policy/site.ts';

export interface HostRates {
  readonly usdPerCoreMonth: number;
  readonly usdPerMemoryGiBMonth: number;
  readonly usdPerDiskGiBMonth: number;
  readonly usdPerGpuMonth: number;
  /** Named only for workloads that have a GPU. */
  readonly gpuBasis: string;
  readonly platformUsdPerCoreMonth: number;
  readonly sockets: readonly number[];
  readonly basis: readonly string[];
  /** Figures the user has not given and the product assumed, in words. */
  readonly assumed: readonly string[];
}

/** A host's full cost a month: capex over its life, support, power with cooling, space, staff. */
export function hostUsdPerMonth(generation: HostGeneration, settings: HostCosts['settings']): number {
  return (
    generation.capexUsd / (generation.lifeYears * 12) +
    generation.supportUsdPerYear / 12 +
    powerUsdPerMonth(generation.powerWatts * settings.averageLoad, settings) +
    generation.rackUnits * settings.usdPerRackUnitMonth +
    generation.staffHoursPerMonth * settings.usdPerStaffHour
  );
}

function powerUsdPerMonth(watts: number, settings: HostCosts['settings']): number {
  return (watts / 1000) * HOURS_PER_MONTH * settings.pue * settings.usdPerKwh;
}

/** Rates of a site: sites.yaml first, then the host generation it names, then the catalogue's default generation. */
export function hostRates(site: Site, costs: HostCosts): HostRates | { readonly unknown: string } {
  const wanted = site.cost.hostGeneration ?? costs.defaultGeneration;
  const generation = costs.generations.find((entry) => entry.id === wanted);
  if (generation === undefined) return { unknown: `host generation ${wanted} of site ${site.id}` };
  const host = hostUsdPerMonth(generation, costs.settings);
  const cores = generation.sockets.reduce((sum, count) => sum + count, 0);
  const basis: string[] = [];
  const assumed: string[] = [];
  const record = `catalog/host-costs.yaml ${generation.id}, ${generation.asOf}, ${generation.conf}: unverified`;

  const figure = (key: keyof Site['cost'] & `usdPer${string}`, fallback: () => number, from: string): number => {
    const given = site.cost[key];
    if (typeof given === 'number') {
      const where = site.cost.source === undefined ? 'sites.yaml' : `sites.yaml, ${site.cost.source},`;
      basis.push(
        `${key} ${given} (${where} ${site.id}.cost${site.cost.asOf === undefined ? '' : `, ${site.cost.asOf}`})`,
      );
      return given;
    }
    const value = fallback();
    basis.push(`${key} ${round(value)} (${from})`);
    assumed.push(key);
    return value;
  };

  const share = costs.settings.memoryShareOfHost;
  const usdPerCoreMonth = figure('usdPerCoreMonth', () => (host * (1 - share)) / cores, record);
  const usdPerMemoryGiBMonth = figure('usdPerMemoryGiBMonth', () => (host * share) / generation.memoryGiB, record);
  const usdPerDiskGiBMonth = figure(
    'usdPerDiskGiBMonth',
    () => costs.storage.usdPerGiBMonth,
    `catalog/host-costs.yaml storage, ${costs.storage.asOf}, ${costs.storage.conf}: unverified`,
  );
  const gpu = costs.gpu;
  const usdPerGpuMonth =
    site.cost.usdPerGpuMonth ?? gpu.capexUsd / (gpu.lifeYears * 12) + powerUsdPerMonth(gpu.powerWatts, costs.settings);
  const gpuBasis =
    site.cost.usdPerGpuMonth === undefined
      ? `usdPerGpuMonth ${round(usdPerGpuMonth)} (catalog/host-costs.yaml gpu, ${gpu.asOf}, ${gpu.conf}: unverified)`
      : `usdPerGpuMonth ${usdPerGpuMonth} (sites.yaml ${site.id}.cost)`;
  const platform = platformRate(site, costs);
  if ('unknown' in platform) return platform;
  basis.push(platform.basis);
  if (platform.assumed) assumed.push('platformUsdPerCoreMonth');
  return {
    usdPerCoreMonth,
    usdPerMemoryGiBMonth,
    usdPerDiskGiBMonth,
    usdPerGpuMonth,
    gpuBasis,
    platformUsdPerCoreMonth: platform.value,
    sockets: generation.sockets,
    basis,
    assumed,
  };
}

function platformRate(
  site: Site,
  costs: HostCosts,
): { value: number; basis: string; assumed: boolean } | { readonly unknown: string } {
  const given = site.cost.platformUsdPerCoreMonth;
  if (given !== undefined) {
    return { value: given, basis: `platformUsdPerCoreMonth ${given} (sites.yaml ${site.id}.cost)`, assumed: false };
  }
  const record = costs.platforms.find((entry) => entry.platform === site.platform);
  if (record === undefined) {
    return {
      unknown: `platform subscription of ${site.platform}: set sites.yaml ${site.id}.cost.platformUsdPerCoreMonth`,
    };
  }
  return {
    value: record.usdPerCoreMonth,
    basis: `platformUsdPerCoreMonth ${record.usdPerCoreMonth} (catalog/host-costs.yaml platforms ${record.platform}, ${record.asOf}, assumption: unverified; set sites.yaml ${site.id}.cost.platformUsdPerCoreMonth)`,
    assumed: true,
  };
}

function round(value: number): number {
  return Math.round(value * 10_000) / 10_000;
}
