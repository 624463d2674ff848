/**
 * An invented estate as it is in life, from a seed. Same options, same estate, byte for byte; nothing here reads
 * a clock, a file or the network. Machines are described as they are asked for, so 200,000 of them fit in memory.
 */

import type { Source } from '../../core/model/estate.ts';
import type { WorkloadObservation } from '../../core/model/workload.ts';
import type { InventoryItem } from '../provider.ts';
import { applicationsOf, dependenciesOf } from './applications.ts';
import type { SimulatedApplication, SimulatedDependency, WorkloadRef } from './applications.ts';
import { insideOf } from './machine/guest-inside.ts';
import { namesOf } from './machine/name.ts';
import { layOut } from './places/lay-out.ts';
import type { SourcePlace } from './places/place.ts';
import { planEstate, shareOut } from './plan.ts';
import type { EstatePlan, Slot } from './plan.ts';
import { alsoInArc, arcObservation } from './sources/arc.ts';
import { inventoryOf } from './sources/inventory.ts';
import { otherObservation } from './sources/others.ts';
import { vsphereObservation } from './sources/vsphere.ts';
import { ARC_SOURCE, SOURCES } from './tables/sources.ts';

export const DEFAULT_WORKLOADS = 3412;
const BATCH = 500;

export interface EstateOptions {
  readonly seed: number;
  /** Distinct workloads, 10 to 200,000; default 3,412. Machines seen by two sources count once. */
  readonly workloads?: number;
  /** ISO time at which all sources were read. */
  readonly observedAt: string;
}

export interface SimulatedSource {
  readonly source: Source;
  /** Observations this source will give. */
  readonly workloads: number;
  /** Everything the source says, in batches of at most 500. May be called again; the answer is the same. */
  readonly items: () => Generator<readonly InventoryItem[]>;
}

export interface SimulatedEstate {
  readonly seed: number;
  readonly observedAt: string;
  readonly sources: readonly SimulatedSource[];
  readonly applications: readonly SimulatedApplication[];
  readonly dependencies: readonly SimulatedDependency[];
}

/** Throws RangeError when a number is out of range or the time is none. */
export function generateEstate(options: EstateOptions): SimulatedEstate {
  const workloads = options.workloads ?? DEFAULT_WORKLOADS;
  if (!Number.isInteger(workloads) || workloads < 10 || workloads > 200_000) {
    throw new RangeError(`workloads must be a whole number from 10 to 200000, not ${workloads}`);
  }
  const world = buildWorld(options.seed, options.observedAt, shareOut(workloads));
  const sources = world.places
    .filter((place) => slotsOf(world, place).length > 0)
    .map((place) => simulatedSource(world, place));
  const arc = arcSource(world);
  return {
    seed: options.seed,
    observedAt: options.observedAt,
    sources: arc.workloads > 0 ? [...sources, arc] : sources,
    applications: applicationsOf(world.plan, (slot) => refOf(world, slot)),
    dependencies: dependenciesOf(world.plan, (slot) => refOf(world, slot)),
  };
}

/** Plan and places of an estate: what the workbook writer and the sources share. */
export interface World {
  readonly plan: EstatePlan;
  readonly places: readonly SourcePlace[];
}

/** `counts` gives the machines per source, in the order of SOURCES. */
export function buildWorld(seed: number, observedAt: string, counts: readonly number[]): World {
  if (Number.isNaN(Date.parse(observedAt))) throw new RangeError(`observedAt is not a time: ${observedAt}`);
  if (!Number.isSafeInteger(seed)) throw new RangeError(`seed must be a whole number, not ${seed}`);
  const plan = planEstate(seed, observedAt, counts);
  return { plan, places: layOut(plan) };
}

export function slotsOf(world: World, place: SourcePlace): readonly Slot[] {
  return world.plan.slots[SOURCES.indexOf(place.source)] ?? [];
}

export function observe(world: World, place: SourcePlace, slot: Slot): WorkloadObservation {
  const { seed, observedAt } = world.plan;
  return place.source.kind === 'vsphere'
    ? vsphereObservation(seed, slot, place, observedAt)
    : otherObservation(seed, slot, place, observedAt);
}

function refOf(world: World, slot: Slot): WorkloadRef {
  const place = world.places[slot.source];
  if (place === undefined) throw new RangeError(`slot ${slot.index} has no source`);
  // A vCenter's ids follow from the position; elsewhere they are part of what is observed.
  const nativeId = place.source.kind === 'vsphere' ? `vm-${1000 + slot.ordinal}` : observe(world, place, slot).nativeId;
  return { sourceId: place.source.id, nativeId };
}

function simulatedSource(world: World, place: SourcePlace): SimulatedSource {
  const { seed, observedAt } = world.plan;
  const slots = slotsOf(world, place);
  return {
    source: sourceOf(place.source.id, place.source.name, 50, observedAt),
    workloads: slots.length,
    *items() {
      yield* batches(inventoryOf(seed, place, observedAt), (item) => item);
      yield* batches(slots, (slot) => ({ type: 'workload', observation: observe(world, place, slot) }));
    },
  };
}

function arcSource(world: World): SimulatedSource {
  const { seed, observedAt } = world.plan;
  const seen = world.places.flatMap((place) =>
    place.source.kind === 'vsphere'
      ? slotsOf(world, place)
          .filter((slot) => alsoInArc(seed, slot))
          .map((slot) => ({ place, slot }))
      : [],
  );
  return {
    source: sourceOf(ARC_SOURCE.id, ARC_SOURCE.name, 40, observedAt),
    workloads: seen.length,
    *items() {
      yield* batches(seen, ({ place, slot }) => ({
        type: 'workload',
        observation: arcObservation(
          observe(world, place, slot),
          namesOf(seed, slot).guest,
          observedAt,
          insideOf(seed, slot),
        ),
      }));
    },
  };
}

const sourceOf = (id: string, name: string, precedence: number, observedAt: string): Source => ({
  id,
  name,
  providerKind: 'simulator',
  precedence,
  observedAt,
});

function* batches<T>(items: readonly T[], make: (item: T) => InventoryItem): Generator<readonly InventoryItem[]> {
  for (let start = 0; start < items.length; start += BATCH) yield items.slice(start, start + BATCH).map(make);
}
