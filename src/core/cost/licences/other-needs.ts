/** SQL Server, Linux, virtualisation platform and container licences of one place. */

import { coresOfHost } from '../site-hosts.ts';
import type { LicensedGuest, SqlOnGuest } from './guest.ts';
import { need } from './need.ts';
import type { LicenceNeed } from './need.ts';
import { editionRuns, includesRhelGuests, socketPairs, windowsContainerPairs } from './openshift.ts';
import type { OpenShiftEdition } from './openshift.ts';
import { subscribedVmwareCores } from './others.ts';
import { isCloud, spreadText } from './place.ts';
import type { LicenceBook, LicencePlace } from './place.ts';
import { cheaperRhel, needsLifeCycleSupport, rhelServerSubscriptions, rhelVdcSubscriptions } from './rhel.ts';
import { machineNeedsAssurance, needsSqlLicence, sqlHostCores, sqlMachineCores } from './sql-server.ts';
import type { LicenceProductId } from './products.ts';

export function sqlNeeds(place: LicencePlace, { terms }: LicenceBook): LicenceNeed[] {
  const needs: LicenceNeed[] = [];
  const unseen = place.guests.filter(({ sql }) => sql === 'unknown').length;
  const found = place.guests.flatMap((guest) => (typeof guest.sql === 'object' ? [{ guest, sql: guest.sql }] : []));
  const groups = new Map<string, { guest: LicensedGuest; sql: SqlOnGuest }[]>();
  for (const entry of found) {
    const edition = entry.sql.edition ?? 'unknown';
    const group = groups.get(edition);
    if (group === undefined) groups.set(edition, [entry]);
    else group.push(entry);
  }
  for (const [edition, members] of [...groups].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (edition !== 'unknown' && !needsSqlLicence(edition as 'standard')) continue;
    const unsized = members.filter(({ guest }) => guest.vcpus === null).length;
    const each = members.reduce((sum, { guest }) => sum + sqlMachineCores(guest.vcpus ?? 0, terms), 0);
    const hosts = place.clusters.reduce(
      (sum, cluster) => sum + cluster.hosts.reduce((all, { sockets }) => all + sqlHostCores(sockets, terms), 0),
      0,
    );
    const wholeHosts = edition === 'enterprise' && hosts > 0 && hosts < each;
    const assured = members.filter(({ sql }) => sql.release !== null && machineNeedsAssurance(sql.release)).length;
    needs.push(
      need(
        `sql-server-${edition}` as LicenceProductId,
        wholeHosts ? hosts : each,
        members.length,
        wholeHosts
          ? 'all cores of the hosts with Software Assurance: any number of machines'
          : `${members.length} machines by their virtual cores, at least ${terms.sql.minCoresPerMachine} each${assured > 0 ? `; ${assured} need Software Assurance` : ''}`,
        [
          'sql-core',
          ...(wholeHosts ? ['sql-ent-unlimited'] : ['sql-vm-needs-sa']),
          ...(isCloud(place.site) ? ['sql-ahb'] : ['sql-cluster']),
        ],
        [
          ...(edition === 'unknown'
            ? [{ ask: 'SQL Server edition: sites.yaml licences.sqlEditions', machines: members.length }]
            : []),
          ...(unsized > 0 ? [{ ask: 'cpuCount', machines: unsized }] : []),
        ],
      ),
    );
  }
  if (unseen > 0)
    needs.push(
      need(
        'sql-server-unknown',
        null,
        unseen,
        `no source tells whether ${unseen} machines run SQL Server`,
        [],
        [{ ask: 'roles or software: connect their guests', machines: unseen }],
      ),
    );
  return needs;
}

export function linuxNeeds(place: LicencePlace, book: LicenceBook): LicenceNeed[] {
  const rhel = place.guests.filter(({ system, kind }) => system === 'rhel' && kind === 'vm');
  const sles = place.guests.filter(({ system, kind }) => system === 'sles' && kind === 'vm').length;
  const old = rhel.filter(({ release }) => release !== null && needsLifeCycleSupport(release)).length;
  return [
    ...(rhel.length === 0 ? [] : [rhelNeed(place, rhel.length, book)]),
    ...(old === 0 ? [] : [need('rhel-life-cycle', old, old, `${old} machines with RHEL 6 or 7`, ['rhel-els'])]),
    ...(sles === 0 ? [] : [need('sles', sles, sles, `${sles} machines with SUSE Linux Enterprise`, [])]),
  ];
}

