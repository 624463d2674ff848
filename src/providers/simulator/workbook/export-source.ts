/** Which vCenter an export is taken from, and its machines one by one. */

import { buildWorld, observe, slotsOf } from '../estate.ts';
import type { World } from '../estate.ts';
import { shareOut } from '../plan.ts';
import { SOURCES } from '../tables/sources.ts';
import type { Machine, Vcenter, Version } from './column.ts';

export interface ExportOptions {
  readonly seed: number;
  /** Machines in the vCenter. Give this, or `workloads`. */
  readonly vms?: number;
  /** Takes the vCenter as it is in generateEstate({ seed, workloads }). */
  readonly workloads?: number;
  /** Source id of the vCenter; default the first. */
  readonly vcenter?: string;
  /** ISO time of the export; default 2026-11-22T06:00:00Z. */
  readonly observedAt?: string;
  readonly version?: Version;
}

export interface ExportSource {
  readonly vcenter: Vcenter;
  machines(): Generator<Machine>;
}

const DEFAULT_OBSERVED_AT = '2026-11-22T06:00:00Z';

/** Throws RangeError when the options name no vCenter or no size. */
export function openExport(options: ExportOptions): ExportSource {
  const index = SOURCES.findIndex(
    (source) => source.kind === 'vsphere' && (options.vcenter === undefined || source.id === options.vcenter),
  );
  if (index < 0) throw new RangeError(`no simulated vCenter is called ${options.vcenter}`);
  const observedAt = options.observedAt ?? DEFAULT_OBSERVED_AT;
  const world = buildWorld(options.seed, observedAt, countsOf(options, index));
  const place = world.places[index];
  if (place === undefined) throw new RangeError('the estate has no such source');
  const version = options.version ?? '4';
  const vcenter: Vcenter = {
    seed: options.seed,
    observedAt,
    version,
    place,
    server: place.source.name,
    apiVersion: version === '3' ? '6.5' : '8.0.3.0',
  };
  return { vcenter, machines: () => machinesOf(world, vcenter) };
}

function countsOf(options: ExportOptions, index: number): number[] {
  if (options.vms === undefined && options.workloads !== undefined) return shareOut(options.workloads);
  const vms = options.vms;
  if (vms === undefined || !Number.isInteger(vms) || vms < 0 || vms > 200_000)
    throw new RangeError(`vms must be a whole number from 0 to 200000, not ${vms}`);
  return SOURCES.map((_, i) => (i === index ? vms : 0));
}

function* machinesOf(world: World, vcenter: Vcenter): Generator<Machine> {
  const { place } = vcenter;
  for (const slot of slotsOf(world, place)) {
    const cluster = place.clusters[slot.cluster];
    if (cluster === undefined) throw new RangeError(`slot ${slot.index} has no cluster`);
    const observation = observe(world, place, slot);
    yield { slot, observation, facts: observation.facts, cluster, host: cluster.hosts[slot.host], vcenter };
  }
}
