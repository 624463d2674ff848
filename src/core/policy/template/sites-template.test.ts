import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { loadCatalog } from '../../../services/catalog.ts';
import type { Cluster, Host, Network } from '../../model/estate.ts';
import { workloadWith } from '../../model/workload.fixture.ts';
import type { Workload, WorkloadFacts } from '../../model/workload.ts';
import { siteLocator } from '../locate.ts';
import { parseSites } from '../parse-sites.ts';
import { sitesTemplate } from './sites-template.ts';
import type { EstateSummary } from './sites-template.ts';

const catalog = await loadCatalog();
const observedBy = { sourceId: 's', nativeId: 'n', observedAt: '2026-11-22' };
const EMPTY: EstateSummary = { clusters: [], hosts: [], networks: [], datastores: [], workloads: [] };
const machine = (facts: WorkloadFacts): Workload => workloadWith(facts);
const host = (rest: Partial<Host>): Host => ({ id: 'h', name: 'h', platform: 'vsphere', observedBy, ...rest });
const cluster = (name: string, datacenter: string): Cluster => ({
  id: name,
  name,
  platform: 'vsphere',
  datacenter,
  observedBy,
});
const network = (name: string): Network => ({ id: name, name, platform: 'vsphere', observedBy });

describe('sitesTemplate', () => {
  const estate: EstateSummary = {
    ...EMPTY,
    clusters: [cluster('PROD', 'Frankfurt'), cluster('DB', 'Frankfurt')],
    hosts: [
      host({ cluster: 'PROD', datacenter: 'Frankfurt', cpuCores: 64, memoryMiB: 1_048_576 }),
      host({
        cluster: 'DB',
        datacenter: 'Frankfurt',
        cpuSockets: 2,
        coresPerSocket: 16,
        memoryMiB: 524_288,
        gpus: [{ type: 'l4', count: 2 }],
      }),
      host({ name: 'kvm1', platform: 'kvm', cpuCores: 32, memoryMiB: 262_144 }),
    ],
    networks: [network('VM Network'), network('Prüf: "x" #1')],
    workloads: [
      machine({
        platform: 'vsphere',
        datacenter: 'Frankfurt',
        cluster: 'PROD',
        cpuCount: 400,
        memoryMiB: 2_097_152,
        provisionedMiB: 1_048_576,
      }),
      machine({ platform: 'vsphere', datacenter: 'Frankfurt', cluster: 'DB', cpuCount: 8, memoryMiB: 65_536 }),
      machine({ platform: 'kvm', host: 'kvm1', cpuCount: 4, memoryMiB: 8192 }),
      machine({ platform: 'hyperv', cluster: 'HV: #1', cpuCount: 16, memoryMiB: 65_536 }),
      machine({ platform: 'azure', region: 'westeurope', cpuCount: 4 }),
      machine({ platform: 'vsphere' }),
    ],
  };
  const text = sitesTemplate(estate, catalog);
  const file = parseSites(text, catalog);
  const find = (id: string) => file.sites.find((each) => each.id === id);

  it('gives every place found a site, which its workloads then run at', () => {
    const locate = siteLocator(file.sites);
    for (const workload of estate.workloads) {
      const site = file.sites.find((each) => each.id === locate(workload));
      expect(site?.platform).toBe(workload.facts.platform);
    }
    expect(file.sites.filter((each) => each.matches !== undefined)).toHaveLength(6);
  });

  it('takes capacity from the hosts, and lets what runs there go on running', () => {
    const prod = find('frankfurt-prod-vsphere');
    expect(prod?.capacity).toMatchObject({ cpuCores: 64, memoryGiB: 1024, reservePct: 20 });
    if (prod === undefined || 'elastic' in prod.capacity) throw new Error('no fixed capacity');
    const { cpuCores, vcpuPerCore, memoryGiB, memoryOvercommit, reservePct } = prod.capacity;
    expect(cpuCores * vcpuPerCore * (1 - reservePct / 100)).toBeGreaterThanOrEqual(400);
    expect(memoryGiB * memoryOvercommit * (1 - reservePct / 100)).toBeGreaterThanOrEqual(2048);
    expect(find('frankfurt-db-vsphere')?.capacity).toMatchObject({ cpuCores: 32, gpus: 2, vcpuPerCore: 4 });
  });

  it('estimates where no source told of hosts, and says so', () => {
    expect(find('hv-1-hyperv')?.capacity).toMatchObject({ cpuCores: 5, memoryGiB: 80 });
    expect(text).toContain('# No source told of the hosts');
  });

  it('says which hosts a capacity does not count', () => {
    const place = { cluster: 'PROD', datacenter: 'Frankfurt' };
    const known = host({ ...place, name: 'a', cpuCores: 64, memoryMiB: 1_048_576 });
    const half = host({ ...place, name: 'b', memoryMiB: 1_048_576 });
    const bare = host({ ...place, name: 'c' });
    const written = (hosts: readonly Host[]): string => sitesTemplate({ ...EMPTY, hosts }, catalog);
    const partly = written([known, half, bare]);
    expect(partly).toContain('# No source told the cores of 2 hosts and the memory of 1 host: not counted below.');
    expect(parseSites(partly, catalog).sites[0]?.capacity).toMatchObject({ cpuCores: 64, memoryGiB: 2048 });
    expect(written([known])).not.toContain('not counted');
    expect(written([bare])).toContain('# No source told of cores and memory of the 1 host: estimated');
  });

  it('claims nothing that nobody told', () => {
    for (const each of file.sites) {
      expect(each.attributes.country).toBeUndefined();
      expect(each.attributes.operator?.own).toBeUndefined();
      expect(each.attributes.contract ?? {}).toEqual({});
    }
    expect(file.organisation).toEqual({});
  });

  it('asks about a datacenter once', () => {
    expect(text.match(/parentCountry:/g)?.length).toBe(
      file.sites.filter((each) => each.target !== 'azure-vm').length - 1,
    );
    const filled = parseSites(text.replace('country: # two letters, such as DE', 'country: FR'), catalog);
    const french = filled.sites.filter((each) => each.attributes.country === 'FR');
    expect(french.length).toBeGreaterThanOrEqual(1);
  });

  it('offers example targets with the names found', () => {
    for (const target of ['openshift-virtualization', 'kvm', 'azure-vm']) {
      expect(file.sites.some((each) => each.target === target && each.id.startsWith('example-'))).toBe(true);
    }
    expect(find('example-azure-germanywestcentral')).toMatchObject({
      region: 'germanywestcentral',
      networks: { '*': 'snet-migrated' },
    });
    expect(text).toContain('# "VM Network": pod');
    const uncommented = text.replaceAll(/^( +)# ("(?:[^"\\]|\\.)*": \S+)$/gm, '$1$2');
    const maps = parseSites(uncommented, catalog).sites.find(
      (each) => each.target === 'openshift-virtualization',
    )?.networks;
    expect(maps).toEqual({ '*': 'pod', 'VM Network': 'pod', 'Prüf: "x" #1': 'pod' });
  });

  it('is of use before anything was imported', () => {
    expect(parseSites(sitesTemplate(EMPTY, catalog), catalog).sites.length).toBe(4);
  });

  it('parses whatever things are called', () => {
    const name = fc.oneof(
      fc.string({ maxLength: 12 }),
      fc.constantFrom(
        'yes',
        'NO',
        '*',
        '&a',
        '- x',
        '#',
        'a: b',
        "'",
        '"',
        '{',
        '<<',
        '2026-01-01',
        '1e3',
        'null',
        'ä',
      ),
    );
    const facts = fc.record(
      {
        platform: fc.oneof(fc.constantFrom('vsphere', 'kvm', 'hyperv', 'azure', 'openshift'), name),
        datacenter: name,
        cluster: name,
        region: name,
        host: name,
        networks: fc.array(name, { maxLength: 2 }),
      },
      { requiredKeys: ['platform'], noNullPrototype: true },
    );
    fc.assert(
      fc.property(fc.array(facts, { maxLength: 6 }), (all) => {
        const workloads = all.map(machine);
        const made = sitesTemplate({ ...EMPTY, workloads }, catalog);
        const sites = parseSites(made, undefined).sites;
        expect(new Set(sites.map((each) => each.id)).size).toBe(sites.length);
        expect(sitesTemplate({ ...EMPTY, workloads: workloads.toReversed() }, catalog)).toBe(made);
      }),
    );
  });
});
