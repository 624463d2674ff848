/** An exported audit log as the product writes it, made in memory. */

import { generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';
import { EXPORT_FORMAT, NO_HASH, recordLine, textOfLine } from './audit-lines.ts';
import type { Checkpoint, ExportLine } from './audit-lines.ts';
import { commitment, hexDigest, openBody } from './audit-record.ts';
import type { AuditEntry } from './audit-record.ts';
import { fingerprintOf, pemOf, signText } from './signature.ts';
import { ExportVerifier } from './verify-export.ts';
import type { Verification, VerifyOptions } from './verify-export.ts';

export interface SigningKey {
  readonly key: KeyObject;
  readonly publicKey: KeyObject;
  readonly fingerprint: string;
}

export function newKey(): SigningKey {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  return { key: privateKey, publicKey, fingerprint: fingerprintOf(publicKey) };
}

export interface ExportPlan {
  readonly entries: readonly (AuditEntry & { readonly actor: string })[];
  /** A checkpoint behind every so many records; default 3. */
  readonly every?: number;
  /** Numbers of records whose detail is gone. */
  readonly redacted?: readonly number[];
  /** Actors whose name is gone. */
  readonly erased?: readonly string[];
  /** Anchored on the checkpoint before this record. */
  readonly from?: number;
  readonly key: SigningKey;
  /** The key before, used up to the second checkpoint. */
  readonly former?: SigningKey;
  /** Other changes of keys than those that happened. */
  readonly changes?: readonly ExportLine[];
}

const AT = '2026-11-23T06:00:00.000Z';
export const refOf = (actor: string): string => commitment(hexDigest(actor), actor);

/** `seq`: the last record when the new key came. */
export function changeOfKeys(former: SigningKey, key: SigningKey, seq = 5, at = AT): ExportLine {
  const keyChange = {
    at,
    former: former.fingerprint,
    formerPem: pemOf(former.publicKey),
    key: key.fingerprint,
    pem: pemOf(key.publicKey),
    seq,
  };
  const text = canonicalJson(keyChange);
  return { keyChange, signatures: { former: signText(former.key, text), itself: signText(key.key, text) } };
}

export function exportLines(plan: ExportPlan): string[] {
  const { entries, every = 3, redacted = [], erased = [], from = 1, key, former } = plan;
  const chain: string[] = [];
  let [hash, previous, checkpoints, records] = [NO_HASH, NO_HASH, 0, 0];
  for (const [index, entry] of entries.entries()) {
    const seq = index + 1;
    const salt = hexDigest(`salt ${seq}`).slice(0, 32);
    const detail = canonicalJson(entry.detail ?? {});
    const open = openBody(entry, AT, commitment(salt, detail));
    const body = `${open.start}${refOf(entry.actor)}${open.middle}${hash}","seq":${seq}}`;
    hash = hexDigest(body);
    if (seq >= from) {
      records += 1;
      const gone = redacted.includes(seq);
      chain.push(recordLine({ body, hash, detail: gone ? null : detail, salt: gone ? null : salt }));
    }
    if (seq % every !== 0 && index + 1 !== entries.length) continue;
    const signer = former !== undefined && seq < every * 2 ? former : key;
    const checkpoint: Checkpoint = { at: AT, hash, key: signer.fingerprint, previous, seq };
    const text = canonicalJson(checkpoint);
    previous = hexDigest(text);
    if (seq < from - 1) continue;
    checkpoints += 1;
    chain.push(textOfLine({ checkpoint, signature: signText(signer.key, text) }));
  }
  const named = new Set(entries.slice(from - 1).map(({ actor }) => actor));
  const names = [...named].filter((name) => !erased.includes(name));
  const actors = names.map((name) => ({ name, ref: refOf(name), salt: hexDigest(name) }));
  const changes = plan.changes ?? (former === undefined ? [] : [changeOfKeys(former, key, every * 2 - 1)]);
  const preface = [
    textOfLine({ header: { format: EXPORT_FORMAT, from, key: key.fingerprint } }),
    ...changes.map(textOfLine),
    ...actors.sort((a, b) => (a.ref < b.ref ? -1 : 1)).map((actor) => textOfLine({ actor })),
  ];
  const end = {
    actors: actors.length,
    at: AT,
    checkpoints,
    format: EXPORT_FORMAT,
    from,
    hash,
    key: key.fingerprint,
    keyChanges: changes.length,
    preface: hexDigest(preface.map((line) => `${line}\n`).join('')),
    records,
    to: entries.length,
  };
  return [...preface, ...chain, textOfLine({ end, signature: signText(key.key, canonicalJson(end)) })];
}

/** Bytes as a reader would split them. */
export function verifyBytes(bytes: Buffer, options: VerifyOptions): Verification {
  const verifier = new ExportVerifier(options);
  for (let start = 0; start < bytes.length;) {
    const feed = bytes.indexOf(10, start);
    const end = feed < 0 ? bytes.length : feed;
    verifier.line(bytes.subarray(start, end));
    start = end + 1;
  }
  return verifier.finish();
}

export const verifyLines = (lines: readonly string[], options: VerifyOptions): Verification =>
  verifyBytes(Buffer.from(lines.map((line) => `${line}\n`).join('')), options);
