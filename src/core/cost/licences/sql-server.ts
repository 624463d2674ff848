/** SQL Server by core: machines, hosts, failover partners, and the benefit on Azure. */

import type { LicenceTerms } from './terms.ts';

type Terms = Pick<LicenceTerms, 'sql'>;
export const SQL_EDITIONS = ['enterprise', 'standard', 'web', 'developer', 'express'] as const;
export type SqlEdition = (typeof SQL_EDITIONS)[number];

/** Developer and Express cost nothing. */
export const needsSqlLicence = (edition: SqlEdition): boolean => edition !== 'developer' && edition !== 'express';

const upTo = (value: number, step: number): number => Math.ceil(value / step) * step;

/** Rule sql-core: core licences of one machine, in whole packs. */
export const sqlMachineCores = (vcpus: number, { sql }: Terms): number =>
  upTo(Math.max(sql.minCoresPerMachine, vcpus), sql.pack);

/** Rule sql-core: core licences of a host on metal. `sockets`: physical cores of each. */
export const sqlHostCores = (sockets: readonly number[], { sql }: Terms): number =>
  upTo(
    sockets.reduce((sum, count) => sum + Math.max(sql.minCoresPerProcessor, count), 0),
    sql.pack,
  );

/** Rule sql-ent-unlimited: whether licences for all cores of a host allow any number of machines on it. */
export const unlimitedOnHost = (edition: SqlEdition, softwareAssurance: boolean): boolean =>
  edition === 'enterprise' && softwareAssurance;

/** Rule sql-vm-needs-sa: whether a single machine may be licensed without Software Assurance. `release`: "2022". */
export const machineNeedsAssurance = (release: string): boolean => release >= '2022';

/** Rule sql-cluster: hosts to license for one machine that may move among `hosts`; pinning it shortens the list. */
export const hostsToLicense = (hosts: number, mobilityRights: boolean): number => (mobilityRights ? 1 : hosts);

/** Rule sql-ahb: what core licences with Software Assurance give on Azure, in vCPU or vCores. */
export function sqlBenefitVcores(
  edition: 'enterprise' | 'standard',
  cores: number,
  service: 'machine' | 'general-purpose',
  { sql }: Terms,
): number {
  return service === 'general-purpose' && edition === 'enterprise'
    ? cores * sql.generalPurposeVcoresPerEnterpriseCore
    : cores;
}

/** Rule sql-ha: core licences of a passive replica. */
export const passiveReplicaCores = (vcpus: number, softwareAssurance: boolean, terms: Terms): number =>
  softwareAssurance ? 0 : sqlMachineCores(vcpus, terms);

/** Rule sql-standard-caps: whether Standard may use so many cores; null where the sources disagree. */
export function standardTakes(cores: number, { sql }: Terms): boolean | null {
  if (cores <= sql.standardMaxCores) return true;
  return cores > sql.standardMaxCoresElsewhere ? false : null;
}
