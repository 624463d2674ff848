/** Rule packs. */

import type { packRoutes } from '../../api/packs.ts';
import { getPack, listPacks, signPacks } from '../../services/list-packs.ts';
import type { Handlers } from '../handler.ts';

export const packHandlers: Handlers<typeof packRoutes> = {
  listPacks: (context) => listPacks(context),
  getPack: (context, { params }) => getPack(context, params.id),
  signPacks: (context) => signPacks(context),
};
