/** Looks whether the account has what the built-in role "Read-only" gives, at the root of the inventory. */

import { VimFault } from './faults.ts';
import { childrenOf, flagAt, textAt } from './nodes.ts';
import { element, elements, reference } from './request.ts';
import type { VimSession } from './session.ts';

export interface LackingRight {
  readonly right: string;
  readonly cost: string;
}

const NEEDED: Readonly<Record<string, string>> = {
  'System.View':
    'Objects outside of the folders that the account was given stay unseen: machines, hosts and the names of folders above.',
  'System.Read':
    'Settings and devices of machines, hosts and clusters outside of the folders that the account was given stay unknown.',
};

/** Empty when nothing is missing, or when the server does not tell. */
export async function lackingRights(session: VimSession): Promise<readonly LackingRight[]> {
  const self = session.manager('authorizationManager');
  const root = session.manager('rootFolder');
  const key = textAt(session.user, 'key');
  if (self === undefined || root === undefined || key === undefined) return [];
  const body = reference('entity', root) + element('sessionId', key) + elements('privId', Object.keys(NEEDED));
  try {
    const answer = await session.soap.call({ method: 'HasPrivilegeOnEntities', self, body });
    const lacking = childrenOf(answer, 'privAvailability').filter((each) => flagAt(each, 'isGranted') === false);
    return lacking.flatMap((each) => {
      const right = textAt(each, 'privId') ?? '';
      const cost = NEEDED[right];
      return cost === undefined ? [] : [{ right: `${right} on the root folder, with propagation`, cost }];
    });
  } catch (error) {
    // An account may lack the right to ask, and a host on its own may not know the call.
    if (error instanceof VimFault) return [];
    throw error;
  }
}
