/** Windows Server and Windows client licences of one place. */

import type { WindowsEdition } from './windows-server.ts';
import { accessLicences, cheaperEdition, clusterCores } from './windows-server.ts';
import { azureLocalBenefitCores, benefitCores } from './azure-benefit.ts';
import { clientRights } from './others.ts';
import { updatesAreFree, updateYear } from './security-updates.ts';
import { need } from './need.ts';
import type { LicenceNeed } from './need.ts';
import { isCloud, spreadText } from './place.ts';
import type { LicenceBook, LicenceCluster, LicencePlace } from './place.ts';
import type { LicensedGuest } from './guest.ts';
import { coresOfHost } from '../site-hosts.ts';

export function windowsNeeds(place: LicencePlace, book: LicenceBook): LicenceNeed[] {
  const servers = place.guests.filter(({ system }) => system === 'windows-server');
  const unknown = place.guests.filter(({ system }) => system === 'windows-unknown').length;
  const needs = [...serverNeeds(place, servers, book), ...updateNeeds(place, servers, book)];
  if (unknown > 0)
    needs.push(
      need(
        'windows-server-datacenter',
        null,
        unknown,
        `${unknown} machines run a Windows of unknown kind`,
        [],
        [{ ask: 'os: server or client', machines: unknown }],
      ),
    );
  const clients = place.guests.filter(({ system }) => system === 'windows-client').length;
  if (clients > 0) {
    const users = clientRights(book.settings.windowsClientUsers);
    needs.push(
      need(
        'windows-client-rights',
        users,
        clients,
        `${clients} Windows client machines; rights are per user`,
        ['win-client-vm'],
        users === null ? [{ ask: 'sites.yaml licences.windowsClientUsers' }] : [],
      ),
    );
  }
  return needs;
}

function serverNeeds(place: LicencePlace, servers: readonly LicensedGuest[], book: LicenceBook): LicenceNeed[] {
  if (servers.length === 0) return [];
  const { site } = place;
  const mode = site.cost.windowsServer;
  if (mode === 'included') return [];
  if (isCloud(site)) return cloudNeeds(servers, mode === 'hybrid-benefit', book);
  const access = accessNeed(servers.length, book);
  if (site.target === 'azure-local' && mode !== 'standard' && mode !== 'datacenter') {
    const cores = azureLocalBenefitCores(place.clusters.flatMap(({ hosts }) => hosts.map(coresOfHost)));
    const brings = mode === 'hybrid-benefit';
    return [
      need(
        brings ? 'windows-server-datacenter' : 'windows-server-azure-local',
        place.clusters.length === 0 ? null : cores,
        servers.length,
        brings
          ? 'one Datacenter core with Software Assurance per physical core: host fee and guests included'
          : 'subscription for every physical core of the cluster',
        brings ? ['ahb-azure-local', 'ahb-dual-use'] : ['azlocal-fee'],
        place.clusters.length === 0 ? [{ ask: `hosts of site ${site.id}` }] : [],
      ),
      access,
    ];
  }
  if (place.clusters.length === 0) {
    return [
      need(
        'windows-server-datacenter',
        null,
        servers.length,
        'cores of the hosts are not known',
        ['ws-core-count'],
        [{ ask: `hosts of site ${site.id}: connect its platform, or give cost.hostGeneration` }],
      ),
      access,
    ];
  }
  const forced: WindowsEdition | undefined = mode === 'standard' || mode === 'datacenter' ? mode : undefined;
  return [...clusterNeeds(place.clusters, forced, book), access];
}

interface Counted {
  readonly edition: WindowsEdition;
  readonly cores: number;
  readonly machines: number;
  readonly mostMachines: number;
}

/** Every host of a cluster is licensed for the machines it may hold when another has failed. */
function countedIn(
  cluster: LicenceCluster,
  forced: WindowsEdition | undefined,
  book: LicenceBook,
): Counted | undefined {
  const machines = cluster.guests.filter(({ system }) => system === 'windows-server').length;
  if (machines === 0) return undefined;
  const { length: count } = cluster.hosts;
  const mostMachines = count === 1 ? machines : Math.ceil(machines / (count - 1));
  const edition = forced ?? cheaperEdition(mostMachines, book.datacenterPerStandard, book.terms);
  const hosts = cluster.hosts.map(({ sockets }) => ({ sockets, mostMachines }));
  return { edition, cores: clusterCores(edition, hosts, book.terms), machines, mostMachines };
}

