/**
 * One record of the audit log: what its hash covers, as text. The text is canonical JSON (RFC 8785), in which the hash
 * before and the number come last; so the database can close it when it gives the record its place in the chain.
 */

import { createHash } from 'node:crypto';
import { canonicalJson } from './canonical-json.ts';

export interface AuditObject {
  /** "waiver", "decision", "route" … */
  readonly kind: string;
  readonly id: string;
}

export interface AuditEntry {
  /** "waiver.approve": what was done, in the words of the command line. */
  readonly action: string;
  readonly object: AuditObject;
  /** What else is worth knowing: JSON values, no secrets, no bodies of requests. It can be removed later. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** SHA-256 in hex of bytes, or of a text as UTF-8. */
export function hexDigest(what: string | Uint8Array): string {
  return createHash('sha256').update(what).digest('hex');
}

/** What stands in the chain for a name or a detail: without the salt it cannot be guessed, and with it not exchanged. */
export const commitment = (salt: string, text: string): string => hexDigest(`${salt}\n${text}`);

export interface OpenBody {
  /** Up to where the reference of the actor stands. */
  readonly start: string;
  /** From behind it up to where the hash before stands. */
  readonly middle: string;
}

/** The body of a record that has no place yet. `at` is an ISO time, `detail` the commitment to the detail's text. */
export function openBody({ action, object }: AuditEntry, at: string, detail: string): OpenBody {
  const { id, kind } = object;
  return {
    start: `{"action":${JSON.stringify(action)},"actor":"`,
    middle: `","at":"${at}","detail":"${detail}","object":${canonicalJson({ id, kind })},"prev":"`,
  };
}
