/** Roles by clear evidence only: a service that runs, a role that is installed, the domain role itself. */

import { WORKLOAD_ROLES } from '../../core/model/workload.ts';
import type { WorkloadFacts, WorkloadRole } from '../../core/model/workload.ts';
import { textOf } from '../json-fields.ts';
import type { HostRecord } from './host-record.ts';
import { entryOf } from '../import-values.ts';

const BY_SERVICE: readonly (readonly [RegExp, WorkloadRole])[] = [
  [/^(mssqlserver|mssql\$.+|mssql-server)$/, 'sql-server'],
  [/^(oracleservice.+|oracle-(xe|free|database).*|dbora|oracle-ohasd)$/, 'oracle-database'],
  [/^(sap[a-z0-9]{3}_\d{2}|sapinit)$/, 'sap'],
  [/^(w3svc|nginx|apache2|httpd|lighttpd|caddy)$/, 'web-server'],
  [/^(dns|named|named-chroot|bind9|pdns|nsd)$/, 'dns-server'],
  [/^(smbd|smb|nfs-server|nfs-kernel-server|vsftpd)$/, 'file-server'],
  [/^(clussvc|pacemaker)$/, 'failover-cluster'],
  [/^(kubelet|k3s|k3s-agent|rke2-server|rke2-agent)$/, 'kubernetes-node'],
  [/^(prometheus|zabbix-server|nagios|icinga2|grafana-server)$/, 'monitoring'],
  [/^(bareos-dir|bacula-dir|veeambackupsvc|bacula-sd|bareos-sd)$/, 'backup'],
  [/^(samba-ad-dc|ntds)$/, 'domain-controller'],
];
const BY_FEATURE: Readonly<Record<string, WorkloadRole>> = {
  'web-server': 'web-server',
  dns: 'dns-server',
  'fs-fileserver': 'file-server',
};

/** Roles that a list of services cannot show. */
const BEYOND_SERVICES: ReadonlySet<WorkloadRole> = new Set(['sql-cluster', 'virtual-appliance', 'gpu-compute']);

/**
 * Roles that were found, and those that would have been: the domain role tells of domain controllers, a list of
 * services of most others, a list of features only of those it holds.
 */
export function rolesOf({ facts, running, features }: HostRecord): Pick<WorkloadFacts, 'roles' | 'rolesSeen'> {
  const found = new Set<WorkloadRole>();
  const domainRole = textOf(facts.windows_domain_role)?.toLowerCase();
  const productType = textOf(facts.os_product_type);
  const controls = /^(primary|backup) domain controller$/.test(domainRole ?? '');
  if (controls || productType === 'domain_controller') found.add('domain-controller');
  for (const service of running ?? []) {
    for (const [pattern, role] of BY_SERVICE) if (pattern.test(service)) found.add(role);
  }
  for (const feature of features ?? []) {
    const role = entryOf(BY_FEATURE, feature.toLowerCase());
    if (role !== undefined) found.add(role);
  }
  const domainKnown = domainRole !== undefined || productType !== undefined;
  if (running === undefined && found.size === 0 && !domainKnown) return {};
  const seen = WORKLOAD_ROLES.filter((role) =>
    running === undefined ? domainKnown && role === 'domain-controller' : !BEYOND_SERVICES.has(role),
  );
  return { roles: [...found].sort(), rolesSeen: seen };
}
