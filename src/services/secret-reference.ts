/**
 * References to secrets that are kept elsewhere, resolved when they are needed and never stored. Where each kind may
 * lead is fixed: a reference can be written by whoever may connect sources, and must not become a way to read this
 * program's own secrets or to send its tokens to another server.
 */

import path from 'node:path';
import { IsthmusError } from '../core/errors/errors.ts';
import { failure } from '../core/errors/registry.ts';
import { suggestion } from '../core/policy/did-you-mean.ts';
import type { Installation } from './installation.ts';
import { allowedBy, faultOf } from './secret-reference-allowed.ts';

export interface Resolving {
  readonly installation: Pick<Installation, 'variables' | 'secretReferences' | 'keys'>;
  readonly signal?: AbortSignal;
}

type Resolver = (rest: string, resolving: Resolving) => Promise<string>;

/** One line per kind: what stands before the colon. Each is loaded when it is used. */
const RESOLVERS: Readonly<Record<string, Resolver>> = {
  env: fromVariable,
  file: async (rest, resolving) => (await import('./secret-reference-file.ts')).fromFile(rest, resolving),
  vault: async (rest, resolving) => (await import('./secret-reference-vault.ts')).fromVault(rest, resolving),
  'azure-keyvault': async (rest, resolving) =>
    (await import('./secret-reference-azure.ts')).fromKeyVault(rest, resolving),
  'kubernetes-secret': async (rest, resolving) =>
    (await import('./secret-reference-kubernetes.ts')).fromKubernetes(rest, resolving),
};

/** What a secret may be at most, in characters. */
const LONGEST = 256 * 1024;

/** Throws IST-2220 for a reference that is none, or of a kind that this installation does not allow. */
export function checkReference(reference: string, allowed: readonly string[] | undefined): void {
  const kind = kindOf(reference);
  if (!Object.hasOwn(RESOLVERS, kind)) {
    const known = Object.keys(RESOLVERS);
    throw failure('IST-2220', `references begin with ${known.join(':, ')}:.${suggestion(kind, known)}`);
  }
  const fault = faultOf(kind, restOf(reference));
  if (fault !== undefined) throw failure('IST-2220', fault);
  if (allowed !== undefined && !allowedBy(allowed, normal(reference)))
    throw failure('IST-2220', 'this installation does not allow the reference', {
      hint: `Allowed is what begins with ${allowed.join(', ')}; who runs Isthmus says what, in ISTHMUS_SECRET_REFERENCES.`,
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
  `${kindOf(reference)}:${kindOf(reference) === 'file' ? path.resolve(restOf(reference)) : restOf(reference)}`;

async function fromVariable(name: string, { installation }: Resolving): Promise<string> {
  const value = Object.hasOwn(installation.variables, name) ? installation.variables[name] : undefined;
  if (value === undefined || value === '') throw new Error(`the variable ${name} is not set for this process`);
  return value;
}
