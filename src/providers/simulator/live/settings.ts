/** What a simulated platform is made of, as a person fills it in. */

import { failure } from '../../../core/errors/registry.ts';
import type { ConnectRequest, SecretField, SettingField } from '../../connection.ts';
import { SOURCES } from '../tables/sources.ts';
import { FAULT_MEANINGS, FAULTS } from './faults.ts';
import type { Fault } from './faults.ts';

export const ALL_PLACES = 'all';

export const SETTINGS: readonly SettingField[] = [
  {
    name: 'seed',
    title: 'Seed',
    help: 'Which estate; the same number gives the same one. Absent: 42.',
    type: 'integer',
  },
  {
    name: 'workloads',
    title: 'Workloads',
    help: 'Machines of the whole estate, 10 to 200,000. Absent: 1,000.',
    type: 'integer',
  },
  {
    name: 'place',
    title: 'Place',
    help: 'The one place of the estate this platform is. Absent: all of them.',
    type: 'choice',
    choices: [ALL_PLACES, ...SOURCES.map(({ id }) => id)],
  },
  {
    name: 'churnPctPerMinute',
    title: 'Changes per minute',
    help: 'Share of the machines that change each minute, in percent. Absent: nothing changes.',
    type: 'integer',
  },
  {
    name: 'latencyMs',
    title: 'Latency',
    help: 'Pause before every batch, in milliseconds. Absent: none.',
    type: 'integer',
  },
  {
    name: 'faults',
    title: 'Faults',
    help: `What goes wrong: ${FAULTS.map((fault) => `${fault} (${FAULT_MEANINGS[fault]})`).join(', ')}.`,
    type: 'list',
    choices: FAULTS,
  },
  { name: 'username', title: 'User name', help: 'Absent: nobody signs in.', type: 'text' },
];

export const SECRETS: readonly SecretField[] = [
  { name: 'password', title: 'Password', help: 'Needed with a user name; "wrong" is refused.', required: false },
];

export interface SimulatorSettings {
  readonly seed: number;
  readonly workloads: number;
  readonly place?: string;
  readonly churnPctPerMinute: number;
  readonly latencyMs: number;
  readonly faults: ReadonlySet<Fault>;
  readonly username?: string;
}

/** Throws IST-2220 for a number out of range and IST-2203 for a user name without its password. */
export function readSettings({ settings, secrets }: ConnectRequest): SimulatorSettings {
  const number = (name: string, otherwise: number, least: number, most: number): number => {
    const value = settings[name] ?? otherwise;
    if (typeof value !== 'number' || !Number.isInteger(value) || value < least || value > most)
      throw failure('IST-2220', `${name} must be a whole number from ${least} to ${most}`, {
        causes: [{ where: name, message: `got ${String(value)}` }],
      });
    return value;
  };
  const place = settings['place'];
  const username = settings['username'];
  const listed = settings['faults'];
  if (typeof username === 'string' && (secrets['password'] ?? 'wrong') === 'wrong')
    throw failure('IST-2203', `the simulator refuses the password of ${username}`);
  return {
    seed: number('seed', 42, 0, 2 ** 31),
    workloads: number('workloads', 1000, 10, 200_000),
    churnPctPerMinute: number('churnPctPerMinute', 0, 0, 100),
    latencyMs: number('latencyMs', 0, 0, 60_000),
    ...(typeof place === 'string' && place !== ALL_PLACES && { place }),
    faults: new Set((Array.isArray(listed) ? listed : []).filter((name): name is Fault => FAULTS.includes(name))),
    ...(typeof username === 'string' && { username }),
  };
}
