/** What rules on contradicting lists of guests share: each target has its own, as each has its own lists. */

import type { GuestOs } from '../../model/workload.ts';
import { unnamed, undecided } from '../guest-tables.ts';
import { osSupport, statementText } from '../os-tables.ts';
import type { RuleContext } from '../rule.ts';
import { fail, pass } from '../verdict.ts';
import type { TargetId, Verdict } from '../verdict.ts';

/** Fails when lists say different things of the guest, with all of them and their sources as evidence. */
export function listsAgree(os: GuestOs, target: TargetId, { catalog }: RuleContext): Verdict {
  const { statements, agreed, open } = osSupport(catalog, os, target);
  if (!agreed) return fail(`${statements.map(statementText).join('; ')}.`);
  if (statements.length === 0) return os.id === undefined && os.candidates === undefined ? unnamed(os) : pass;
  return open ? undecided(os) : pass;
}
