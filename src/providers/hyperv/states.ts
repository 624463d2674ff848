/** Enumerations of Hyper-V, which PowerShell writes as text or as the bare number. */

import type { PowerState } from '../../core/model/workload.ts';
import { textOf } from '../json-fields.ts';
import { entryOf } from '../import-values.ts';

/** Microsoft.HyperV.PowerShell.VMState. */
const VM_STATES: Readonly<Record<string, string>> = {
  '2': 'running',
  '3': 'off',
  '4': 'stopping',
  '6': 'saved',
  '9': 'paused',
  '10': 'starting',
  '11': 'reset',
  '32773': 'saving',
  '32776': 'pausing',
  '32777': 'resuming',
  '32779': 'fastsaved',
  '32780': 'fastsaving',
};

/** Undefined for a state in which nobody knows. "…Critical" means that its storage is gone, not that it changed. */
export function powerStateOf(state: unknown): PowerState | undefined {
  const text = textOf(state)?.toLowerCase();
  if (text === undefined) return undefined;
  const word = (entryOf(VM_STATES, text) ?? text).replace(/critical$/, '');
  if (/^(running|stopping|starting|reset|resuming|pausing|saving|fastsaving|poweringoff)$/.test(word)) return 'on';
  if (/^(off|poweroff|poweredoff|stopped)$/.test(word)) return 'off';
  return /^(saved|paused|fastsaved|suspended)$/.test(word) ? 'suspended' : undefined;
}

/** Microsoft.Vhd.PowerShell.VhdType. */
export function vhdKindOf(value: unknown): 'fixed' | 'dynamic' | 'differencing' | undefined {
  const text = textOf(value)?.toLowerCase();
  if (text === 'fixed' || text === '2') return 'fixed';
  if (text === 'dynamic' || text === '3') return 'dynamic';
  return text === 'differencing' || text === '4' ? 'differencing' : undefined;
}

/** Microsoft.HyperV.PowerShell.OnOffState, and the booleans other tools write. */
export function onOffOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  const text = textOf(value)?.toLowerCase();
  if (text === 'on' || text === '0' || text === 'true') return true;
  return text === 'off' || text === '1' || text === 'false' ? false : undefined;
}

/** ControllerType: IDE 0, SCSI 1, PMEM 2. */
export function controllerOf(value: unknown): string | undefined {
  const text = textOf(value)?.toUpperCase();
  return text === '0' ? 'IDE' : text === '1' ? 'SCSI' : text === '2' ? 'PMEM' : text;
}

/** VMNetworkAdapterVlanMode: 1 is access. */
export const isAccessVlan = (mode: unknown): boolean => ['access', '1'].includes(textOf(mode)?.toLowerCase() ?? '');

/** VMReplicationMode: 2 replica, 3 test replica, 4 extended replica. */
export const isReplica = (mode: unknown): boolean =>
  ['replica', 'testreplica', 'extendedreplica', '2', '3', '4'].includes(textOf(mode)?.toLowerCase() ?? '');

/** ISO time of an ISO text or of the "/Date(1509396461647)/" that PowerShell 5.1 writes. */
export function timeOf(value: unknown): string | undefined {
  const text = textOf(value);
  if (text === undefined) return undefined;
  const ms = /^\/Date\((-?\d{1,15})(?:[+-]\d{4})?\)\/$/.exec(text)?.[1];
  const parsed = ms === undefined ? (/^\d{4}-\d{2}-\d{2}T/.test(text) ? Date.parse(text) : Number.NaN) : Number(ms);
  if (!(parsed > 0 && parsed < 8e15)) return undefined;
  return new Date(parsed).toISOString().replace('.000Z', 'Z');
}
