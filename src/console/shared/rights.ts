/** What the person who is signed in may do: what the server would refuse is not offered. */

import type { Action } from '../../core/access/actions.ts';
import { useSession } from '../shell/session.ts';

export function useMay(action: Action): boolean {
  return useSession().data?.actions.includes(action) === true;
}
