/**
 * The estate's other nouns after a change of some workloads: only what these changes can concern is made again. The
 * result is that of rebuild-inventory.ts.
 */

import { withHand } from '../core/applications/by-hand.ts';
import { foldFixes } from '../core/applications/fixes.ts';
import type { FixContent, HandState } from '../core/applications/fixes.ts';
import { entityId } from '../core/model/ids.ts';
import { endsAreComplete, readFixes, saveEnds } from '../store/applications.ts';
import { hasWords } from '../store/dependency-words.ts';
import { hasDependencies } from '../store/observations.ts';
import type { TouchedKind } from '../store/touches.ts';
import { changeDependencies } from './changed-dependencies.ts';
import { handMeanings } from './hand-refs.ts';
import type { HandMeanings } from './hand-refs.ts';
import type { InventoryChanges } from './inventory-concern.ts';
import { currentApplications } from './merge-machines.ts';
import type { MergeInput } from './merge-machines.ts';
import { byId, entityWriter, writeStated, written } from './rebuild-inventory.ts';
import type { EntityWriter, WrittenInventory } from './rebuild-inventory.ts';

/**
 * Undefined when making everything again is the shorter way, or the only one. No thing of the estate was written by then.
 *
 * @param kinds of things that sources state otherwise than before. Dependencies are none of them.
 * @param said what a person said since the estate was last made.
 */
export async function changeInventory(
  input: MergeInput,
  changes: InventoryChanges,
  kinds: ReadonlySet<TouchedKind>,
  unresolved: ReadonlyMap<string, number>,
  said?: FixContent,
): Promise<WrittenInventory | undefined> {
  const { connection, number, sources } = input;
  const dependencies = await hasDependencies(connection);
  if (dependencies && !(await hasWords(connection))) return undefined;
  const { ends, gone, meanings } = changes;
  if (ends !== undefined) await saveEnds(connection, { ...ends, gone });
  if (ends !== undefined && !(await endsAreComplete(connection))) return undefined;
  const hand = foldFixes(await readFixes(connection));
  const meant = await handMeanings(connection, hand);
  if (meant.concerned(meanings)) return undefined;

  const write = entityWriter(connection, number);
  let counts: ReadonlyMap<string, number> | undefined = unresolved;
  const edge = said !== undefined && 'from' in said ? said : undefined;
  if (meanings.length > 0 || edge !== undefined)
    counts = await changeDependencies(
      { connection, sources, services: (await input.context.catalog())['service-ports'], hand, resolve: meant.resolve },
      meanings,
      edge,
      write,
    );
  if (counts === undefined) return undefined;
  if (kinds.size > 0) await writeStated(connection, write, sources);
  const applications = new Set(changes.applications);
  if (said !== undefined && 'name' in said) applications.add(entityId('app', said.name));
  if (applications.size > 0) await changeApplications(input, applications, hand, meant, write);
  return { ...(await written(connection, write)), unresolved: counts };
}

async function changeApplications(
  { connection, sources }: MergeInput,
  ids: ReadonlySet<string>,
  hand: HandState,
  { resolve }: HandMeanings,
  write: EntityWriter,
): Promise<void> {
  const stated = await currentApplications(connection, sources, [...ids]);
  const about = new Map([...hand.applications].filter(([, { name }]) => ids.has(entityId('app', name))));
  await write.all('application', byId(withHand(stated, { ...hand, applications: about }, resolve)), [...ids]);
}
