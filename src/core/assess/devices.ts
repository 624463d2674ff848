/** Devices: one that is listed is there; one that is not is absent only when the source lists its type completely. */

import type { Device } from '../model/workload.ts';
import { listed } from './kleene.ts';
import { fail, pass, unknown } from './verdict.ts';
import type { Verdict } from './verdict.ts';

/**
 * Fails when a device of one of these types is there. `absentAnyway` is for what other facts rule out: it settles
 * an open question, never contradicts a listed device.
 */
export function noDevice(
  types: readonly Device['type'][],
  devices: readonly Device[] | undefined,
  typesSeen: readonly Device['type'][] | undefined,
  absentAnyway = false,
): Verdict {
  const found = (devices ?? []).filter(({ type }) => types.includes(type));
  if (found.length > 0) return fail(`Devices: ${listed(found.map(({ type, label }) => label ?? type))}.`);
  const complete = devices !== undefined && types.every((type) => typesSeen?.includes(type) === true);
  if (complete || absentAnyway) return pass;
  return unknown(['devices[].type'], `No source lists ${types.join(' and ')} devices completely.`);
}

/**
 * vSphere powers a machine with a passed-through PCI device or vGPU on only when all its memory is reserved. A
 * running machine with less reserved can therefore have none, whatever the source of its device list can see.
 */
export function runsWithoutPassthrough(facts: {
  readonly platform?: string;
  readonly powerState?: string;
  readonly memoryMiB?: number;
  readonly memoryReservationMiB?: number;
}): boolean {
  const { platform, powerState, memoryMiB, memoryReservationMiB } = facts;
  if (platform !== 'vsphere' || powerState !== 'on') return false;
  return memoryMiB !== undefined && memoryReservationMiB !== undefined && memoryReservationMiB < memoryMiB;
}
