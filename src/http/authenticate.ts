/** Who a request comes from: a session cookie, an API token, or the caller in this process. */

import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Actor } from '../core/access/actor.ts';
import { can, rolesThatMay } from '../core/access/can.ts';
import type { Action } from '../core/access/actions.ts';
import { failure } from '../core/errors/registry.ts';
import type { ServiceContext } from '../services/context.ts';
import { readSession } from '../services/sign-in.ts';
import { readToken } from '../services/tokens.ts';
import { requireSameOrigin } from './hosts.ts';

export interface Caller {
  readonly actor: Actor;
  readonly expiresAt: Date | null;
  /** Secret of the session, to end it; absent for tokens and for the caller in this process. */
  readonly session?: string;
}

/** "__Host-" makes browsers insist on Secure, on this host alone and on the whole path; it needs HTTPS. */
const COOKIE = 'isthmus_session';
const cookieName = (request: FastifyRequest): string => (request.protocol === 'https' ? `__Host-${COOKIE}` : COOKIE);

function sessionCookie(request: FastifyRequest): string | undefined {
  return request.cookies[cookieName(request)];
}

export function setSessionCookie(request: FastifyRequest, reply: FastifyReply, secret: string, expires: Date): void {
  const secure = request.protocol === 'https';
  void reply.setCookie(cookieName(request), secret, { path: '/', httpOnly: true, sameSite: 'strict', secure, expires });
}

export function clearSessionCookie(request: FastifyRequest, reply: FastifyReply): void {
  void reply.clearCookie(cookieName(request), {
    path: '/',
    httpOnly: true,
    sameSite: 'strict',
    secure: request.protocol === 'https',
  });
}

/**
 * The caller of a request. A request that carries a token is judged by the token alone.
 * Throws IST-8001 without valid credentials, IST-8004 for a cookie that another site may have sent along.
 */
export async function authenticate(context: ServiceContext, request: FastifyRequest): Promise<Caller> {
  const { authorization } = request.headers;
  if (authorization !== undefined) {
    const secret = /^Bearer +(\S+)$/i.exec(authorization)?.[1];
    const token = secret === undefined ? undefined : await readToken(context, secret);
    if (token === undefined) throw failure('IST-8001', 'the API token is unknown, revoked or past its time');
    requireSameOrigin(request, false);
    return token;
  }
  const secret = sessionCookie(request);
  const session = secret === undefined ? undefined : await readSession(context, secret);
  if (secret === undefined || session === undefined)
    throw failure('IST-8001', secret === undefined ? 'the request carries no credentials' : 'the session has ended');
  requireSameOrigin(request, true);
  return { ...session, session: secret };
}

/** Throws IST-8002 naming the roles that may. */
export function requireAllowed(actor: Actor, action: Action): void {
  if (can(actor, action)) return;
  throw failure('IST-8002', `${actor.name} may not ${action}; it takes the role ${rolesThatMay(action).join(' or ')}`);
}
