/** Who stands behind the name of an actor, for everything that takes two people. */

import { isPseudonym } from '../core/access/pseudonym.ts';
import { tokenNameOf } from '../core/policy/waivers/four-eyes.ts';
import type { Asker } from '../core/policy/waivers/four-eyes.ts';
import type { Queryable } from '../store/store.ts';
import { tokenMakers } from '../store/waivers.ts';

export async function askerOf(db: Queryable, actor: string): Promise<Asker> {
  const token = tokenNameOf(actor);
  return { actor, tokenMakers: token === undefined ? [] : await tokenMakers(db, token) };
}

/** The first of the names behind an actor that was erased: from there on nobody can tell who it is. */
export const erasedBehind = ({ actor, tokenMakers: makers }: Asker): string | undefined =>
  [actor, ...makers].find(isPseudonym);
