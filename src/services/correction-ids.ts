/** Which ids workloads go on under when a person's decision joins two or parts them. */

import type { Decision, Subject } from '../core/model/identity-decisions.ts';
import { identityGroups } from '../core/model/identity.ts';
import type { IdentityGroup } from '../core/model/identity-ids.ts';
import type { IdentityRow } from '../core/model/identity-row.ts';
import {
  currentIds,
  firstGenerations,
  moveObservations,
  rowsOfWorkload,
  workloadsOfKeys,
} from '../store/corrections.ts';
import { readSources } from '../store/sources.ts';
import type { Queryable } from '../store/store.ts';
import { noteFormerIds } from '../store/touches.ts';

/**
 * Gives the observations of two workloads the ids that these go on under, before the estate is made again. Joined, they
 * keep the id of the older one: other systems know the machine by it. Parted, each has the id that it had.
 *
 * @param subjects the two as they were before they were joined.
 * @param decisions all that will be in force.
 */
export async function settleIds(
  connection: Queryable,
  subjects: readonly [Subject, Subject],
  decisions: readonly Decision[],
  parting: boolean,
): Promise<void> {
  const now = await workloadsOfKeys(connection, [...subjects[0].keys, ...subjects[1].keys]);
  const ids = [...new Set(now.values())];
  const rows: IdentityRow[] = [];
  for (const id of ids) rows.push(...(await rowsOfWorkload(connection, id)));
  const groups = identityGroups(rows, new Map(), decisions);
  const [a, b] = [groupOf(subjects[0], groups), groupOf(subjects[1], groups)];
  if (a !== undefined && a === b) await keepOlder(connection, subjects, a, now);
  else if (parting) await restore(connection, [subjects[0], a], [subjects[1], b], now);
}

const groupOf = ({ keys }: Subject, groups: readonly IdentityGroup[]): IdentityGroup | undefined =>
  keys.map((key) => groups.find(({ members }) => members.includes(key))).find((group) => group !== undefined);

type IdsNow = ReadonlyMap<string, string>;
const idOf = ({ keys }: Subject, now: IdsNow): string | undefined =>
  keys.map((key) => now.get(key)).find((id) => id !== undefined);

async function keepOlder(
  connection: Queryable,
  subjects: readonly [Subject, Subject],
  group: IdentityGroup,
  now: IdsNow,
): Promise<void> {
  const [first, second] = subjects.map((subject) => idOf(subject, now));
  if (first === undefined || second === undefined || first === second) return;
  const since = await firstGenerations(connection, [first, second]);
  const sources = await readSources(connection);
  const owned = [await rowsOfWorkload(connection, first), await rowsOfWorkload(connection, second)];
  const [standing = 0, other = 0] = owned.map((own) =>
    Math.max(0, ...own.map(({ sourceId }) => sources.get(sourceId)?.precedence ?? 0)),
  );
  const age = (since.get(first) ?? Infinity) - (since.get(second) ?? Infinity);
  // Infinity less itself is no number: nobody knows which is older.
  const secondStays = age > 0 || (!(age < 0) && other > standing);
  const [kept, lost] = secondStays ? [second, first] : [first, second];
  await noteFormerIds(connection, [lost]);
  await moveObservations(connection, group.members, kept);
}

async function restore(
  connection: Queryable,
  one: readonly [Subject, IdentityGroup | undefined],
  two: readonly [Subject, IdentityGroup | undefined],
  now: IdsNow,
): Promise<void> {
  if (one[0].workloadId === two[0].workloadId) return;
  const former = [one[0].workloadId, two[0].workloadId].filter((id) => id !== '');
  const taken = await currentIds(connection, former);
  for (const [subject, group] of [one, two]) {
    const id = idOf(subject, now);
    const { workloadId } = subject;
    if (group === undefined || id === undefined || workloadId === '') continue;
    // It may have become another machine's since.
    if (id !== workloadId && taken.has(workloadId)) continue;
    await noteFormerIds(connection, [id]);
    await moveObservations(connection, group.members, workloadId);
  }
}
