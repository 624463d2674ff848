/** Writes down who did what (O8): the one function that everybody who changes something calls. */

import { randomBytes } from 'node:crypto';
import { canonicalJson } from '../core/evidence/canonical-json.ts';
import { commitment, openBody } from '../core/evidence/audit-record.ts';
import type { AuditEntry } from '../core/evidence/audit-record.ts';
import { addPending } from '../store/audit.ts';
import type { Queryable } from '../store/store.ts';
import type { ServiceContext } from './context.ts';

const SALT_BYTES = 16;

/**
 * Records an action of the context's actor. `db` is the connection of the transaction that makes the change: both are
 * there, or neither. The record gets its place in the chain when that transaction commits, so this takes no lock and may
 * be called at any point of it. `detail` holds JSON values that may be shown to whoever may read evidence: no secrets.
 */
export async function recordAudit(
  context: Pick<ServiceContext, 'actor' | 'clock'>,
  db: Queryable,
  entry: AuditEntry,
): Promise<void> {
  const at = context.clock();
  const salt = randomBytes(SALT_BYTES).toString('hex');
  // What has no JSON form is left out.
  const detail = canonicalJson(withoutNul(JSON.parse(JSON.stringify(entry.detail ?? {}))));
  const plain = { ...entry, object: { kind: entry.object.kind, id: plainText(entry.object.id) } };
  const body = openBody(plain, at.toISOString(), commitment(salt, detail));
  await addPending(db, { at, actor: context.actor, action: entry.action, object: plain.object, body, salt, detail });
}

/** PostgreSQL keeps no NUL in a text. */
const plainText = (text: string): string => text.replaceAll('\0', '');

function withoutNul(value: unknown): unknown {
  if (typeof value === 'string') return plainText(value);
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutNul);
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [plainText(name), withoutNul(each)]));
}
