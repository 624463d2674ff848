import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { siteSchema } from '../../policy/site.ts';
import type { Site } from '../../policy/site.ts';
import { licencesSchema } from '../settings.ts';
import type { CostHost } from '../site-hosts.ts';
import { placeNeeds } from './effect.ts';
import type { LicensedGuest } from './guest.ts';
import type { LicenceNeed } from './need.ts';
import { placeOf } from './place.ts';
import type { LicenceBook } from './place.ts';
import { licenceTerms } from './terms.ts';

const book = (settings: Record<string, unknown> = {}, rest: Partial<LicenceBook> = {}): LicenceBook => ({
  terms: licenceTerms(catalog.licensing),
  settings: licencesSchema.parse(settings),
  datacenterPerStandard: 5.76,
  vdcPerServer: 3.2,
  benefitEdition: 'datacenter',
  asOf: '2026-11-22',
  ...rest,
});
const site = (platform: string, target: string, cost: Record<string, unknown> = {}): Site =>
  siteSchema.parse({ id: 'fra', platform, target, cost });

const hosts = (count: number, rest: Partial<CostHost> = {}): CostHost[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `h${at}`,
    sockets: [16, 16],
    memoryGiB: 512,
    cluster: 'A',
    model: null,
    cpuModel: null,
    gpus: 0,
    controlPlaneOnly: false,
    ...rest,
  }));
const guests = (count: number, rest: Partial<LicensedGuest>): LicensedGuest[] =>
  Array.from({ length: count }, (_, at) => ({
    id: `wl-${at}`,
    name: `wl-${at}`,
    kind: 'vm',
    vcpus: 4,
    system: 'none',
    release: null,
    supportEnd: null,
    sql: 'none',
    cluster: 'A',
    ...rest,
  }));
const WINDOWS = { system: 'windows-server' } as const;

const needsOf = (place: Site, on: readonly CostHost[], who: readonly LicensedGuest[], of = book()): LicenceNeed[] =>
  placeNeeds(placeOf(place, on, who), of);
const one = (needs: readonly LicenceNeed[], product: string): LicenceNeed | undefined =>
  needs.find((entry) => entry.product === product);

const KVM = site('kvm', 'kvm');
const CLOUD = site('azure', 'azure-vm');
const ACCESS = {
  product: 'windows-server-access',
  units: null,
  counted: 2,
  how: 'one per user or per device, whichever are fewer; once for the whole estate',
  rules: ['ws-cal'],
  asks: [{ ask: 'sites.yaml licences.windowsUsers or licences.windowsDevices' }],
};
const WINDOWS_RULES = (edition: string) => ['ws-core-count', `ws-${edition}-vms`, 'ws-breakeven', 'ws-mobility'];

it('a place where nothing runs needs nothing', () => {
  expect(needsOf(site('vsphere', 'stay'), hosts(2), [])).toEqual([]);
  expect(needsOf(KVM, hosts(2), guests(3, {}))).toEqual([]);
});

