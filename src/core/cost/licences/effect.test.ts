import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../test/support/catalog.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { WorkloadFacts } from '../../model/workload.ts';
import { sitesFileSchema } from '../../policy/site.ts';
import type { Site } from '../../policy/site.ts';
import { licencesSchema } from '../settings.ts';
import type { CostHost } from '../site-hosts.ts';
import { licenceEffects, placeNeeds } from './effect.ts';
import type { LicenceEffect, SiteNeed } from './effect.ts';
import { licensedGuest } from './guest.ts';
import { askTexts } from './need.ts';
import type { LicensedGuest } from './guest.ts';
import { placeOf } from './place.ts';
import type { LicenceBook } from './place.ts';
import type { LicenceProductId } from './products.ts';
import { licenceTerms } from './terms.ts';

const terms = licenceTerms(catalog.licensing);
const book = (settings: Record<string, unknown> = {}, rest: Partial<LicenceBook> = {}): LicenceBook => ({
  terms,
  settings: licencesSchema.parse(settings),
  datacenterPerStandard: 6155 / 1069,
  vdcPerServer: 3.2,
  benefitEdition: 'datacenter',
  asOf: '2026-11-22',
  ...rest,
});

function site(id: string, platform: string, target: string, rest: Record<string, unknown> = {}): Site {
  const [found] = sitesFileSchema.parse({ sites: [{ id, platform, target, ...rest }] }).sites;
  if (found === undefined) throw new Error('no site');
  return found;
}
const VSPHERE = site('fra', 'vsphere', 'stay');
const OPENSHIFT = site('ocp', 'openshift', 'openshift-virtualization');
const AZURE = site('az', 'azure', 'azure-vm', { cost: { windowsServer: 'hybrid-benefit' } });

const hosts = (count: number, sockets: readonly number[]): CostHost[] =>
  Array.from({ length: count }, (_, at) => ({
    name: `esx${at}`,
    sockets,
    memoryGiB: 512,
    cluster: 'A',
    model: null,
    cpuModel: null,
    gpus: 0,
    controlPlaneOnly: false,
  }));

function guests(count: number, facts: WorkloadFacts): LicensedGuest[] {
  return Array.from({ length: count }, (_, at) =>
    licensedGuest(workloadWith({ cluster: 'A', ...facts }, { id: `wl-${at}` }), catalog, () => undefined),
  );
}
const WINDOWS: WorkloadFacts = {
  cpuCount: 4,
  os: { family: 'windows', product: 'windows-server', id: 'windows-server-2019', version: '2019' },
  roles: [],
};
const OLD: WorkloadFacts = {
  ...WINDOWS,
  os: { family: 'windows', product: 'windows-server', id: 'windows-server-2016' },
};

function needsAt(place: Site, on: readonly CostHost[], who: readonly LicensedGuest[], of = book()): SiteNeed[] {
  return placeNeeds(placeOf(place, on, who), of).map((entry) => ({ ...entry, siteId: place.id }));
}
const units = (needs: readonly SiteNeed[], product: LicenceProductId): number | null | undefined =>
  needs.find((entry) => entry.product === product)?.units;
function effect(before: SiteNeed[], after: SiteNeed[], product: LicenceProductId, of = book()): LicenceEffect {
  const found = licenceEffects(before, after, of, catalog.licensing).find((entry) => entry.product === product);
  if (found === undefined) throw new Error(`no effect on ${product}`);
  return found;
}

