/** Which machines cannot be moved between hosts while they run, as far as sources say. */

import type { Datastore, Host } from '../../model/estate.ts';
import { DEVICE_TYPES } from '../../model/workload.ts';
import type { Device, Workload, WorkloadFacts } from '../../model/workload.ts';

export interface Mobility {
  /** Why it stays where it is; absent: nothing known keeps it. */
  readonly stays?: string;
  /** Facts that would settle whether it can be moved; empty when it is known that it can. */
  readonly needs: readonly string[];
}

/** Devices of the host itself: who uses one stays with it. */
const HELD: Readonly<Partial<Record<Device['type'], string>>> = {
  'pci-passthrough': 'a passed-through device',
  sriov: 'a network card bypassing the virtual switch',
  gpu: 'a GPU of the host',
  vgpu: 'a slice of a GPU of the host',
  usb: 'a USB device of the host',
};
const HELD_TYPES = DEVICE_TYPES.filter((type) => HELD[type] !== undefined);

function heldBy(facts: WorkloadFacts): string | undefined {
  for (const device of facts.devices ?? []) {
    const what = HELD[device.type];
    // A USB stick that is not plugged in holds nothing.
    if (what !== undefined && !(device.type === 'usb' && device.connected === false)) return what;
  }
  const bypass = facts.nics?.some(({ passthrough }) => passthrough === 'sriov' || passthrough === 'direct-path');
  return bypass === true ? HELD.sriov : undefined;
}

const some = (list: readonly unknown[] | undefined): boolean => list !== undefined && list.length > 0;

/** Each answers why the machine stays. The first that does is the reason. */
const RULES: readonly ((facts: WorkloadFacts) => string | false | undefined)[] = [
  (facts) => facts.liveMigratable === false && 'its platform says that it cannot be moved while it runs',
  (facts) => {
    const held = heldBy(facts);
    return held === undefined ? undefined : `it uses ${held}`;
  },
  (facts) => some(facts.gpus) && 'it uses a GPU',
  (facts) => some(facts.cpuAffinity) && 'it is pinned to processors of the host',
  (facts) => some(facts.numaAffinity) && 'it is pinned to memory nodes of the host',
  (facts) => facts.faultTolerance === true && 'it has a running copy for fault tolerance, whose host is not known',
  (facts) =>
    facts.disks?.some(({ sharedBus }) => sharedBus === 'physical' || sharedBus === 'virtual') === true &&
    'its disks are on a bus shared with other machines',
  (facts) => {
    const state = facts.connectionState?.toLowerCase();
    return state !== undefined && state !== 'connected' && `its platform has lost touch with it (${state})`;
  },
];

/** What is not stated, of the facts above. A platform's own word that it can be moved settles all of them. */
function missing(facts: WorkloadFacts): string[] {
  if (facts.liveMigratable === true) return [];
  const seen = new Set(facts.deviceTypesSeen ?? []);
  const unseen = facts.devices === undefined ? HELD_TYPES : HELD_TYPES.filter((type) => !seen.has(type));
  return unseen.length > 0 ? [`devices (${unseen.join(', ')})`] : [];
}

/** Whether all of a machine's stores can be reached from every host of its group; local storage keeps it. */
export function storageReach(
  datastores: readonly Datastore[],
  hosts: readonly Host[],
): (facts: WorkloadFacts) => Mobility {
  const sources = new Set(hosts.map(({ observedBy }) => observedBy.sourceId));
  const stores = new Map<string, Datastore>();
  for (const store of datastores) {
    if (sources.has(store.observedBy.sourceId)) stores.set(store.name.toLowerCase(), store);
  }
  return (facts) => {
    const needs = new Set<string>();
    const names = facts.datastores ?? facts.disks?.flatMap(({ datastore }) => datastore ?? []);
    if (names === undefined) return { needs: ['datastores'] };
    for (const name of names) {
      const store = stores.get(name.toLowerCase());
      if (store?.sharedWrite === false)
        return { stays: `store ${name} cannot be used from two hosts at once`, needs: [] };
      if (store?.sharedWrite === true) continue;
      if (store?.hostCount === undefined) needs.add(`hosts of store ${name}`);
      else if (store.hostCount <= 1 && hosts.length > 1) {
        return { stays: `its disks are on ${name}, which one host only can reach`, needs: [] };
      } else if (store.hostCount < hosts.length) needs.add(`hosts of store ${name}`);
    }
    return { needs: [...needs] };
  };
}

/** `hostRulesKnown`: the rules that bind machines to hosts are listed with their hosts, and are kept as such. */
export function mobilityOf(
  workload: Workload,
  reach: (facts: WorkloadFacts) => Mobility,
  hostRulesKnown: boolean,
): Mobility {
  const { facts } = workload;
  if (workload.kind !== 'vm') return { stays: 'its platform places it', needs: [] };
  if (facts.hostAffinity === true && !hostRulesKnown) {
    return { stays: 'a rule binds it to hosts that no source lists', needs: [] };
  }
  for (const rule of RULES) {
    const stays = rule(facts);
    if (typeof stays === 'string') return { stays, needs: [] };
  }
  const storage = reach(facts);
  return storage.stays === undefined ? { needs: [...missing(facts), ...storage.needs] } : storage;
}