describe('Windows Server', () => {
  it('by cluster, for a failed host too; access once', () => {
    const found = needsOf(KVM, hosts(3), guests(2, WINDOWS), book({ windowsUsers: 30, windowsDevices: 20 }));
    expect(found).toEqual([
      {
        product: 'windows-server-standard',
        units: 96,
        counted: 2,
        how: 'A: 2 machines on 3 hosts, up to 1 on one when a host fails',
        rules: WINDOWS_RULES('standard'),
        asks: [],
      },
      { ...ACCESS, units: 20, asks: [] },
    ]);
    expect(needsOf(KVM, hosts(3), guests(2, WINDOWS))[1]).toEqual(ACCESS);
  });

  it('the edition the site names, whatever is cheaper', () => {
    const place = site('kvm', 'kvm', { windowsServer: 'datacenter' });
    expect(needsOf(place, hosts(2), guests(1, WINDOWS))[0]).toMatchObject({
      product: 'windows-server-datacenter',
      units: 64,
      how: 'A: 1 machine on 2 hosts, up to 1 on one when a host fails',
      rules: WINDOWS_RULES('datacenter'),
    });
    const standard = site('kvm', 'kvm', { windowsServer: 'standard' });
    expect(needsOf(standard, hosts(2), guests(40, WINDOWS))[0]).toMatchObject({
      product: 'windows-server-standard',
      units: 2 * 20 * 32,
    });
  });

  it('hosts on their own together, one line an edition, nothing for those without Windows', () => {
    const alone = hosts(4, { cluster: null });
    const on = (host: string, count: number) => guests(count, { ...WINDOWS, cluster: undefined, host });
    const found = needsOf(KVM, alone, [...on('h0', 3), ...on('h1', 5), ...on('h2', 30)]);
    expect(found.slice(0, 2)).toEqual([
      {
        product: 'windows-server-standard',
        units: 2 * 32 + 3 * 32,
        counted: 8,
        how: '8 machines on 2 hosts without a cluster, up to 5 on one',
        rules: WINDOWS_RULES('standard'),
        asks: [],
      },
      {
        product: 'windows-server-datacenter',
        units: 32,
        counted: 30,
        how: '30 machines on one host without a cluster',
        rules: WINDOWS_RULES('datacenter'),
        asks: [],
      },
    ]);
  });

  it('is not counted where hosts are not known, and asks for them', () => {
    expect(needsOf(KVM, [], guests(2, WINDOWS))).toEqual([
      {
        product: 'windows-server-datacenter',
        units: null,
        counted: 2,
        how: 'cores of the hosts are not known',
        rules: ['ws-core-count'],
        asks: [{ ask: 'hosts of site fra: connect its platform, or give cost.hostGeneration' }],
      },
      ACCESS,
    ]);
  });

  it('comes with the place where the site says so; is rented in a cloud unless brought along', () => {
    expect(needsOf(site('kvm', 'kvm', { windowsServer: 'included' }), hosts(2), guests(2, WINDOWS))).toEqual([]);
    expect(needsOf(CLOUD, [], guests(2, WINDOWS))).toEqual([]);
    const brings = site('azure', 'azure-vm', { windowsServer: 'hybrid-benefit' });
    const mixed = [...guests(1, { ...WINDOWS, vcpus: 4 }), ...guests(1, { ...WINDOWS, vcpus: 12 })];
    expect(needsOf(brings, [], mixed)).toEqual([
      {
        product: 'windows-server-datacenter',
        units: 20,
        counted: 2,
        how: '2 machines, at least 8 cores with Software Assurance each, of either edition',
        rules: ['ahb-vm', 'ahb-dual-use', 'ahb-regions'],
        asks: [],
      },
      ACCESS,
    ]);
    const standard = book({}, { benefitEdition: 'standard' });
    const unsized = guests(1, { ...WINDOWS, vcpus: null });
    expect(needsOf(brings, [], [...mixed.slice(1), ...unsized], standard)[0]).toMatchObject({
      product: 'windows-server-standard',
      units: 12,
      counted: 2,
      asks: [{ ask: 'cpuCount', machines: 1 }],
    });
    expect(needsOf(brings, [], unsized)[0]).toMatchObject({ units: null, asks: [{ ask: 'cpuCount', machines: 1 }] });
  });

  it('on Azure Local: a subscription for every core, or cores with Software Assurance that waive it and the fee', () => {
    const fee = {
      product: 'azure-local',
      units: 96,
      counted: 3,
      how: '3 hosts',
      rules: ['azlocal-fee'],
      asks: [],
    };
    expect(needsOf(site('azure-local', 'azure-local'), hosts(3), guests(2, WINDOWS))).toEqual([
      {
        product: 'windows-server-azure-local',
        units: 96,
        counted: 2,
        how: 'subscription for every physical core of the cluster',
        rules: ['azlocal-fee'],
        asks: [],
      },
      ACCESS,
      fee,
    ]);
    const brings = site('azure-local', 'azure-local', { windowsServer: 'hybrid-benefit' });
    expect(needsOf(brings, hosts(3), guests(2, WINDOWS))).toEqual([
      {
        product: 'windows-server-datacenter',
        units: 96,
        counted: 2,
        how: 'one Datacenter core with Software Assurance per physical core: host fee and guests included',
        rules: ['ahb-azure-local', 'ahb-dual-use'],
        asks: [],
      },
      ACCESS,
    ]);
    const bought = site('azure-local', 'azure-local', { windowsServer: 'standard' });
    expect(needsOf(bought, hosts(3), guests(2, WINDOWS)).map(({ product }) => product)).toEqual([
      'windows-server-standard',
      'windows-server-access',
      'azure-local',
    ]);
    const datacenter = site('azure-local', 'azure-local', { windowsServer: 'datacenter' });
    expect(needsOf(datacenter, hosts(3), guests(2, WINDOWS))[0]).toMatchObject({
      product: 'windows-server-datacenter',
      rules: WINDOWS_RULES('datacenter'),
    });
    expect(needsOf(site('azure-local', 'azure-local'), [], guests(2, WINDOWS))).toMatchObject([
      { product: 'windows-server-azure-local', units: null, asks: [{ ask: 'hosts of site fra' }] },
      ACCESS,
      { product: 'azure-local', units: null, counted: 0, asks: [{ ask: 'hosts of site fra' }] },
    ]);
  });

  it('updates after support: cores of those past it, nothing where free, no figure where none are sold', () => {
    const past = guests(2, { ...WINDOWS, supportEnd: '2026-01-13' });
    const sized = [...past, ...guests(1, { ...WINDOWS, vcpus: 12, supportEnd: '2026-11-21' })];
    const later = [...sized, ...guests(1, { ...WINDOWS, supportEnd: '2026-11-22' }), ...guests(1, WINDOWS)];
    expect(one(needsOf(KVM, hosts(2), later), 'windows-server-updates')).toEqual({
      product: 'windows-server-updates',
      units: 28,
      counted: 3,
      how: '3 machines past support, at least 8 cores each; free on Azure and Azure Local',
      rules: ['esu-azure', 'esu-length', 'esu-price', 'esu-arc'],
      asks: [],
    });
    const gone = guests(2, { ...WINDOWS, supportEnd: '2020-01-14' });
    const both = needsOf(KVM, hosts(2), [...past, ...gone]).filter(({ product }) => product.endsWith('updates'));
    expect(both).toMatchObject([
      { units: 16, counted: 2 },
      {
        units: null,
        counted: 2,
        how: '2 machines for which no updates are sold any more',
        rules: ['esu-length'],
        asks: [],
      },
    ]);
    expect(one(needsOf(site('azure-local', 'azure-local'), hosts(2), later), 'windows-server-updates')).toBeUndefined();
  });
});