describe('what a place needs', () => {
  it('licenses every host of a cluster for a failed host too, by the cheaper edition', () => {
    // 20 machines on 4 hosts: 7 on one when a host fails, 4 sets of 32 cores on each of 4 hosts.
    expect(units(needsAt(VSPHERE, hosts(4, [16, 16]), guests(20, WINDOWS)), 'windows-server-standard')).toBe(512);
    // 40 machines: 14 on one host, 7 sets: Datacenter is cheaper.
    expect(units(needsAt(VSPHERE, hosts(4, [16, 16]), guests(40, WINDOWS)), 'windows-server-datacenter')).toBe(128);
  });

  it('asks for eight cores per machine on Azure, and for nothing where Windows is rented', () => {
    expect(units(needsAt(AZURE, [], guests(20, WINDOWS)), 'windows-server-datacenter')).toBe(160);
    const rented = site('az', 'azure', 'azure-vm');
    expect(needsAt(rented, [], guests(20, WINDOWS))).toEqual([]);
  });

  it('counts VMware cores by sixteen per processor, OpenShift by pairs of sockets', () => {
    expect(units(needsAt(VSPHERE, hosts(4, [12, 12]), guests(1, WINDOWS)), 'vmware-vcf')).toBe(128);
    const needs = needsAt(OPENSHIFT, hosts(4, [64, 64, 64, 64]), guests(1, WINDOWS));
    expect(units(needs, 'openshift-virtualization-engine')).toBe(8);
  });

  it('takes an edition that runs containers where there are any, whatever was wished', () => {
    const container = licensedGuest(workloadWith({ name: 'c' }, { kind: 'container' }), catalog, () => undefined);
    const wished = book({ openshiftEdition: 'virtualization-engine' });
    expect(units(needsAt(OPENSHIFT, hosts(3, [32, 32]), [container], wished), 'openshift-container-platform')).toBe(3);
  });

  it('buys updates for what is past support, not on Azure, and says when none are sold', () => {
    const later = book({}, { asOf: '2027-03-01' });
    expect(units(needsAt(VSPHERE, hosts(2, [16, 16]), guests(3, OLD), later), 'windows-server-updates')).toBe(24);
    expect(units(needsAt(AZURE, [], guests(3, OLD), later), 'windows-server-updates')).toBeUndefined();
    const never = book({}, { asOf: '2033-01-01' });
    expect(units(needsAt(VSPHERE, hosts(2, [16, 16]), guests(3, OLD), never), 'windows-server-updates')).toBeNull();
  });

  it('counts SQL Server by virtual cores, and asks for the edition nobody told', () => {
    const sql = { ...WINDOWS, cpuCount: 2, roles: ['sql-server' as const] };
    const need = needsAt(VSPHERE, hosts(2, [16, 16]), guests(3, sql)).find(({ product }) => product.startsWith('sql'));
    expect(need).toMatchObject({ product: 'sql-server-unknown', units: 12, counted: 3 });
    expect(askTexts(need?.asks ?? [])).toEqual(['SQL Server edition: sites.yaml licences.sqlEditions (3 machines)']);
    const told = licensedGuest(workloadWith(sql), catalog, () => 'developer');
    expect(needsAt(AZURE, [], [told]).filter(({ product }) => product.startsWith('sql'))).toEqual([]);
  });

  it('licenses the hosts for SQL Server Enterprise where that is fewer', () => {
    const big = Array.from({ length: 10 }, () =>
      licensedGuest(
        workloadWith({ ...WINDOWS, cpuCount: 16, cluster: 'A', roles: ['sql-server'] }),
        catalog,
        () => 'enterprise',
      ),
    );
    expect(units(needsAt(VSPHERE, hosts(2, [16, 16]), big), 'sql-server-enterprise')).toBe(64);
    expect(units(needsAt(AZURE, [], big), 'sql-server-enterprise')).toBe(160);
  });

  it('takes RHEL by pairs of machines or by host, whichever costs less, and none where it is included', () => {
    const rhel: WorkloadFacts = { cpuCount: 2, os: { family: 'linux', id: 'rhel-9', name: 'RHEL 9', version: '9.4' } };
    expect(units(needsAt(VSPHERE, hosts(2, [16, 16]), guests(6, rhel)), 'rhel-server')).toBe(3);
    expect(units(needsAt(VSPHERE, hosts(2, [16, 16]), guests(14, rhel)), 'rhel-vdc')).toBe(2);
    const engine = book({ openshiftEdition: 'virtualization-engine' });
    expect(units(needsAt(OPENSHIFT, hosts(2, [16, 16]), guests(6, rhel), engine), 'rhel-server')).toBe(3);
    const platform = book({ openshiftEdition: 'container-platform' });
    expect(units(needsAt(OPENSHIFT, hosts(2, [16, 16]), guests(6, rhel), platform), 'rhel-server')).toBe(0);
  });

  it('is unknown, with a question, where hosts are not known', () => {
    const needs = needsAt(VSPHERE, [], guests(2, WINDOWS));
    expect(units(needs, 'windows-server-datacenter')).toBeNull();
    expect(units(needs, 'vmware-vcf')).toBeNull();
    expect(askTexts(needs.flatMap(({ asks }) => asks)).join()).toContain('hosts of site fra');
  });
});

