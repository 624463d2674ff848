/** Headers on every answer. The console is built without inline scripts and styles, so the policy allows none. */

import type { FastifyReply, FastifyRequest } from 'fastify';

const CONSOLE_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** A report is one file with everything inside. Sandboxed, it cannot act with the session of who looks at it. */
export const REPORT_POLICY =
  "sandbox allow-scripts allow-popups allow-modals; default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

const HEADERS = {
  'content-security-policy': CONSOLE_POLICY,
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
};

export function setSecurityHeaders(request: FastifyRequest, reply: FastifyReply): void {
  void reply.headers(HEADERS);
  if (request.protocol === 'https') void reply.header('strict-transport-security', 'max-age=31536000');
}
