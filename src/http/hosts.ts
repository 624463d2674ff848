/**
 * Which Host and Origin a request may carry. A page elsewhere can make a browser call this server under a name of
 * its own (DNS rebinding) or from its own origin (request forgery); both show in these headers.
 */

import { isIP } from 'node:net';
import type { FastifyRequest } from 'fastify';
import { failure } from '../core/errors/registry.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** The name in a Host header, without its port; undefined when it is not one. */
function hostName(host: string | undefined): string | undefined {
  if (host === undefined || !URL.canParse(`http://${host}`)) return undefined;
  const url = new URL(`http://${host}`);
  const plain =
    url.pathname === '/' && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  return plain ? url.hostname.toLowerCase() : undefined;
}

/**
 * Rebinding needs a name that someone else controls: addresses and localhost are none, others must be listed.
 * @param names lower case, without ports.
 */
function isOwnHost(host: string | undefined, names: ReadonlySet<string>): boolean {
  const name = hostName(host);
  if (name === undefined) return false;
  return (
    isIP(name.replaceAll(/^\[|\]$/g, '')) !== 0 ||
    name === 'localhost' ||
    name.endsWith('.localhost') ||
    names.has(name)
  );
}

/** An origin leaves its scheme's own port out, a Host header may carry it. */
function sameHost(origin: string, host: string): boolean {
  if (!URL.canParse(origin)) return false;
  const { protocol, host: expected } = new URL(origin);
  return URL.canParse(`${protocol}//${host}`) && new URL(`${protocol}//${host}`).host === expected && expected !== '';
}

/** Throws IST-8005 when the request was meant for another name. */
export function requireOwnHost(request: FastifyRequest, names: ReadonlySet<string>): void {
  if (isOwnHost(request.host, names)) return;
  throw failure('IST-8005', `"${request.host}" is not a name of this server`);
}

/**
 * Throws IST-8004 for a changing request that a page of another origin may have caused. With a cookie the browser
 * must say where the request comes from; programs send a token instead and need not.
 */
export function requireSameOrigin(request: FastifyRequest, withCookie: boolean): void {
  if (SAFE_METHODS.has(request.method)) return;
  const { origin } = request.headers;
  const site = request.headers['sec-fetch-site'];
  if (origin !== undefined) {
    if (sameHost(origin, request.host)) return;
    throw failure('IST-8004', `a page of ${origin} may not change anything here`);
  }
  if (site === 'same-origin' || site === 'none' || (site === undefined && !withCookie)) return;
  throw failure('IST-8004', 'the browser does not say which page the request comes from');
}
