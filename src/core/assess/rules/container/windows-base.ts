/** Shared by the rules on node releases: whether there is a node for the base image of a guest's own release. */

import type { GuestOs } from '../../../model/workload.ts';
import { guestName, judgeIds } from '../../guest-tables.ts';
import { baseOfRelease } from '../../windows-containers/base-images.ts';
import type { ImageBase } from '../../windows-containers/base-images.ts';
import { pass } from '../../verdict.ts';
import type { Verdict } from '../../verdict.ts';

/** Fails for releases before the first base image, and for those whose nodes are gone. Clients have a rule of their own. */
export function judgeWindowsBase(os: GuestOs, has: (base: ImageBase) => boolean, offered: string): Verdict {
  if (os.family !== undefined && os.family !== 'windows') return pass;
  return judgeIds(
    os,
    (id) => {
      if (id === 'windows' || id === 'windows-server') return undefined;
      if (!id.startsWith('windows-server-')) return false;
      const base = baseOfRelease(id);
      return base === undefined || !has(base);
    },
    () => `${guestName(os)}; ${offered}.`,
  );
}
