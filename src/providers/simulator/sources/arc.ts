/** The second view: an agent inside some vCenter machines reports to a cloud inventory, and spells the hardware id its own way. */

import type { WorkloadFacts, WorkloadObservation } from '../../../core/model/workload.ts';
import { byteSwapped } from '../machine/identity.ts';
import type { Slot } from '../plan.ts';
import { hashOf } from '../random.ts';
import { RATES } from '../tables/rates.ts';
import { ARC_SOURCE } from '../tables/sources.ts';

/** Running servers only: copies with an equal hardware id are left out, since two of them would be one here. */
export function alsoInArc(seed: number, slot: Slot): boolean {
  const eligible =
    slot.power === 'on' && slot.cloneOf === undefined && slot.tools !== 'missing' && slot.guest.family !== 'other';
  return eligible && hashOf(seed, 'arc', slot.index) / 4294967296 < RATES.alsoInArc * 1.15;
}

export function arcObservation(
  machine: WorkloadObservation,
  guestName: string,
  observedAt: string,
  inside: WorkloadFacts,
): WorkloadObservation {
  const { facts, identity } = machine;
  const swapped = identity.biosUuid === undefined ? {} : { biosUuid: byteSwapped(identity.biosUuid) };
  const stated: WorkloadFacts = {
    name: guestName,
    powerState: 'on',
    ...(facts.cpuCount === undefined ? {} : { cpuCount: facts.cpuCount }),
    // The guest sees a little less memory than it was given.
    ...(facts.memoryMiB === undefined ? {} : { memoryMiB: Math.floor(facts.memoryMiB * 0.985) }),
    ...(facts.os === undefined
      ? {}
      : {
          os: {
            ...(facts.os.id === undefined ? {} : { id: facts.os.id }),
            ...(facts.os.family === undefined ? {} : { family: facts.os.family }),
            ...(facts.os.name === undefined ? {} : { name: facts.os.name, reportedAs: facts.os.name }),
            ...(facts.os.version === undefined ? {} : { version: facts.os.version }),
          },
        }),
    hostName: facts.hostName === undefined || facts.hostName === '' ? guestName : facts.hostName,
    ...(facts.ipAddresses === undefined ? {} : { ipAddresses: facts.ipAddresses }),
    ...inside,
    tags: { Datacenter: facts.datacenter ?? 'unknown', CostCenter: '4711-20' },
  };
  return {
    sourceId: ARC_SOURCE.id,
    nativeId: `/subscriptions/00000000-0000-4000-8000-5100c0ffee00/resourceGroups/rg-arc/providers/Microsoft.HybridCompute/machines/${guestName}`,
    observedAt,
    kind: 'vm',
    identity: { ...swapped, ...(identity.fqdn === undefined ? {} : { fqdn: identity.fqdn }) },
    facts: stated,
  };
}
