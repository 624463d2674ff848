/**
 * The key of the installation that signs checkpoints of the audit log. It never leaves this module but to sign; its
 * public half and every change of it are kept in the database.
 */

import { createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { failure } from '../core/errors/registry.ts';
import { canonicalJson } from '../core/evidence/canonical-json.ts';
import type { KeyChange } from '../core/evidence/audit-lines.ts';
import { fingerprintOf, pemOf, signText } from '../core/evidence/signature.ts';
import { insertKey, readKeys } from '../store/audit-checkpoints.ts';
import type { StoredKey } from '../store/audit-checkpoints.ts';
import { lockHead, readHead } from '../store/audit.ts';
import type { Queryable } from '../store/store.ts';
import { recordAudit } from './audit.ts';
import type { ServiceContext } from './context.ts';
import { resolveReference } from './secret-reference.ts';

interface SigningKey {
  readonly privateKey: KeyObject;
  readonly fingerprint: string;
  readonly pem: string;
}

export interface Signer {
  /** Of the key it signs with. */
  readonly fingerprint: string;
  /** Ed25519, base64. */
  sign(text: string): string;
}

const keyFile = (home: string): string => path.join(home, 'audit-signing.key');

/** Keys of a text with PEM blocks, the one in force first. Throws IST-6104, never with a part of the text. */
function keysIn(text: string, from: string): readonly SigningKey[] {
  const blocks = text.match(/-----BEGIN PRIVATE KEY-----[^-]+-----END PRIVATE KEY-----/g) ?? [];
  if (blocks.length === 0) throw failure('IST-6104', `${from} holds no private key in PEM form`);
  return blocks.map((pem, index) => {
    let privateKey: KeyObject;
    try {
      privateKey = createPrivateKey(pem);
    } catch {
      throw failure('IST-6104', `key ${index + 1} of ${from} cannot be read`);
    }
    if (privateKey.asymmetricKeyType !== 'ed25519')
      throw failure('IST-6104', `key ${index + 1} of ${from} is not an Ed25519 key`);
    return describe(privateKey);
  });
}

function describe(privateKey: KeyObject): SigningKey {
  const publicKey = createPublicKey(privateKey);
  return { privateKey, fingerprint: fingerprintOf(publicKey), pem: pemOf(publicKey) };
}

/** Undefined when there is no key file yet. */
async function readSigningKeys({ installation, home }: ServiceContext): Promise<readonly SigningKey[] | undefined> {
  const { auditKey } = installation;
  if (auditKey !== undefined) {
    // Written by whoever runs this process: it may name any of its files.
    const text = await resolveReference(auditKey, { installation: { ...installation, secretReferences: undefined } });
    return keysIn(text, 'ISTHMUS_AUDIT_KEY');
  }
  const file = keyFile(home);
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    if ((cause as { readonly code?: string }).code === 'ENOENT') return undefined;
    throw failure('IST-6104', `the key file ${file} cannot be read`, { cause });
  });
  return text === undefined ? undefined : keysIn(text, file);
}

const newKey = (): SigningKey => describe(generateKeyPairSync('ed25519').privateKey);
const privatePem = ({ privateKey }: SigningKey): string =>
  privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();

/** The file appears whole or not at all. `replace`: also when there is one. */
async function writeKeyFile(home: string, keys: readonly SigningKey[], replace: boolean): Promise<void> {
  const file = keyFile(home);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}.${randomBytes(4).toString('hex')}`;
  await writeFile(draft, keys.map(privatePem).join(''), { mode: 0o600, flag: 'wx' });
  if (replace) return rename(draft, file);
  try {
    await link(draft, file);
  } catch (error) {
    // Another process was first: its key counts.
    if ((error as { readonly code?: string }).code !== 'EEXIST') throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/**
 * The signer, made at first use. The caller holds the end of the chain. When the first key given is new and the key in
 * force stands behind it, the new one takes over here. Throws IST-6103, IST-6104.
 */
export async function signerOf(context: ServiceContext, db: Queryable): Promise<Signer> {
  const known = await readKeys(db);
  const inForce = known.at(-1);
  let ring = await readSigningKeys(context);
  if (ring === undefined && inForce === undefined) {
    await writeKeyFile(context.home, [newKey()], false);
    ring = await readSigningKeys(context);
  }
  const first = ring?.[0];
  if (first === undefined || ring === undefined)
    throw failure('IST-6103', `the key file ${keyFile(context.home)} is missing; the log is signed with its key`);
  if (inForce === undefined) await insertKey(db, firstKey(first, context.clock()));
  else if (inForce.fingerprint !== first.fingerprint) {
    const former = ring.find(({ fingerprint }) => fingerprint === inForce.fingerprint);
    if (former === undefined || known.some(({ fingerprint }) => fingerprint === first.fingerprint))
      throw failure(
        'IST-6103',
        `the log is signed with the key ${inForce.fingerprint}, and the one given is ${first.fingerprint}`,
      );
    await insertKey(db, keyAfter(former, first, context.clock(), (await readHead(db)).seq));
    await recordAudit(context, db, {
      action: 'audit.rotate-key',
      object: { kind: 'audit-key', id: first.fingerprint },
      detail: { former: former.fingerprint },
    });
  }
  return { fingerprint: first.fingerprint, sign: (text) => signText(first.privateKey, text) };
}

function firstKey({ fingerprint, pem }: SigningKey, createdAt: Date): StoredKey {
  return { fingerprint, pem, createdAt, change: null, signedByFormer: null, signedByItself: null };
}

function keyAfter(former: SigningKey, key: SigningKey, createdAt: Date, seq: number): StoredKey {
  const change: KeyChange = {
    at: createdAt.toISOString(),
    former: former.fingerprint,
    formerPem: former.pem,
    key: key.fingerprint,
    pem: key.pem,
    seq,
  };
  const text = canonicalJson(change);
  return {
    ...firstKey(key, createdAt),
    change: text,
    signedByFormer: signText(former.privateKey, text),
    signedByItself: signText(key.privateKey, text),
  };
}

/** Public keys, the one in force last. Makes the first one when there is none. Throws IST-6103, IST-6104. */
export async function auditKeys(context: ServiceContext): Promise<readonly StoredKey[]> {
  const known = await readKeys(context.store);
  if (known.length > 0) return known;
  return context.store.transaction(async (db) => {
    await lockHead(db);
    await signerOf(context, db);
    return readKeys(db);
  });
}

/** Puts a new key in force. Of the old one only the public half is left. Throws IST-6103, IST-6110. */
export async function rotateAuditKey(context: ServiceContext): Promise<readonly StoredKey[]> {
  if (context.installation.auditKey !== undefined)
    throw failure('IST-6110', 'the signing key is given by ISTHMUS_AUDIT_KEY');
  const keys = await context.store.transaction(async (db) => {
    await lockHead(db);
    await signerOf(context, db);
    const [current] = (await readSigningKeys(context)) ?? [];
    if (current === undefined) throw failure('IST-6103', 'the key file is gone');
    const next = newKey();
    // Both stand in the file until the change is committed: a process that ends here goes on from it.
    await writeKeyFile(context.home, [next, current], true);
    await signerOf(context, db);
    return readKeys(db);
  });
  const [next] = (await readSigningKeys(context)) ?? [];
  if (next !== undefined) await writeKeyFile(context.home, [next], true);
  return keys;
}
