/** What is installed and runs inside a guest, as far as a source looked there. */

import type { GuestService, WorkloadFacts } from '../model/workload.ts';
import { listed } from './kleene.ts';
import { fail, pass, unknown } from './verdict.ts';
import type { FactPath, Verdict } from './verdict.ts';

export interface Wanted {
  /** Matches names in the list of installed software. */
  readonly software?: RegExp;
  /** Matches the system's own names of services; only those that run count. */
  readonly services?: RegExp;
  /** Matches names of roles and features. */
  readonly features?: RegExp;
}

type Inside = Pick<WorkloadFacts, 'software' | 'guestServices' | 'guestFeatures'>;

interface Look {
  readonly fact: FactPath;
  /** Names that match and are there; undefined: no source stated the list. */
  readonly names: readonly string[] | undefined;
  /** Something matches, and it is not known whether it runs. */
  readonly open?: boolean;
}

/** Many services are installed everywhere and run only where they are used: the state alone decides. */
function lookAtServices(services: readonly GuestService[] | undefined, pattern: RegExp): Look {
  const matching = services?.filter(({ name }) => pattern.test(name));
  const open = matching?.some(({ state }) => state === undefined) === true;
  const names = matching?.filter(({ state }) => state === 'running').map(({ name }) => name);
  return { fact: open ? 'guestServices[].state' : 'guestServices', names, open };
}

function lookInside(facts: Inside, { software, services, features }: Wanted): readonly Look[] {
  const looks: Look[] = [];
  if (software !== undefined) {
    const names = facts.software?.map(({ name }) => name);
    looks.push({ fact: 'software', names: names?.filter((name) => software.test(name)) });
  }
  if (services !== undefined) looks.push(lookAtServices(facts.guestServices, services));
  if (features !== undefined)
    looks.push({ fact: 'guestFeatures', names: facts.guestFeatures?.filter((name) => features.test(name)) });
  return looks;
}

/**
 * Fails when something of what is wanted is there, passes when every list asked for has none of it.
 * `absentAnyway` is for what other facts rule out; it never contradicts what was found.
 */
export function noneInstalled(facts: Inside, wanted: Wanted, absentAnyway = false): Verdict {
  const looks = lookInside(facts, wanted);
  const found = looks.flatMap(({ names }) => names ?? []);
  if (found.length > 0) return fail(`Found in the guest: ${listed([...new Set(found)])}.`);
  const open = looks.filter(({ names, open: unsure }) => names === undefined || unsure === true);
  if (open.length === 0 || absentAnyway) return pass;
  return unknown(
    open.map(({ fact }) => fact),
    'No source looked there inside the guest.',
  );
}
