/** Snapshots: young ones before a change, forgotten ones of years ago, and those of the backup product. */

import type { Snapshot } from '../../../core/model/workload.ts';
import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';
import { RATES } from '../tables/rates.ts';
import { daysBefore } from './clock.ts';

const NAMES = [
  'before patch',
  'vor Update',
  'VM Snapshot',
  'pre-upgrade',
  'test',
  'VEEAM BACKUP TEMPORARY SNAPSHOT',
  'Snapshot 1',
  'prima dell’aggiornamento',
] as const;

export function snapshotsOf(seed: number, slot: Slot, observedAt: string): Snapshot[] {
  const random = randomFor(seed, 'snapshots', slot.index);
  // Machines that share disks or stand in for another cannot have any.
  if (
    slot.diskLeader !== undefined ||
    slot.placeholderFor !== undefined ||
    slot.template ||
    !random.chance(RATES.snapshot)
  )
    return [];
  const forgotten = random.chance(RATES.forgottenSnapshot);
  const count = forgotten ? random.pick([1, 1, 1, 2, 3, 7]) : 1;
  let age = forgotten ? random.between(60, 1900) : random.between(0, 30);
  return Array.from({ length: count }, (_, i): Snapshot => {
    const snapshot = {
      name: `${random.pick(NAMES)}${i === 0 ? '' : ` ${i + 1}`}`,
      createdAt: daysBefore(observedAt, age + random.next()),
      sizeMiB: random.between(40, forgotten ? 180_000 : 9000),
      quiesced: random.chance(0.35),
    };
    age = Math.max(0, age - random.between(1, 40));
    return snapshot;
  });
}
