/** Devices: one that is listed is there; one that is not is absent only when the source lists its type completely. */

import type { Device, WorkloadFacts } from '../model/workload.ts';
import { listed } from './kleene.ts';
import { fail, pass, unknown } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/**
 * Fails when a device of one of these types is there. `absentAnyway` is for what other facts rule out: it settles
 * an open question, never contradicts a listed device.
 */
export function noDevice(
  types: readonly Device['type'][],
  facts: Pick<WorkloadFacts, 'devices' | 'deviceTypesSeen'>,
  absentAnyway = false,
): Verdict {
  const { devices, deviceTypesSeen: seen } = facts;
  if (devices?.some(({ type }) => types.includes(type)) === true) {
    const found = devices.filter(({ type }) => types.includes(type));
    return fail(`Devices: ${listed(found.map(({ type, label }) => label ?? type))}.`);
  }
  const complete = devices !== undefined && types.every((type) => seen?.includes(type) === true);
  if (complete || absentAnyway) return pass;
  return unknown(['devices[].type'], `No source lists ${types.join(' and ')} devices completely.`);
}

/**
 * vSphere powers a machine with a passed-through PCI device or vGPU on only when all its memory is reserved. A
 * running machine with less reserved can therefore have none, whatever the source of its device list can see.
 */
export function runsWithoutPassthrough(
  facts: Pick<WorkloadFacts, 'platform' | 'powerState' | 'memoryMiB' | 'memoryReservationMiB'>,
): boolean {
  const { platform, powerState, memoryMiB, memoryReservationMiB } = facts;
  if (platform !== 'vsphere' || powerState !== 'on') return false;
  return memoryMiB !== undefined && memoryReservationMiB !== undefined && memoryReservationMiB < memoryMiB;
}
