/** The small row by which observations are told apart or together. */

import { canonicalBiosUuid, normaliseFqdn, normaliseMac, normaliseUuid } from './identity-keys.ts';
import type { OsFamily, WorkloadKind, WorkloadObservation } from './workload.ts';

export interface IdentityRow {
  /** observationKey() of the observation: unique, and the handle groups are given in. */
  readonly key: string;
  readonly sourceId: string;
  readonly scope?: string;
  readonly nativeId: string;
  readonly kind: WorkloadKind;
  readonly platform?: string;
  readonly name?: string;
  readonly osFamily?: OsFamily;
  readonly biosUuid?: string;
  readonly instanceUuid?: string;
  readonly macAddresses?: readonly string[];
  readonly fqdn?: string;
}

/** `sourceId|scope|nativeId`: one source's name for one machine, and the key of previousIds. */
export function observationKey(seen: {
  readonly sourceId: string;
  readonly scope?: string;
  readonly nativeId: string;
}): string {
  return `${seen.sourceId}|${seen.scope ?? ''}|${seen.nativeId}`;
}

export function identityRowOf(observation: WorkloadObservation): IdentityRow {
  const { identity, facts } = observation;
  return {
    key: observationKey(observation),
    sourceId: observation.sourceId,
    nativeId: observation.nativeId,
    kind: observation.kind,
    ...(observation.scope !== undefined && { scope: observation.scope }),
    ...(facts.platform !== undefined && { platform: facts.platform }),
    ...(facts.name !== undefined && { name: facts.name }),
    ...(facts.os?.family !== undefined && { osFamily: facts.os.family }),
    ...(identity.biosUuid !== undefined && { biosUuid: identity.biosUuid }),
    ...(identity.instanceUuid !== undefined && { instanceUuid: identity.instanceUuid }),
    ...(identity.macAddresses !== undefined && { macAddresses: identity.macAddresses }),
    ...(identity.fqdn !== undefined && { fqdn: identity.fqdn }),
  };
}

/** A row with its signs in one form. */
export interface Member {
  readonly row: IdentityRow;
  readonly bios: string | undefined;
  readonly instance: string | undefined;
  readonly macs: readonly string[];
  readonly fqdn: string | undefined;
  readonly name: string | undefined;
}

export function memberOf(row: IdentityRow): Member {
  const macs = (row.macAddresses ?? []).map(normaliseMac).filter((mac) => mac !== undefined);
  return {
    row,
    bios: canonicalBiosUuid(row.biosUuid),
    instance: normaliseUuid(row.instanceUuid),
    macs: [...new Set(macs)].sort(),
    fqdn: normaliseFqdn(row.fqdn),
    name: row.name?.trim().toLowerCase(),
  };
}

/** The value within the scope it is unique in; nothing when either is not known. */
export function scoped(member: Member, value: string | undefined): readonly string[] {
  return member.row.scope === undefined || value === undefined ? [] : [`${member.row.scope.toLowerCase()}|${value}`];
}