describe('machines nobody said the host of', () => {
  const alone = (count: number): CostHost[] => hosts(count, [16, 20]).map((host) => ({ ...host, cluster: null }));
  const strangers = (count: number, facts: WorkloadFacts): LicensedGuest[] =>
    guests(count, facts).map((guest) => ({ ...guest, cluster: undefined }));
  const RHEL: WorkloadFacts = { cpuCount: 2, os: { family: 'linux', id: 'rhel-9', name: 'RHEL 9', version: '9.4' } };

  it('are counted over every host they may use, and it is said', () => {
    const needs = needsAt(VSPHERE, alone(10), strangers(325, WINDOWS));
    const windows = needs.find(({ product }) => product === 'windows-server-datacenter');
    expect(windows?.units).toBe(360);
    expect(windows?.how).toBe(
      '325 machines on 10 hosts without a cluster, up to 33 on one; which hosts new machines may use nobody said: counted over all of them',
    );
    expect(units(needsAt(VSPHERE, alone(10), strangers(325, RHEL)), 'rhel-vdc')).toBe(10);
  });

  it('go where nothing of their kind runs first: the count with more licences', () => {
    const there = guests(30, WINDOWS).map((guest) => ({ ...guest, host: 'esx0' }));
    const one = needsAt(VSPHERE, alone(3), [...there, ...strangers(1, WINDOWS)]);
    expect(units(one, 'windows-server-datacenter')).toBe(36);
    expect(units(one, 'windows-server-standard')).toBe(36);
  });

  it.each([1, 7, 40])('lose nobody: %i machines', (count) => {
    const mixed = [...hosts(3, [16, 16]), ...alone(5).map((host) => ({ ...host, name: `kvm-${host.name}` }))];
    const place = placeOf(VSPHERE, mixed, strangers(count, WINDOWS));
    expect(place.clusters.reduce((sum, cluster) => sum + cluster.guests.length, 0)).toBe(count);
    expect(place.clusters.filter((cluster) => cluster.guests.length > 0)).toHaveLength(Math.min(count, 6));
  });
});

describe('the effect of a move', () => {
  const all = guests(40, WINDOWS);
  const before = needsAt(VSPHERE, hosts(4, [16, 16]), all);

  it('is what is freed, what more is needed, and what is left to buy', () => {
    const after = needsAt(AZURE, [], all);
    expect(effect(before, after, 'windows-server-datacenter')).toMatchObject({
      before: 128,
      after: 320,
      freed: 0,
      more: 192,
      owned: null,
      toBuy: null,
    });
    const owned = book({ owned: [{ product: 'windows-server-datacenter', units: 128, softwareAssurance: true }] });
    expect(effect(before, after, 'windows-server-datacenter', owned)).toMatchObject({ owned: 128, toBuy: 192 });
    expect(effect(before, after, 'vmware-vcf')).toMatchObject({ before: 128, after: 0, freed: 128 });
  });

  it('names rules with source, and marks those without', () => {
    const { rules } = effect(before, needsAt(AZURE, [], all), 'windows-server-datacenter');
    expect(rules.find(({ id }) => id === 'ahb-vm')).toMatchObject({ unverified: false });
    expect(rules.find(({ id }) => id === 'ws-mobility')).toMatchObject({ unverified: true });
  });

  it('is not exact where a side is not known', () => {
    const hostless = needsAt(site('new', 'kvm', 'kvm'), [], all);
    const windows = 'windows-server-datacenter';
    expect(effect(before, hostless, windows)).toMatchObject({ freed: null, more: 0, afterUnknown: 40 });
    expect(effect(hostless, before, windows)).toMatchObject({ freed: 0, more: null, beforeUnknown: 40 });
    expect(effect(hostless, hostless, windows)).toMatchObject({ freed: null, more: null, toBuy: null });
  });

  it('forgets what ran out', () => {
    const gone = book({ owned: [{ product: 'windows-server-datacenter', units: 500, until: '2026-01-31' }] });
    expect(effect(before, before, 'windows-server-datacenter', gone)).toMatchObject({ owned: 0, toBuy: 128 });
  });

  it('counts access licences once, however many sites', () => {
    const users = book({ windowsUsers: 250 });
    const two = [...needsAt(VSPHERE, hosts(4, [16, 16]), all, users), ...needsAt(AZURE, [], all, users)];
    expect(effect(two, two, 'windows-server-access', users)).toMatchObject({ before: 250, after: 250 });
  });
});
