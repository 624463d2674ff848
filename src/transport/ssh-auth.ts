/** How we sign in to an SSH host: by key first, then by password, the latter also where a server asks for it by prompt. */

import type { AnyAuthMethod, utils } from 'ssh2';
import { failure } from '../core/errors/registry.ts';

interface Credentials {
  readonly username: string;
  readonly privateKey?: string;
  readonly passphrase?: string;
  readonly password?: string;
}

/** Throws IST-2220 when there is no credential, or the key cannot be read with the passphrase. */
export function authMethods(target: Credentials, parseKey: typeof utils.parseKey): AnyAuthMethod[] {
  const { username, privateKey, passphrase, password } = target;
  const methods: AnyAuthMethod[] = [];
  if (privateKey !== undefined) {
    const key = parseKey(privateKey, passphrase);
    if (key instanceof Error || !key.isPrivateKey()) throw unreadableKey(key instanceof Error ? key : undefined);
    methods.push({ type: 'publickey', username, key: privateKey, ...(passphrase !== undefined && { passphrase }) });
  }
  if (password !== undefined) {
    methods.push({ type: 'password', username, password });
    methods.push({
      type: 'keyboard-interactive',
      username,
      // One hidden question is the password in other words; to anything else (a one-time code) we have no answer.
      prompt: (_name, _instructions, _language, prompts, finish) =>
        finish(prompts.map((prompt) => (prompts.length === 1 && prompt.echo !== true ? password : ''))),
    });
  }
  if (methods.length > 0) return methods;
  throw failure('IST-2220', `No private key and no password is given to sign in as ${username}`, {
    hint: 'Give the secret privateKey (and passphrase when the key has one) or password.',
  });
}

/** The library's words name what is wrong with the file's form; none of them quotes the file. */
function unreadableKey(error: Error | undefined): Error {
  const encrypted = /encrypted/i.test(error?.message ?? '');
  const wrongPassphrase = /integrity|bad passphrase|passphrase/i.test(error?.message ?? '');
  const what = encrypted
    ? 'is encrypted and no passphrase is given'
    : wrongPassphrase
      ? 'does not open with the passphrase given'
      : error === undefined
        ? 'is a public key, not a private one'
        : 'has no form that is known (OpenSSH, PEM or PuTTY)';
  return failure('IST-2220', `The private key ${what}`, {
    hint: 'Give the whole file of the private key, with its BEGIN and END lines, and its passphrase when it has one.',
  });
}
