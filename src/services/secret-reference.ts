/**
 * References to secrets that are kept elsewhere, resolved when they are needed and never stored. Where each kind may
 * lead is fixed: a reference can be written by whoever may connect sources, and must not become a way to read this
 * program's own secrets or to send its tokens to another server.
 */

import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { suggestion } from '../core/policy/did-you-mean.ts';
import type { Installation } from './installation.ts';

export interface Resolving {
  readonly installation: Pick<Installation, 'variables' | 'secretReferences' | 'keys'>;
  readonly signal?: AbortSignal;
}

type Resolver = (rest: string, resolving: Resolving) => Promise<string>;

/** One line per kind: what stands before the colon. Each is loaded when it is used. */
const RESOLVERS: Readonly<Record<string, Resolver>> = {
  env: fromVariable,
  file: fromFile,
  vault: async (rest, resolving) => (await import('./secret-reference-vault.ts')).fromVault(rest, resolving),
  'azure-keyvault': async (rest, resolving) =>
    (await import('./secret-reference-azure.ts')).fromKeyVault(rest, resolving),
  'kubernetes-secret': async (rest, resolving) =>
    (await import('./secret-reference-kubernetes.ts')).fromKubernetes(rest, resolving),
};

/** What a secret may be at most, in characters. */
const LONGEST = 256 * 1024;
/** This program's own: not for sources to read. */
const OWN_VARIABLES = /^(ISTHMUS_KEY|ISTHMUS_TOKEN|DATABASE_URL|PG[A-Z]+|VAULT_TOKEN|AZURE_CLIENT_SECRET)$/;

/** Throws IST-2220 for a reference that is none, or of a kind that this installation does not allow. */
export function checkReference(reference: string, allowed: readonly string[] | undefined): void {
  const kind = kindOf(reference);
  if (RESOLVERS[kind] === undefined) {
    const known = Object.keys(RESOLVERS);
    throw failure('IST-2220', `references begin with ${known.join(':, ')}:.${suggestion(kind, known)}`);
  }
  if (restOf(reference) === '') throw failure('IST-2220', `the reference names nothing after "${kind}:"`);
  if (kind === 'env' && OWN_VARIABLES.test(restOf(reference)))
    throw failure('IST-2220', `${reference} is a secret of Isthmus itself`);
  if (allowed !== undefined && !allowed.some((start) => normal(reference).startsWith(start)))
    throw failure('IST-2220', 'this installation does not allow the reference', {
      hint: `ISTHMUS_SECRET_REFERENCES allows what begins with: ${allowed.join(', ')}`,
    });
}

/** The secret. Throws IST-2224, naming the reference and never what it gave; IST-2220 for one that is not allowed. */
export async function resolveReference(reference: string, resolving: Resolving): Promise<string> {
  checkReference(reference, resolving.installation.secretReferences);
  const resolver = RESOLVERS[kindOf(reference)];
  if (resolver === undefined) throw new TypeError('the reference was checked');
  const secret = await resolver(restOf(reference), resolving).catch((cause: unknown) => {
    resolving.signal?.throwIfAborted();
    throw unresolved(reference, cause);
  });
  if (secret === '' || secret.length > LONGEST)
    throw unresolved(reference, new Error(secret === '' ? 'it is empty' : 'it is too long to be a secret'));
  return secret;
}

function unresolved(reference: string, cause: unknown): IsthmusError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const hint = cause instanceof IsthmusError ? { hint: cause.hint } : {};
  return failure('IST-2224', `${reference} cannot be resolved: ${reason}`, hint);
}

const kindOf = (reference: string): string => reference.slice(0, Math.max(0, reference.indexOf(':')));
const restOf = (reference: string): string => reference.slice(reference.indexOf(':') + 1).trim();
/** "file:/run/secrets/../../etc/shadow" does not begin with what is allowed. */
const normal = (reference: string): string =>
  kindOf(reference) === 'file' ? `file:${path.resolve(restOf(reference))}` : reference;

async function fromVariable(name: string, { installation }: Resolving): Promise<string> {
  const value = installation.variables[name];
  if (value === undefined || value === '') throw new Error(`the variable ${name} is not set for this process`);
  return value;
}

async function fromFile(file: string, { installation }: Resolving): Promise<string> {
  if (!path.isAbsolute(file)) throw new Error('the path must begin at the root');
  const { home, keyFile } = installation.keys;
  const inHome = !path.relative(home, file).startsWith('..') && !path.isAbsolute(path.relative(home, file));
  if (inHome || path.resolve(file) === keyFile) throw new Error('files of Isthmus itself are not read');
  const text = await readFile(file, 'utf8').catch((error: { readonly code?: string }) => {
    throw new Error(`the file cannot be read (${error.code ?? 'unknown reason'})`);
  });
  return withoutLineEnd(text);
}

/** Editors and `echo` end a file with a line end that is no part of the secret. */
export const withoutLineEnd = (text: string): string => text.replace(/\r?\n$/, '');
