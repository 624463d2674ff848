/** Version, signing in and out. */

import type { serverRoutes } from '../../api/server.ts';
import { allowedActions } from '../../core/access/can.ts';
import { IsthmusError } from '../../core/errors/errors.ts';
import { createSignInLink, signIn, signOut } from '../../services/sign-in.ts';
import { PRODUCT_VERSION } from '../../version.ts';
import { FailedAttempts } from '../attempts.ts';
import { clearSessionCookie, setSessionCookie } from '../authenticate.ts';
import type { Caller } from '../authenticate.ts';
import type { Handlers } from '../handler.ts';

const shown = ({ actor, expiresAt }: Caller) => ({
  actor: actor.name,
  roles: actor.grants.map((grant) => grant.role),
  actions: allowedActions(actor),
  expiresAt: expiresAt?.toISOString() ?? null,
});

type Routes = Pick<typeof serverRoutes, 'version' | 'getSession' | 'signIn' | 'signOut' | 'createSignInLink'>;

export function sessionHandlers(): Handlers<Routes> {
  let attempts: FailedAttempts | undefined;
  return {
    version: () => ({ version: PRODUCT_VERSION, apiVersion: 'v1' }),
    getSession: (_context, { caller }) => shown(caller),
    async signIn(context, { body, request, reply }) {
      attempts ??= new FailedAttempts(context.clock);
      attempts.check(request.ip);
      try {
        const session = await signIn(context, body.secret);
        setSessionCookie(request, reply, session.secret, session.expiresAt);
        return shown(session);
      } catch (error) {
        if (error instanceof IsthmusError && error.code === 'IST-8003') attempts.failed(request.ip);
        throw error;
      }
    },
    async createSignInLink(context) {
      const { secret, expiresAt } = await createSignInLink(context);
      return { secret, expiresAt: expiresAt.toISOString() };
    },
    async signOut(context, { caller, request, reply }) {
      if (caller.session !== undefined) await signOut(context, caller.session);
      clearSessionCookie(request, reply);
      return {};
    },
  };
}
