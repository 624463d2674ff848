/** What an agent in the guest lists of its inside: services, web sites, software, .NET. By what the machine is for. */

import type { GuestService, InstalledSoftware, WebSite, WorkloadFacts } from '../../../core/model/workload.ts';
import type { Slot } from '../plan.ts';
import { randomFor } from '../random.ts';

type Inside = Pick<
  WorkloadFacts,
  | 'roles'
  | 'guestServices'
  | 'webSites'
  | 'software'
  | 'dotNetVersions'
  | 'guestFeatures'
  | 'bootDiskLayout'
  | 'guestEncryption'
>;

const runs = (name: string, title?: string): GuestService => ({
  name,
  ...(title !== undefined && { title }),
  state: 'running',
  startMode: 'automatic',
});

const COMMON_WINDOWS = ['Dhcp', 'Dnscache', 'EventLog', 'LanmanServer', 'Schedule', 'VMTools', 'WinRM'] as const;
const COMMON_LINUX = ['chronyd', 'crond', 'sshd', 'vmtoolsd'] as const;
const LINUX_WEB = ['nginx', 'httpd', 'tomcat9'] as const;

export function insideOf(seed: number, slot: Slot): Inside {
  const random = randomFor(seed, 'inside', slot.index);
  const tier = slot.tier.key;
  const title = slot.application.name;
  const layout: Inside = {
    roles: slot.tier.role === undefined ? [] : [slot.tier.role],
    bootDiskLayout: slot.year < 2018 ? 'mbr' : 'gpt',
    guestEncryption: [],
  };
  const windows = slot.guest.family === 'windows';
  const own: GuestService[] = [];
  const software: InstalledSoftware[] = [];
  if (!windows) {
    if (tier === 'web') own.push(runs(random.pick(LINUX_WEB)));
    if (tier === 'app') own.push(runs(random.chance(0.5) ? 'tomcat9' : `kestrel-${slot.application.kind.key}`));
    if (tier === 'db') own.push(runs('postgresql'));
    software.push(...own.map(({ name }) => ({ name, version: '1.0' })), { name: 'openssl', version: '3.0.7' });
    return { ...layout, guestServices: [...COMMON_LINUX.map((name) => runs(name)), ...own].sort(byName), software };
  }
  const sites: WebSite[] = [];
  const core = random.chance(0.3);
  if (tier === 'web') {
    own.push(runs('W3SVC', 'World Wide Web Publishing Service'));
    sites.push({ name: title, bindings: ['http *:80:'], runtime: core ? 'none' : 'v4.0', path: 'D:\\www' });
  }
  if (tier === 'app') own.push(runs(`${slot.application.kind.key}Service`, `${title} service`));
  if (tier.startsWith('sql')) own.push(runs('MSSQLSERVER', 'SQL Server (MSSQLSERVER)'));
  if (random.chance(0.05)) software.push({ name: 'Sentinel Runtime', version: '8.31', publisher: 'Thales' });
  return {
    ...layout,
    guestServices: [...COMMON_WINDOWS.map((name) => runs(name)), ...own].sort(byName),
    webSites: sites,
    software,
    dotNetVersions: core ? ['4.8.04161', '8.0.11'] : ['4.8.04161'],
    guestFeatures: tier === 'web' ? ['NET-Framework-45-Core', 'Web-Server'] : ['NET-Framework-45-Core'],
  };
}

const byName = (a: GuestService, b: GuestService): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);
