/** Right-sizing. */

import type { rightSizingRoutes } from '../../api/rightsizing.ts';
import { listRightSizing } from '../../services/rightsize.ts';
import type { Handlers } from '../handler.ts';

export const rightSizingHandlers: Handlers<typeof rightSizingRoutes> = {
  listRightSizing: (context, { query }) => listRightSizing(context, query),
};
