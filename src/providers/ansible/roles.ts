/** Roles by clear evidence only: a service that runs, a role that is installed, the domain role itself. */

import type { WorkloadRole } from '../../core/model/workload.ts';
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

/**
 * Complete when services were listed. A list of features or a domain role alone shows only what it can show, and is
 * given only when it shows something: an empty list would say that nothing else is there.
 */
export function rolesOf({ facts, running, features }: HostRecord): readonly WorkloadRole[] | undefined {
  const found = new Set<WorkloadRole>();
  const domainRole = textOf(facts.windows_domain_role)?.toLowerCase() ?? '';
  const controls = /^(primary|backup) domain controller$/.test(domainRole);
  if (controls || textOf(facts.os_product_type) === 'domain_controller') found.add('domain-controller');
  for (const service of running ?? []) {
    for (const [pattern, role] of BY_SERVICE) if (pattern.test(service)) found.add(role);
  }
  for (const feature of features ?? []) {
    const role = entryOf(BY_FEATURE, feature.toLowerCase());
    if (role !== undefined) found.add(role);
  }
  return running === undefined && found.size === 0 ? undefined : [...found].sort();
}