describe('other Windows', () => {
  it('of unknown kind is asked for', () => {
    expect(needsOf(KVM, hosts(2), guests(3, { system: 'windows-unknown' }))).toEqual([
      {
        product: 'windows-server-datacenter',
        units: null,
        counted: 3,
        how: '3 machines run a Windows of unknown kind',
        rules: [],
        asks: [{ ask: 'os: server or client', machines: 3 }],
      },
    ]);
  });

  it('clients by user', () => {
    const clients = guests(4, { system: 'windows-client' });
    const need = {
      product: 'windows-client-rights',
      units: null,
      counted: 4,
      how: '4 Windows client machines; rights are per user',
      rules: ['win-client-vm'],
      asks: [{ ask: 'sites.yaml licences.windowsClientUsers' }],
    };
    expect(needsOf(KVM, hosts(2), clients)).toEqual([need]);
    expect(needsOf(CLOUD, [], clients, book({ windowsClientUsers: 9 }))).toEqual([{ ...need, units: 9, asks: [] }]);
  });
});

describe('SQL Server', () => {
  const sql = (
    count: number,
    edition: 'enterprise' | 'standard' | 'web' | 'express' | null,
    rest = {},
    release: string | null = null,
  ) => guests(count, { sql: { edition, release }, ...rest });

  it('by virtual cores in packs of two, one line an edition in the order of their names', () => {
    const found = needsOf(KVM, hosts(2), [
      ...sql(2, 'standard', { vcpus: 5 }, '2022'),
      ...sql(1, 'standard', { vcpus: 2 }, '2019'),
      ...sql(1, null, { vcpus: null }),
      ...sql(1, 'express'),
      ...sql(1, 'enterprise'),
    ]);
    expect(found).toEqual([
      {
        product: 'sql-server-enterprise',
        units: 4,
        counted: 1,
        how: '1 machines by their virtual cores, at least 4 each',
        rules: ['sql-core', 'sql-vm-needs-sa', 'sql-cluster'],
        asks: [],
      },
      {
        product: 'sql-server-standard',
        units: 16,
        counted: 3,
        how: '3 machines by their virtual cores, at least 4 each; 2 need Software Assurance',
        rules: ['sql-core', 'sql-vm-needs-sa', 'sql-cluster'],
        asks: [],
      },
      {
        product: 'sql-server-unknown',
        units: 4,
        counted: 1,
        how: '1 machines by their virtual cores, at least 4 each',
        rules: ['sql-core', 'sql-vm-needs-sa', 'sql-cluster'],
        asks: [
          { ask: 'SQL Server edition: sites.yaml licences.sqlEditions', machines: 1 },
          { ask: 'cpuCount', machines: 1 },
        ],
      },
    ]);
  });

  it('whole hosts for Enterprise, from where they are fewer cores; never for Standard, never in a cloud', () => {
    const whole = {
      units: 64,
      how: 'all cores of the hosts with Software Assurance: any number of machines',
      rules: ['sql-core', 'sql-ent-unlimited', 'sql-cluster'],
    };
    expect(needsOf(KVM, hosts(2), sql(17, 'enterprise'))).toMatchObject([whole]);
    expect(needsOf(KVM, hosts(2), sql(16, 'enterprise'))[0]?.rules).toContain('sql-vm-needs-sa');
    expect(needsOf(KVM, hosts(2), sql(17, 'standard'))).toMatchObject([{ units: 68 }]);
    expect(needsOf(CLOUD, [], sql(17, 'enterprise'))).toMatchObject([
      { units: 68, rules: ['sql-core', 'sql-vm-needs-sa', 'sql-ahb'] },
    ]);
  });

  it('that nobody looked for is asked for', () => {
    expect(needsOf(KVM, hosts(2), guests(3, { sql: 'unknown' }))).toEqual([
      {
        product: 'sql-server-unknown',
        units: null,
        counted: 3,
        how: 'no source tells whether 3 machines run SQL Server',
        rules: [],
        asks: [{ ask: 'roles or software: connect their guests', machines: 3 }],
      },
    ]);
  });
});