function rhelNeed(place: LicencePlace, machines: number, book: LicenceBook): LicenceNeed {
  if (isCloud(place.site) && place.site.cost.linuxSubscription === 'hybrid-benefit')
    return need(
      'rhel-server',
      rhelServerSubscriptions({ machines }, book.terms),
      machines,
      `${machines} machines with subscriptions of your own brought along, two per subscription`,
      ['rhel-cloud', 'rhel-server'],
    );
  if (isCloud(place.site)) return need('rhel-cloud', machines, machines, 'rented with the machine', ['rhel-cloud']);
  const edition = place.site.target === 'openshift-virtualization' ? editionOf(place, book) : undefined;
  if (edition !== undefined && includesRhelGuests(edition))
    return need('rhel-server', 0, machines, `RHEL in machines comes with OpenShift ${edition}`, ['ocp-rhel-guests']);
  const hosts = place.clusters.filter(({ guests }) => guests.some(({ system }) => system === 'rhel'));
  const vdc = rhelVdcSubscriptions(
    hosts.flatMap((cluster) => cluster.hosts.map(({ sockets }) => sockets.length)),
    book.terms,
  );
  const choice = cheaperRhel(machines, vdc, book.terms, book.vdcPerServer);
  return choice === 'vdc'
    ? need(
        'rhel-vdc',
        vdc,
        machines,
        `${machines} machines; one per socket pair of their hosts is cheaper${spreadText({ spread: hosts.reduce((sum, { spread }) => sum + spread, 0) })}`,
        ['rhel-vdc', 'rhel-vdc-breakeven'],
      )
    : need(
        'rhel-server',
        rhelServerSubscriptions({ machines }, book.terms),
        machines,
        `${machines} machines, two per subscription`,
        ['rhel-server', 'rhel-vdc-breakeven'],
      );
}

/** The edition sites.yaml names, else the least that runs what is there. */
export function editionOf(place: Pick<LicencePlace, 'guests'>, { settings }: LicenceBook): OpenShiftEdition {
  const hasContainers = place.guests.some(({ kind }) => kind === 'container');
  const wanted = settings.openshiftEdition;
  if (wanted !== undefined && (!hasContainers || editionRuns(wanted, 'application-containers'))) return wanted;
  return hasContainers ? 'container-platform' : 'virtualization-engine';
}

export function platformNeeds(place: LicencePlace, book: LicenceBook): LicenceNeed[] {
  const { site, guests } = place;
  const hosts = place.clusters.flatMap((cluster) => cluster.hosts);
  if (guests.length === 0 || isCloud(site)) return [];
  const askHosts = hosts.length === 0 ? [{ ask: `hosts of site ${site.id}` }] : [];
  if (site.platform === 'openshift') {
    const edition = editionOf(place, book);
    const subscribed = hosts.filter(({ controlPlaneOnly }) => !controlPlaneOnly);
    const pairs = subscribed.reduce((sum, { sockets }) => sum + socketPairs(sockets, book.terms), 0);
    const windows = guests.filter(({ kind, system }) => kind === 'container' && system === 'windows-server');
    const vcpus = windows.reduce((sum, guest) => sum + (guest.vcpus ?? 0), 0);
    return [
      need(
        `openshift-${edition}`,
        hosts.length === 0 ? null : pairs,
        subscribed.length,
        `${subscribed.length} bare-metal hosts${book.settings.openshiftEdition === undefined ? '; the least edition that runs what is there' : ''}`,
        ['ocp-bare-metal', 'ocp-editions', 'ocp-virt-requires-bm', 'ocp-infra-nodes'],
        askHosts,
      ),
      ...(windows.length === 0
        ? []
        : [
            need(
              'openshift-windows-containers',
              windowsContainerPairs(vcpus, book.terms),
              windows.length,
              'by the vCPUs of the Windows nodes',
              ['ocp-windows', 'ws-containers'],
            ),
          ]),
    ];
  }
  if (site.platform === 'vsphere') {
    const cores = subscribedVmwareCores(
      hosts.map(({ sockets }) => sockets),
      book.terms,
    );
    return [
      need(
        'vmware-vcf',
        hosts.length === 0 ? null : cores,
        hosts.length,
        `${hosts.length} hosts`,
        ['vmware-core-min'],
        askHosts,
      ),
    ];
  }
  if (site.target === 'azure-local' && site.cost.windowsServer !== 'hybrid-benefit') {
    const cores = hosts.reduce((sum, host) => sum + coresOfHost(host), 0);
    return [
      need(
        'azure-local',
        hosts.length === 0 ? null : cores,
        hosts.length,
        `${hosts.length} hosts`,
        ['azlocal-fee'],
        askHosts,
      ),
    ];
  }
  return [];
}
