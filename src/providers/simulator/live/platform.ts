/** A simulated platform as one connection sees it: the machines of one or all places of an estate, as they are now. */

import { failure } from '../../../core/errors/registry.ts';
import type { Dependency } from '../../../core/model/estate.ts';
import type { PowerState, WorkloadObservation } from '../../../core/model/workload.ts';
import type { InventoryItem } from '../../provider.ts';
import type { ItemRef } from '../../connection.ts';
import { dependenciesOf } from '../applications.ts';
import { buildWorld, observe, slotsOf } from '../estate.ts';
import type { SourcePlace } from '../places/place.ts';
import { shareOut } from '../plan.ts';
import type { Slot } from '../plan.ts';
import { inventoryOf } from '../sources/inventory.ts';
import { afterChanges } from './churn.ts';

interface Machine {
  readonly place: SourcePlace;
  readonly slot: Slot;
}

export interface PlatformOptions {
  readonly seed: number;
  readonly workloads: number;
  /** Id of one place: "vcenter-frankfurt". Absent: all of them. */
  readonly place?: string;
  /** ISO time the platform begins. */
  readonly epoch: string;
  readonly sourceId: string;
}

export class Platform {
  readonly machines: readonly Machine[];
  readonly #options: PlatformOptions;
  readonly #world: ReturnType<typeof buildWorld>;
  readonly #power = new Map<number, PowerState>();
  #indexOf: ReadonlyMap<string, number> | undefined;
  #switched = new Set<number>();

  constructor(options: PlatformOptions) {
    this.#options = options;
    this.#world = buildWorld(options.seed, options.epoch, shareOut(options.workloads));
    this.machines = this.#places().flatMap((place) => slotsOf(this.#world, place).map((slot) => ({ place, slot })));
  }

  #places(): readonly SourcePlace[] {
    const { place } = this.#options;
    return this.#world.places.filter(({ source }) => place === undefined || source.id === place);
  }

  /** The machine after so many changes; undefined while it is gone. */
  at(index: number, revision: number, observedAt: string): WorkloadObservation | undefined {
    const machine = this.machines[index];
    if (machine === undefined) return undefined;
    const seen = observe(this.#world, machine.place, machine.slot);
    const now = afterChanges(this.#options.seed, index, revision, seen);
    if (now === undefined) return undefined;
    const nativeId = this.#idOf(machine.place, seen.nativeId);
    const power = this.#power.get(index);
    return {
      ...now,
      sourceId: this.#options.sourceId,
      nativeId,
      observedAt,
      facts: power === undefined ? now.facts : { ...now.facts, powerState: power },
    };
  }

  refOf(index: number): ItemRef | undefined {
    const machine = this.machines[index];
    if (machine === undefined) return undefined;
    const { nativeId, scope } = observe(this.#world, machine.place, machine.slot);
    return { type: 'workload', id: this.#idOf(machine.place, nativeId), ...(scope !== undefined && { scope }) };
  }

  /** The places of one estate number their machines alike. */
  #idOf(place: SourcePlace, nativeId: string): string {
    return (this.#options.place === undefined ? `${place.source.id}/${nativeId}` : nativeId).toLowerCase();
  }

  /** Hosts, clusters, networks and datastores. */
  inventory(observedAt: string): readonly InventoryItem[] {
    const { seed, sourceId } = this.#options;
    return this.#places().flatMap((place) =>
      inventoryOf(seed, place, observedAt).map((item) => seenBy(item, sourceId)),
    );
  }

  dependencies(): readonly InventoryItem[] {
    const { sourceId } = this.#options;
    const places = new Map(this.#places().map((place) => [place.source.id, place]));
    const known = new Map<Slot, { sourceId: string; nativeId: string }>();
    const refOf = (slot: Slot): { sourceId: string; nativeId: string } => {
      const before = known.get(slot);
      if (before !== undefined) return before;
      const place = this.#world.places[slot.source];
      if (place === undefined) throw new RangeError(`slot ${slot.index} has no place`);
      const nativeId = this.#idOf(place, observe(this.#world, place, slot).nativeId);
      const ref = { sourceId: place.source.id, nativeId };
      known.set(slot, ref);
      return ref;
    };
    return dependenciesOf(this.#world.plan, refOf).flatMap(({ from, to, ...rest }): InventoryItem[] => {
      if (!places.has(from.sourceId) || !places.has(to.sourceId)) return [];
      const dependency: Dependency = { ...rest, fromWorkloadId: from.nativeId, toWorkloadId: to.nativeId, sourceId };
      return [{ type: 'dependency', dependency }];
    });
  }

  /** Throws IST-2103 when it has no such machine. */
  switch(nativeId: string, state: PowerState): void {
    this.#indexOf ??= new Map(this.machines.map((_machine, index) => [this.refOf(index)?.id ?? '', index]));
    const index = this.#indexOf.get(nativeId);
    if (index === undefined) throw failure('IST-2103', `the platform has no machine ${nativeId}`);
    this.#power.set(index, state);
    this.#switched.add(index);
  }

  /** Machines that were switched since this was last asked. */
  takeSwitched(): ReadonlySet<number> {
    const switched = this.#switched;
    this.#switched = new Set();
    return switched;
  }
}

function seenBy(item: InventoryItem, sourceId: string): InventoryItem {
  switch (item.type) {
    case 'host':
      return { type: 'host', host: { ...item.host, observedBy: { ...item.host.observedBy, sourceId } } };
    case 'cluster':
      return { type: 'cluster', cluster: { ...item.cluster, observedBy: { ...item.cluster.observedBy, sourceId } } };
    case 'network':
      return { type: 'network', network: { ...item.network, observedBy: { ...item.network.observedBy, sourceId } } };
    case 'datastore':
      return {
        type: 'datastore',
        datastore: { ...item.datastore, observedBy: { ...item.datastore.observedBy, sourceId } },
      };
    default:
      return item;
  }
}
