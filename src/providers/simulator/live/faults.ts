/** What can go wrong with a simulated platform, on request: the same faults that real ones have. */

import { failure } from '../../../core/errors/registry.ts';
import { hashOf } from '../random.ts';

export const FAULTS = [
  'unreachable',
  'certificate',
  'sign-in',
  'no-hosts',
  'breaks-off',
  'malformed',
  'vanishing',
  'forgets-cursor',
  'throttles',
] as const;
export type Fault = (typeof FAULTS)[number];

export const FAULT_MEANINGS: Readonly<Record<Fault, string>> = {
  unreachable: 'nobody answers',
  certificate: 'the certificate is not trusted',
  'sign-in': 'the account is refused',
  'no-hosts': 'the account may not see hosts',
  'breaks-off': 'the connection ends half-way through every read',
  malformed: 'the second answer is not understood',
  vanishing: 'only one machine in twenty is listed',
  'forgets-cursor': 'no cursor is known any more',
  throttles: 'the platform asks to slow down for too long',
};

/** Throws what a connection attempt meets. */
export function meetAtDoor(faults: ReadonlySet<Fault>, endpoint: string): void {
  if (faults.has('unreachable')) throw failure('IST-2201', `${endpoint} does not answer`);
  if (faults.has('certificate')) throw failure('IST-2202', `the certificate of ${endpoint} is not trusted`);
  if (faults.has('sign-in')) throw failure('IST-2203', `${endpoint} refuses the account`);
}

/** Throws what a read meets after so many of its machines. */
export function meetOnWay(faults: ReadonlySet<Fault>, endpoint: string, done: number, total: number): void {
  if (faults.has('throttles')) throw failure('IST-2209', `${endpoint} asks to wait for an hour`);
  if (faults.has('malformed') && done > 0) throw failure('IST-2205', `${endpoint} answers with something else`);
  if (faults.has('breaks-off') && done * 2 >= total) throw failure('IST-2207', `${endpoint} ended the connection`);
}

/** Whether a vanishing platform still lists a machine. */
export const stays = (seed: number, machine: number): boolean => hashOf(seed, 'stays', machine) % 20 === 0;