describe('Linux', () => {
  const rhel = (count: number, rest: Partial<LicensedGuest> = {}) => guests(count, { system: 'rhel', ...rest });

  it('RHEL by two machines, or by socket pairs of the hosts it may run on, whichever costs less', () => {
    const server = {
      product: 'rhel-server',
      units: 6,
      counted: 12,
      how: '12 machines, two per subscription',
      rules: ['rhel-server', 'rhel-vdc-breakeven'],
      asks: [],
    };
    expect(needsOf(KVM, hosts(2), rhel(12))).toEqual([server]);
    expect(needsOf(KVM, [], rhel(40))).toMatchObject([{ product: 'rhel-server', units: 20 }]);
    const elsewhere = hosts(9, { cluster: 'B' }).map((host) => ({ ...host, name: `b${host.name}` }));
    const both = [...rhel(14), ...guests(2, {})];
    expect(needsOf(KVM, [...hosts(2), ...elsewhere], both)).toEqual([
      {
        product: 'rhel-vdc',
        units: 2,
        counted: 14,
        how: '14 machines; one per socket pair of their hosts is cheaper',
        rules: ['rhel-vdc', 'rhel-vdc-breakeven'],
        asks: [],
      },
    ]);
    const anywhere = needsOf(
      KVM,
      [...hosts(1), ...hosts(1, { cluster: 'B', name: 'b' })],
      rhel(14, { cluster: undefined }),
    );
    expect(anywhere[0]?.how).toContain('; which hosts new machines may use nobody said: counted over all of them');
  });

  it('in a cloud it is rented, or brought along', () => {
    expect(needsOf(CLOUD, [], rhel(3))).toEqual([
      {
        product: 'rhel-cloud',
        units: 3,
        counted: 3,
        how: 'rented with the machine',
        rules: ['rhel-cloud'],
        asks: [],
      },
    ]);
    expect(needsOf(site('azure', 'azure-vm', { linuxSubscription: 'hybrid-benefit' }), [], rhel(3))).toEqual([
      {
        product: 'rhel-server',
        units: 2,
        counted: 3,
        how: '3 machines with subscriptions of your own brought along, two per subscription',
        rules: ['rhel-cloud', 'rhel-server'],
        asks: [],
      },
    ]);
  });

  it('with OpenShift it comes with every edition but one; beside OpenShift it does not', () => {
    const full = book({ openshiftEdition: 'kubernetes-engine' });
    expect(one(needsOf(site('openshift', 'openshift-virtualization'), hosts(2), rhel(4), full), 'rhel-server')).toEqual(
      {
        product: 'rhel-server',
        units: 0,
        counted: 4,
        how: 'RHEL in machines comes with OpenShift kubernetes-engine',
        rules: ['ocp-rhel-guests'],
        asks: [],
      },
    );
    expect(one(needsOf(KVM, hosts(2), rhel(4), full), 'rhel-server')?.units).toBe(2);
  });

  it('support past its end for RHEL 6 and 7 alone; SUSE by machine; containers are counted with their hosts', () => {
    const found = needsOf(KVM, hosts(2), [
      ...rhel(2, { release: '7.9' }),
      ...rhel(1, { release: '8.10' }),
      ...rhel(1),
      ...guests(3, { system: 'sles' }),
      ...guests(5, { system: 'sles', kind: 'container' }),
      ...rhel(6, { kind: 'container', release: '7.9' }),
    ]);
    expect(found).toMatchObject([
      { product: 'rhel-server', units: 2, counted: 4 },
      {
        product: 'rhel-life-cycle',
        units: 2,
        counted: 2,
        how: '2 machines with RHEL 6 or 7',
        rules: ['rhel-els'],
        asks: [],
      },
      { product: 'sles', units: 3, counted: 3, how: '3 machines with SUSE Linux Enterprise', rules: [], asks: [] },
    ]);
  });
});

