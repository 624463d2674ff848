/** What a machine runs that is licensed, as far as sources tell. Nobody's word is no word: unknown is kept apart from none. */

import type { Catalog } from '../../catalog/catalog.ts';
import { isWithin, possibleIds } from '../../assess/guest-tables.ts';
import type { GuestOs, Workload, WorkloadFacts } from '../../model/workload.ts';
import { guestLicenceOf } from '../demand.ts';
import type { GuestLicence } from '../demand.ts';
import type { SqlEdition } from './sql-server.ts';

export interface LicensedGuest {
  readonly id: string;
  readonly name: string;
  readonly kind: Workload['kind'];
  /** Null: no source states it. */
  readonly vcpus: number | null;
  readonly system: GuestLicence | 'rhel' | 'sles';
  /** Release of the system, such as "7.9"; null when not known. */
  readonly release: string | null;
  /** Last day of fixes that cost nothing; null: not known or never ends. Windows Server only. */
  readonly supportEnd: string | null;
  readonly sql: SqlOnGuest | 'none' | 'unknown';
  /** Name of the host it runs on and of its cluster, when known. */
  readonly host?: string | undefined;
  readonly cluster?: string | undefined;
}

export interface SqlOnGuest {
  readonly edition: SqlEdition | null;
  readonly release: string | null;
}

export function licensedGuest(
  workload: Workload,
  catalog: Pick<Catalog, 'os-lifecycle'>,
  editionOf: (workload: Workload) => SqlEdition | undefined,
): LicensedGuest {
  const { facts } = workload;
  const licence = guestLicenceOf(facts);
  const system = licence === 'commercial-linux' ? (isSuse(facts.os) ? 'sles' : 'rhel') : licence;
  const os = facts.os ?? {};
  return {
    id: workload.id,
    name: facts.name ?? workload.id,
    kind: workload.kind,
    vcpus: facts.cpuCount ?? null,
    system,
    release: os.version ?? null,
    supportEnd: system === 'windows-server' ? supportEnd(os, catalog) : null,
    sql: sqlOf(facts, editionOf(workload)),
    host: facts.host,
    cluster: facts.cluster,
  };
}

const isSuse = (os: GuestOs | undefined): boolean =>
  /\b(sles|suse)/i.test(`${os?.id ?? ''} ${os?.name ?? ''} ${os?.reportedAs ?? ''} ${os?.configuredAs ?? ''}`);

/** The latest end among the releases it may be: a claim that updates must be bought has to hold for all of them. */
function supportEnd(os: GuestOs, catalog: Pick<Catalog, 'os-lifecycle'>): string | null {
  const ids = possibleIds(os);
  if (ids === undefined) return null;
  let latest: string | null = null;
  for (const id of ids) {
    const release = catalog['os-lifecycle'].os
      .filter((entry) => isWithin(id, entry.id))
      .sort((a, b) => b.id.length - a.id.length)[0];
    if (release?.supportEnd === undefined || release.extendedProgram !== 'ESU') return null;
    if (latest === null || release.supportEnd > latest) latest = release.supportEnd;
  }
  return latest;
}

const PRODUCT = /^(?:microsoft )?sql server (?:(\d{4})(?: r2)?)?/i;
/** Clients, drivers and tools carry the product's name and need no licence. */
const TOOLS =
  /client|driver|odbc|ole ?db|management (?:studio|objects)|data-tier|compact|clr types|transact|setup|browser|vss|tools|policies|batch parser|localdb|report builder/i;
const EDITIONS: readonly SqlEdition[] = ['enterprise', 'standard', 'web', 'developer', 'express'];

function sqlOf(facts: WorkloadFacts, stated: SqlEdition | undefined): LicensedGuest['sql'] {
  const product = facts.software?.find(({ name }) => PRODUCT.test(name) && !TOOLS.test(name));
  const instances = facts.guestServices?.filter(({ name }) => /^(MSSQLSERVER|MSSQL\$)/i.test(name)) ?? [];
  const hasRole = facts.roles?.some((role) => role === 'sql-server' || role === 'sql-cluster') ?? false;
  if (!hasRole && product === undefined && instances.length === 0) {
    const looked =
      facts.software !== undefined ||
      facts.guestServices !== undefined ||
      (facts.roles !== undefined && (facts.rolesSeen?.includes('sql-server') ?? true));
    return looked || (facts.os?.family !== undefined && facts.os.family !== 'windows') ? 'none' : 'unknown';
  }
  const named = EDITIONS.find((edition) => product?.name.toLowerCase().includes(edition));
  const express = instances.length > 0 && instances.every(({ name }) => /express/i.test(name)) ? 'express' : undefined;
  return {
    edition: stated ?? named ?? express ?? null,
    release: product === undefined ? null : (PRODUCT.exec(product.name)?.[1] ?? null),
  };
}
