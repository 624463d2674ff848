/** Shared by the rules on node releases: whether there is a node for the base image of a guest's own release. */

import { guestName, judgeIds } from '../../guest-tables.ts';
import { baseOfRelease } from '../../windows-containers/base-images.ts';
import type { ImageBase } from '../../windows-containers/base-images.ts';
import type { Needed } from '../../rule.ts';
import { CANDIDATE_FACTS } from '../../containers/candidate.ts';
import { whereNeeded, windowsNeedOf } from '../../containers/windows-need.ts';
import { pass } from '../../verdict.ts';
import type { Verdict } from '../../verdict.ts';

/** What else a rule on node releases may look at: whether Windows nodes are needed at all. */
export const INSIDE_FACTS = CANDIDATE_FACTS.filter((key) => key !== 'os');

/** Fails for releases before the first base image, and for those whose nodes are gone, where Windows nodes are needed. Clients have a rule of their own. */
export function judgeWindowsBase(
  facts: Needed<'os', (typeof INSIDE_FACTS)[number]>,
  has: (base: ImageBase) => boolean,
  offered: string,
): Verdict {
  const { os } = facts;
  if (os.family !== undefined && os.family !== 'windows') return pass;
  const verdict = judgeIds(
    os,
    (id) => {
      if (id === 'windows' || id === 'windows-server') return undefined;
      if (!id.startsWith('windows-server-')) return false;
      const base = baseOfRelease(id);
      return base === undefined || !has(base);
    },
    () => `${guestName(os)}; ${offered}.`,
  );
  return whereNeeded(windowsNeedOf(facts), verdict);
}
