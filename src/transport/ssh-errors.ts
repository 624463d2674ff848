/** What went wrong on the way to an SSH host, in words and with a code. */

import type { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';

/** Codes a server gives when it opens no channel (RFC 4254, 5.1). */
const PROHIBITED = 1;
const CONNECT_FAILED = 2;

export function connectFailure(error: unknown, at: string, username: string): IsthmusError {
  const { level = '', code = '', message = '' } = error as { level?: string; code?: string | number; message?: string };
  if (level === 'client-authentication') {
    return failure('IST-2203', `${at} does not let ${username} in with the key or password given`);
  }
  if (level === 'client-timeout') {
    return failure('IST-2201', `${at} did not finish greeting us in time`, { cause: error });
  }
  if (level === 'client-socket' || level === 'client-dns') {
    const codes = (error as { errors?: { code?: string }[] }).errors?.map((one) => one.code ?? '') ?? [];
    const why = WHY[String(code)] ?? WHY[codes[0] ?? ''];
    if (code === 'ECONNRESET') return brokenOff(at, error);
    return failure('IST-2201', `${at} ${why ?? `cannot be reached: ${message}`}`, { cause: error });
  }
  if (/no matching/i.test(message)) {
    return failure('IST-2205', `${at} and this program have no common way to encrypt or sign: ${message}`, {
      hint: 'The SSH server is too old or allows only algorithms that are not offered here; allow a current one there.',
    });
  }
  if (/connection lost|closed|ended/i.test(message) || message === '') return brokenOff(at, error);
  return failure('IST-2205', `What answers at ${at} does not speak SSH as expected: ${message}`, { cause: error });
}

const WHY: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'refuses connections: no SSH server listens there',
  ENOTFOUND: 'has a name that cannot be resolved',
  EAI_AGAIN: 'has a name that cannot be resolved at the moment',
  ETIMEDOUT: 'does not answer',
  EHOSTUNREACH: 'cannot be reached: no route to it',
  ENETUNREACH: 'cannot be reached: no route to it',
};

export function brokenOff(at: string, cause?: unknown): IsthmusError {
  return failure('IST-2207', `The SSH connection to ${at} broke off`, cause === undefined ? {} : { cause });
}

export function commandRefusal(error: unknown, at: string, username: string): IsthmusError {
  return failure('IST-2204', `${at} runs no command for ${username}`, {
    hint: 'The account may have no shell or a forced command; see the guide of this source for what it needs.',
    cause: error,
  });
}

export function socketRefusal(error: unknown, at: string, username: string, path: string): IsthmusError {
  const { reason } = error as { reason?: number };
  // OpenSSH answers "connect failed" also where its own configuration forbids the socket.
  if (reason === PROHIBITED || reason === CONNECT_FAILED) {
    return failure('IST-2204', `${username} cannot open the socket ${path} on ${at}`, {
      hint: 'Check that the service behind it runs, that the path is right, that the account may write to the socket, and that sshd_config lets it: "AllowStreamLocalForwarding local" and "AllowTcpForwarding local", which sshd wants for sockets too.',
    });
  }
  return failure('IST-2204', `${at} opens no socket for ${username}`, { cause: error });
}
