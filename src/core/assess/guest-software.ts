/** What is installed and runs inside a guest, as far as a source looked there. */

import type { GuestService, WorkloadFacts } from '../model/workload.ts';
import { listed } from './kleene.ts';
import { fail, pass, unknown } from './verdict.ts';
import type { Verdict } from './verdict.ts';

export interface Wanted {
  /** Matches names in the list of installed software. */
  readonly software?: RegExp;
  /** Matches the system's own names of services. Only those that run count; those of unknown state unless disabled. */
  readonly services?: RegExp;
  /** Matches names of roles and features. */
  readonly features?: RegExp;
}

type Inside = Pick<WorkloadFacts, 'software' | 'guestServices' | 'guestFeatures'>;

type Kind = 'software' | 'guestServices' | 'guestFeatures';

/** Many services are installed everywhere and run only where they are used. */
const runs = ({ startMode, state }: GuestService): boolean =>
  state === undefined ? startMode !== 'disabled' : state === 'running';

/** Names of what matches, per kind asked for; undefined for a kind that no source stated. */
function foundInside(facts: Inside, wanted: Wanted): readonly (readonly [Kind, readonly string[] | undefined])[] {
  const { software, services, features } = wanted;
  const found: [Kind, readonly string[] | undefined][] = [];
  if (software !== undefined)
    found.push(['software', facts.software?.map(({ name }) => name).filter((name) => software.test(name))]);
  if (services !== undefined) {
    const names = facts.guestServices?.filter(runs).map(({ name }) => name);
    found.push(['guestServices', names?.filter((name) => services.test(name))]);
  }
  if (features !== undefined) found.push(['guestFeatures', facts.guestFeatures?.filter((name) => features.test(name))]);
  return found;
}

/**
 * Fails when something of what is wanted is there, passes when every list asked for has none of it.
 * `absentAnyway` is for what other facts rule out; it never contradicts what was found.
 */
export function noneInstalled(facts: Inside, wanted: Wanted, absentAnyway = false): Verdict {
  const kinds = foundInside(facts, wanted);
  const found = kinds.flatMap(([, names]) => names ?? []);
  if (found.length > 0) return fail(`Found in the guest: ${listed([...new Set(found)])}.`);
  const open = kinds.filter(([, names]) => names === undefined).map(([kind]) => kind);
  return open.length === 0 || absentAnyway ? pass : unknown(open, 'No source looked there inside the guest.');
}
