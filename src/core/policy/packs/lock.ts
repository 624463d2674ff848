/** Pins packs: a file with the version and digest of each, that a pipeline keeps beside its rules and compares with. */

import { z } from 'zod';
import { failure } from '../../errors/registry.ts';
import type { ErrorCause } from '../../errors/errors.ts';
import { canonicalJson } from '../../evidence/canonical-json.ts';
import { fingerprintOf, isSignedBy, publicKeyOf } from '../../evidence/signature.ts';
import { causesOf, SourceDocument } from '../yaml-issues.ts';
import type { Pack } from './pack.ts';

export const LOCK_FILE = 'packs.lock.yaml';

/** What is pinned of a pack. Its tests are no part of the digest. */
export type Pinned = Pick<Pack, 'id' | 'version' | 'digest'>;

const lockSchema = z.strictObject({
  apiVersion: z.literal('isthmus/v1').default('isthmus/v1'),
  kind: z.literal('PackLock'),
  packs: z.array(
    z.strictObject({
      id: z.string(),
      version: z.string(),
      digest: z.string().regex(/^sha256:[0-9a-f]{64}$/, 'a digest as isthmus packs list shows it'),
    }),
  ),
  /** Ed25519 over the canonical JSON of `packs`, in base64, by the key with this fingerprint. */
  signature: z.strictObject({ key: z.string(), value: z.string() }).optional(),
});
export type PackLock = z.infer<typeof lockSchema>;

/** Throws IST-4014 with the place of each mistake. */
export function parseLock(text: string, name: string): PackLock {
  const document = new SourceDocument(text, 'IST-4014', name);
  const result = lockSchema.safeParse(document.value ?? {});
  if (result.success) return result.data;
  throw failure('IST-4014', `${name} is no lock file of packs`, {
    causes: causesOf(result.error.issues, document, () => Object.keys(lockSchema.shape)),
  });
}

const byId = (a: Pinned, b: Pinned): number => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** What a signature of a lock is made over. */
export const signedText = (packs: readonly Pinned[]): string =>
  canonicalJson(packs.map(({ id, version, digest }) => ({ id, version, digest })).sort(byId));

export function lockText(packs: readonly Pinned[], signature?: PackLock['signature']): string {
  const lines = [
    '# Written by isthmus packs lock. Keep it beside your rules; isthmus packs verify compares.',
    'apiVersion: isthmus/v1',
    'kind: PackLock',
    packs.length === 0 ? 'packs: []' : 'packs:',
    ...[...packs]
      .sort(byId)
      .map(({ id, version, digest }) => `  - { id: ${id}, version: ${version}, digest: '${digest}' }`),
    ...(signature === undefined ? [] : [`signature: { key: '${signature.key}', value: '${signature.value}' }`]),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * changed: other content under the same version · version: another version · unlocked: not pinned · missing: pinned and
 * not there.
 */
export interface LockDifference {
  readonly id: string;
  readonly kind: 'changed' | 'version' | 'unlocked' | 'missing';
  readonly message: string;
}

/** Sorted by id; empty when the packs are what was pinned. */
export function compareWithLock(packs: readonly Pinned[], lock: PackLock): LockDifference[] {
  const pinned = new Map(lock.packs.map((pack) => [pack.id, pack]));
  const there = new Set(packs.map(({ id }) => id));
  const differences = [...packs].sort(byId).flatMap((pack): LockDifference[] => {
    const { id, version, digest } = pack;
    const locked = pinned.get(id);
    if (locked === undefined) return [{ id, kind: 'unlocked', message: `version ${version} is not in the lock` }];
    if (locked.version !== version) {
      return [{ id, kind: 'version', message: `is version ${version}, the lock has ${locked.version}` }];
    }
    if (locked.digest === digest) return [];
    const message = `its content is no longer that of version ${version} (${short(digest)} instead of ${short(locked.digest)})`;
    return [{ id, kind: 'changed', message }];
  });
  const missing = lock.packs
    .filter(({ id }) => !there.has(id))
    .map(({ id, version }): LockDifference => ({
      id,
      kind: 'missing',
      message: `version ${version} is in the lock and not there`,
    }));
  return [...differences, ...missing].sort((a, b) => (a.id < b.id ? -1 : 1));
}

const short = (digest: string): string => digest.slice(0, 'sha256:'.length + 12);

/** Throws IST-4015 when packs are not what was pinned. */
export function requireLocked(packs: readonly Pinned[], lock: PackLock, name: string): void {
  const differences = compareWithLock(packs, lock);
  if (differences.length === 0) return;
  throw failure(
    'IST-4015',
    `${differences.length === 1 ? 'a pack is' : `${differences.length} packs are`} not as ${name} has them`,
    {
      causes: causesOfDifferences(differences),
    },
  );
}

/** Throws IST-4016 for content that changed under a version that was pinned before: the version has to be raised. */
export function requireRaised(packs: readonly Pinned[], before: PackLock): void {
  const changed = compareWithLock(packs, before).filter(({ kind }) => kind === 'changed');
  if (changed.length === 0) return;
  throw failure('IST-4016', `${changed.map(({ id }) => id).join(', ')} changed without a new version`, {
    causes: causesOfDifferences(changed),
  });
}

const causesOfDifferences = (differences: readonly LockDifference[]): ErrorCause[] =>
  differences.map(({ id, message }) => ({ where: id, message }));

export type SignatureState = 'valid' | 'invalid' | 'unsigned' | 'other-key';

/** Whether a lock was signed by the private half of this key. Throws IST-4014 for a text that is no public key. */
export function signatureOf(lock: PackLock, publicKeyPem: string): SignatureState {
  const key = publicKeyOf(publicKeyPem);
  if (key === undefined) throw failure('IST-4014', 'the key given is no public Ed25519 key in PEM form');
  if (lock.signature === undefined) return 'unsigned';
  if (lock.signature.key !== fingerprintOf(key)) return 'other-key';
  return isSignedBy(key, signedText(lock.packs), lock.signature.value) ? 'valid' : 'invalid';
}
