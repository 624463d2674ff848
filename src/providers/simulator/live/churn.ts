/**
 * How a simulated platform changes: every minute a share of its machines. Which ones follows from the seed and the
 * minute alone, so that any two connections see the same platform at the same time.
 */

import type { WorkloadFacts, WorkloadObservation } from '../../../core/model/workload.ts';
import { hashOf } from '../random.ts';

export interface Churn {
  readonly seed: number;
  readonly machines: number;
  /** Share of the machines that change in one minute, in percent. */
  readonly pctPerMinute: number;
}

/** Machines that change in one minute, in ascending order. Minute 0 is the beginning: nothing has changed yet. */
export function changedIn(churn: Churn, minute: number): readonly number[] {
  if (minute <= 0) return [];
  const count = Math.round((churn.machines * churn.pctPerMinute) / 100);
  const chosen = new Set<number>();
  for (let i = 0; i < count; i += 1) {
    chosen.add(hashOf(churn.seed, 'churn', minute * count + i) % churn.machines);
  }
  return [...chosen].sort((a, b) => a - b);
}

/** How often each machine has changed up to a minute. Asked for later minutes, it goes on from where it was. */
export class Revisions {
  readonly #churn: Churn;
  readonly #counts = new Map<number, number>();
  #minute = 0;

  constructor(churn: Churn) {
    this.#churn = churn;
  }

  /** Brings the platform to the minute; answers which machines changed after `since`. Time never goes back. */
  advance(minute: number, since: number): ReadonlySet<number> {
    const changed = new Set<number>();
    for (let at = Math.min(this.#minute, since) + 1; at <= minute; at += 1) {
      for (const machine of changedIn(this.#churn, at)) {
        if (at > since) changed.add(machine);
        if (at > this.#minute) this.#counts.set(machine, (this.#counts.get(machine) ?? 0) + 1);
      }
    }
    this.#minute = Math.max(this.#minute, minute);
    return changed;
  }

  of(machine: number): number {
    return this.#counts.get(machine) ?? 0;
  }
}

type Change = (facts: WorkloadFacts, pick: number) => WorkloadFacts;

const CHANGES: readonly Change[] = [
  (facts) => ({ ...facts, powerState: facts.powerState === 'on' ? 'off' : 'on' }),
  (facts, pick) => ({ ...facts, memoryMiB: (1 + (pick % 64)) * 1024 }),
  (facts, pick) => ({ ...facts, annotation: `changed, ticket ${pick % 100_000}` }),
  (facts, pick) => ({ ...facts, cpuCount: 1 + (pick % 16) }),
];

/** One change in so many takes the machine away; the one after it brings it back. */
const REMOVAL = 10;

/** The machine after so many changes, or undefined while it is gone. */
export function afterChanges(
  seed: number,
  machine: number,
  revision: number,
  observation: WorkloadObservation,
): WorkloadObservation | undefined {
  if (revision === 0) return observation;
  const pick = hashOf(seed, `change of ${machine}`, revision);
  if (pick % REMOVAL === 0) return undefined;
  const change = CHANGES[pick % CHANGES.length];
  return change === undefined ? observation : { ...observation, facts: change(observation.facts, pick) };
}
