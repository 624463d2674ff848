/** States of a domain (virDomainState) as power states. */

import type { PowerState } from '../../../core/model/workload.ts';

/** By number: 0 is "no state", which says nothing. */
const POWER: readonly (PowerState | undefined)[] = [
  undefined,
  'on', // running
  'on', // blocked on a resource
  'suspended', // paused
  'on', // shutting down
  'off',
  'off', // crashed
  'suspended', // suspended by the guest's power management
];

/** `saved`: the machine's memory is kept in a file, and it goes on from there. */
export function powerStateOf(state: number | undefined, saved: boolean | undefined): PowerState | undefined {
  const power = state === undefined ? undefined : POWER[state];
  return power === 'off' && saved === true ? 'suspended' : power;
}
