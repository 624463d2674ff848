/** API tokens. */

import type { serverRoutes } from '../../api/server.ts';
import { createToken, deleteToken, readTokens } from '../../services/tokens.ts';
import type { Handlers } from '../handler.ts';

export const tokenHandlers: Handlers<Pick<typeof serverRoutes, 'listTokens' | 'createToken' | 'deleteToken'>> = {
  async listTokens(context) {
    const items = await readTokens(context);
    return { items, total: items.length };
  },
  createToken: (context, { body, caller }) => createToken(context, caller.actor, body),
  async deleteToken(context, { params }) {
    await deleteToken(context, params.id);
    return {};
  },
};