/** One per cluster; hosts on their own together, one per edition. */
function clusterNeeds(
  clusters: readonly LicenceCluster[],
  forced: WindowsEdition | undefined,
  book: LicenceBook,
): LicenceNeed[] {
  const needs: LicenceNeed[] = [];
  const alone = new Map<
    WindowsEdition,
    { hosts: number; cores: number; machines: number; most: number; spread: number }
  >();
  for (const cluster of clusters) {
    const counted = countedIn(cluster, forced, book);
    if (counted === undefined) continue;
    const { edition, cores, machines, mostMachines } = counted;
    const { length: hosts } = cluster.hosts;
    if (hosts > 1) {
      const how = `${cluster.name}: ${machinesText(machines)} on ${hosts} hosts, up to ${mostMachines} on one when a host fails`;
      needs.push(editionNeed(edition, cores, machines, how + spreadText(cluster)));
      continue;
    }
    const sum = alone.get(edition) ?? { hosts: 0, cores: 0, machines: 0, most: 0, spread: 0 };
    sum.hosts += 1;
    sum.cores += cores;
    sum.machines += machines;
    sum.most = Math.max(sum.most, machines);
    sum.spread += cluster.spread;
    alone.set(edition, sum);
  }
  for (const [edition, { hosts, cores, machines, most, spread }] of alone) {
    const on = hosts === 1 ? 'one host without a cluster' : `${hosts} hosts without a cluster, up to ${most} on one`;
    needs.push(editionNeed(edition, cores, machines, `${machinesText(machines)} on ${on}${spreadText({ spread })}`));
  }
  return needs;
}

const machinesText = (count: number): string => `${count} ${count === 1 ? 'machine' : 'machines'}`;

const editionNeed = (edition: WindowsEdition, cores: number, machines: number, how: string): LicenceNeed =>
  need(edition === 'standard' ? 'windows-server-standard' : 'windows-server-datacenter', cores, machines, how, [
    'ws-core-count',
    edition === 'standard' ? 'ws-standard-vms' : 'ws-datacenter-vms',
    'ws-breakeven',
    'ws-mobility',
  ]);

function cloudNeeds(servers: readonly LicensedGuest[], bringsOwn: boolean, book: LicenceBook): LicenceNeed[] {
  if (!bringsOwn) return [];
  const unsized = servers.filter(({ vcpus }) => vcpus === null).length;
  const cores = servers.reduce((sum, { vcpus }) => sum + (vcpus === null ? 0 : benefitCores(vcpus, book.terms)), 0);
  return [
    need(
      book.benefitEdition === 'standard' ? 'windows-server-standard' : 'windows-server-datacenter',
      unsized === servers.length ? null : cores,
      servers.length,
      `${servers.length} machines, at least ${book.terms.benefit.minCoresPerMachine} cores with Software Assurance each, of either edition`,
      ['ahb-vm', 'ahb-dual-use', 'ahb-regions'],
      unsized > 0 ? [{ ask: 'cpuCount', machines: unsized }] : [],
    ),
    accessNeed(servers.length, book),
  ];
}

function accessNeed(machines: number, { settings }: LicenceBook): LicenceNeed {
  const { windowsUsers: users, windowsDevices: devices } = settings;
  const units = accessLicences('owned', { users, devices });
  return need(
    'windows-server-access',
    units,
    machines,
    'one per user or per device, whichever are fewer; once for the whole estate',
    ['ws-cal'],
    units === null ? [{ ask: 'sites.yaml licences.windowsUsers or licences.windowsDevices' }] : [],
  );
}

/** Cores that need bought updates today; where they are free nothing is needed. */
function updateNeeds(place: LicencePlace, servers: readonly LicensedGuest[], book: LicenceBook): LicenceNeed[] {
  if (updatesAreFree(place.site.target)) return [];
  const due = servers.flatMap((guest) => {
    const year = guest.supportEnd === null ? 0 : updateYear(guest.supportEnd, book.asOf, book.terms);
    return year === 0 ? [] : [{ guest, year }];
  });
  const sold = due.filter(({ year }) => year !== null);
  const over = due.length - sold.length;
  const needs: LicenceNeed[] = [];
  if (sold.length > 0) {
    const cores = sold.reduce((sum, { guest }) => sum + benefitCores(guest.vcpus ?? 0, book.terms), 0);
    needs.push(
      need(
        'windows-server-updates',
        cores,
        sold.length,
        `${sold.length} machines past support, at least ${book.terms.benefit.minCoresPerMachine} cores each; free on Azure and Azure Local`,
        ['esu-azure', 'esu-length', 'esu-price', 'esu-arc'],
      ),
    );
  }
  if (over > 0)
    needs.push(
      need('windows-server-updates', null, over, `${over} machines for which no updates are sold any more`, [
        'esu-length',
      ]),
    );
  return needs;
}