describe('the platform', () => {
  const OPENSHIFT = site('openshift', 'openshift-virtualization');
  const rules = ['ocp-bare-metal', 'ocp-editions', 'ocp-virt-requires-bm', 'ocp-infra-nodes'];

  it('OpenShift by socket pairs of the hosts that run workloads', () => {
    const control = hosts(3, { controlPlaneOnly: true }).map((host) => ({ ...host, name: `c${host.name}` }));
    expect(needsOf(OPENSHIFT, [...hosts(4, { sockets: [64, 64, 64] }), ...control], guests(2, {}))).toEqual([
      {
        product: 'openshift-virtualization-engine',
        units: 8,
        counted: 4,
        how: '4 bare-metal hosts; the least edition that runs what is there',
        rules,
        asks: [],
      },
    ]);
    expect(needsOf(OPENSHIFT, [], guests(2, {}), book({ openshiftEdition: 'platform-plus' }))).toEqual([
      {
        product: 'openshift-platform-plus',
        units: null,
        counted: 0,
        how: '0 bare-metal hosts',
        rules,
        asks: [{ ask: 'hosts of site fra' }],
      },
    ]);
  });

  it('containers beside machines need an edition that runs them', () => {
    const mixed = [...guests(1, {}), ...guests(1, { kind: 'container' })];
    const product = (wanted?: string) =>
      needsOf(OPENSHIFT, hosts(1), mixed, book(wanted === undefined ? {} : { openshiftEdition: wanted }))[0]?.product;
    expect(product()).toBe('openshift-container-platform');
    expect(product('virtualization-engine')).toBe('openshift-container-platform');
    expect(product('kubernetes-engine')).toBe('openshift-kubernetes-engine');
  });

  it('Windows containers by pairs of four vCPUs', () => {
    const containers = guests(3, { ...WINDOWS, kind: 'container', vcpus: 3 });
    const unsized = guests(1, { ...WINDOWS, kind: 'container', vcpus: null });
    const linux = guests(5, { kind: 'container' });
    const found = needsOf(OPENSHIFT, hosts(2), [...containers, ...unsized, ...linux, ...guests(2, WINDOWS)]);
    expect(one(found, 'openshift-windows-containers')).toEqual({
      product: 'openshift-windows-containers',
      units: 3,
      counted: 4,
      how: 'by the vCPUs of the Windows nodes',
      rules: ['ocp-windows', 'ws-containers'],
      asks: [],
    });
    expect(one(needsOf(OPENSHIFT, hosts(2), guests(2, WINDOWS)), 'openshift-windows-containers')).toBeUndefined();
  });

  it('VMware by core, at least sixteen a processor; asked for without hosts', () => {
    const VSPHERE = site('vsphere', 'stay');
    const need = { product: 'vmware-vcf', units: 96, counted: 3, how: '3 hosts', rules: ['vmware-core-min'], asks: [] };
    expect(needsOf(VSPHERE, hosts(3, { sockets: [8, 16] }), guests(2, {}))).toEqual([need]);
    expect(needsOf(VSPHERE, [], guests(2, {}))).toEqual([
      { ...need, units: null, counted: 0, how: '0 hosts', asks: [{ ask: 'hosts of site fra' }] },
    ]);
  });
});
