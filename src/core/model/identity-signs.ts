/**
 * Signs as numbers, so that a store can find the few observations that a changed one may be joined with. Two equal signs
 * may have different numbers' owners only by chance in 2^64, and then merely more is looked at.
 */

import { hash } from 'node:crypto';
import type { Subject } from './identity-decisions.ts';
import { KEY_KINDS } from './identity-kinds.ts';
import { memberOf } from './identity-row.ts';
import type { IdentityRow } from './identity-row.ts';
import type { WorkloadFacts, WorkloadKind } from './workload.ts';

/** A signed 64-bit number in decimal: as PostgreSQL writes bigint. */
export type Sign = string;

export function signOf(text: string): Sign {
  return Buffer.from(hash('sha1', text, 'hex').slice(0, 16), 'hex')
    .readBigInt64BE()
    .toString();
}

/** Everything by which this row may come to be joined with another: see identity.ts. */
export function identitySigns(row: IdentityRow): Sign[] {
  const member = memberOf(row);
  const texts = KEY_KINDS.flatMap(({ name, keysOf }) => keysOf(member).map((key) => `${row.kind}|${name}|${key}`));
  return [...new Set(texts)].map(signOf);
}

/** Signs of every row that a decision about this subject may mean once its own observations are gone. */
export function subjectSigns({ kind, biosUuids, macAddresses }: Subject): Sign[] {
  return [...biosUuids.map((uuid) => `${kind}|bios|${uuid}`), ...macAddresses.map((mac) => `${kind}|mac|${mac}`)].map(
    signOf,
  );
}

/**
 * What never joins by itself but lets a person see that two may be one (same-machine.ts): identifiers and paths of
 * disks, and the name.
 */
export function hintsOf(kind: WorkloadKind, facts: WorkloadFacts): Sign[] {
  const texts = (facts.disks ?? []).flatMap(({ uuid, path, rawDeviceMapping }) => [
    ...(uuid === undefined || uuid === '' ? [] : [`disk|${uuid.toLowerCase()}`]),
    // The path of a raw mapping names the pointer file.
    ...(path === undefined || path === '' || rawDeviceMapping === true ? [] : [`path|${path.toLowerCase()}`]),
  ]);
  const name = facts.name?.trim().toLowerCase() ?? '';
  return [...new Set([...texts, ...(name === '' ? [] : [`name|${kind}|${name}`])])].map(signOf);
}
