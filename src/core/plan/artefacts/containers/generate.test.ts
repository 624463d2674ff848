import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import { catalog } from '../../../../../test/support/catalog.ts';
import { baseOfImage } from '../../../assess/windows-containers/base-images.ts';
import { workloadWith } from '../../../model/workload.fixture.ts';
import type { WorkloadFacts } from '../../../model/workload.ts';
import type { ArtefactResult } from '../artefact.ts';
import { exportContainers } from './generate.ts';
import type { ContainerExport } from './generate.ts';

const SHOP: WorkloadFacts = {
  name: 'FRA-SHOP-01',
  os: { id: 'windows-server-2022', family: 'windows' },
  memoryMiB: 8192,
  dotNetVersions: ['4.8.04161'],
  guestServices: [],
  webSites: [{ name: 'Shop', runtime: 'v4.0', bindings: ['http *:80:', 'https *:443:shop.example'] }],
};

const made = (
  facts: WorkloadFacts,
  more: Partial<ContainerExport> = {},
  kind: 'vm' | 'container' = 'vm',
): ArtefactResult =>
  exportContainers({
    workload: workloadWith(facts, { kind }),
    target: 'aks-container',
    catalog,
    asOf: '2026-11-22',
    settings: { registry: 'registry.example', namespace: 'shop', aksCluster: 'aks-fra' },
    ...more,
  });

const text = (result: ArtefactResult, ending: string): string =>
  result.files.find(({ path }) => path.endsWith(ending))?.content ?? '';
const yaml = (result: ArtefactResult, ending: string): Record<string, never> =>
  parseAllDocuments(text(result, ending))[0]?.toJS() as Record<string, never>;
const paths = (result: ArtefactResult): readonly string[] => result.files.map(({ path }) => path);
const service = (name: string) => ({ name, state: 'running' as const, startMode: 'automatic' as const });

describe('an ASP.NET site for AKS', () => {
  const result = made(SHOP);

  it('has an image, what runs it, a runtime class and a pool, all of one build', () => {
    expect(paths(result)).toEqual(
      [
        'README.md',
        'nodes/windows-pool.bicep',
        'nodes/windows-pool.json',
        'runtime-class.yaml',
        'shop/Containerfile',
        'shop/deployment.yaml',
        'shop/service.yaml',
      ].map((name) => `fra-shop-01/${name}`),
    );
    expect(text(result, 'Containerfile')).toContain(
      'FROM mcr.microsoft.com/dotnet/framework/aspnet:4.8.1-windowsservercore-ltsc2022\n',
    );
    expect(yaml(result, 'runtime-class.yaml')).toMatchObject({
      metadata: { name: 'windows-20348' },
      handler: 'runhcs-wcow-process',
      scheduling: {
        nodeSelector: { 'kubernetes.io/os': 'windows', 'node.kubernetes.io/windows-build': '10.0.20348' },
        tolerations: [{ key: 'os', value: 'Windows', effect: 'NoSchedule', operator: 'Equal' }],
      },
    });
    expect(text(result, 'windows-pool.bicep')).toContain("osSKU: 'Windows2022'");
    expect(JSON.parse(text(result, 'windows-pool.json'))).toMatchObject({
      resources: [{ name: 'aks-fra/win22', properties: { osType: 'Windows', osSKU: 'Windows2022', mode: 'User' } }],
    });
  });

  it('has a deployment that only a Windows node of that build takes', () => {
    expect(yaml(result, 'deployment.yaml')).toMatchObject({
      metadata: { name: 'shop', namespace: 'shop' },
      spec: {
        template: {
          spec: {
            os: { name: 'windows' },
            nodeSelector: { 'kubernetes.io/os': 'windows' },
            runtimeClassName: 'windows-20348',
            tolerations: [{ key: 'os', value: 'Windows', effect: 'NoSchedule' }],
            containers: [
              {
                image: 'registry.example/fra-shop-01/shop:1-ltsc2022',
                ports: [{ containerPort: 80 }],
                resources: { limits: { memory: '8192Mi' } },
                envFrom: [{ secretRef: { name: 'shop-settings', optional: true } }],
              },
            ],
          },
        },
      },
    });
    expect(baseOfImage('registry.example/fra-shop-01/shop:1-ltsc2022')).toBe('ltsc2022');
  });

  it('asks for what was measured, where it was', () => {
    const measured = made({ ...SHOP, cpuCount: 4, utilisation: { cpuP95Pct: 12.5, memoryMaxPct: 25 } });
    expect(yaml(measured, 'deployment.yaml')).toMatchObject({
      spec: { template: { spec: { containers: [{ resources: { requests: { cpu: '500m', memory: '2048Mi' } } }] } } },
    });
  });

  it('names what it does not know or bring along', () => {
    expect(result.gaps.map(({ what }) => what)).toEqual([
      'configuration and secrets of the machine were not read',
      'the memory asked for is what the whole machine has',
      'Shop answers on https',
    ]);
  });
});

describe('bases', () => {
  it.each([
    ['windows-server-2019', 'aks-container', 'ltsc2022'],
    ['windows-server-2012-r2', 'aks-container', 'ltsc2022'],
    ['windows-server-2025', 'aks-container', 'ltsc2025'],
    ['windows-server-2019', 'openshift-container', 'ltsc2019'],
    ['windows-server-2025', 'openshift-container', 'ltsc2022'],
  ] as const)('%s on %s is built on %s', (id, target, base) => {
    const result = made({ ...SHOP, os: { id, family: 'windows' } }, { target });
    expect(text(result, 'Containerfile')).toContain(`windowsservercore-${base}`);
  });

  it('on vSphere no node has Windows Server 2019', () => {
    const result = made(
      { ...SHOP, os: { id: 'windows-server-2019', family: 'windows' } },
      { target: 'openshift-container', settings: { infrastructure: 'vsphere' } },
    );
    expect(text(result, 'Containerfile')).toContain('windowsservercore-ltsc2022');
  });

  it('a pool of Windows Server 2025 has FIPS on', () => {
    const result = made({ ...SHOP, os: { id: 'windows-server-2025', family: 'windows' } });
    expect(text(result, 'windows-pool.bicep')).toContain('enableFIPS: true');
  });

  it('.NET 3.5 keeps its own image', () => {
    const result = made({ ...SHOP, webSites: [{ name: 'Old', runtime: 'v2.0' }] });
    expect(text(result, 'Containerfile')).toContain('aspnet:3.5-windowsservercore-ltsc2022');
  });
});

describe('OpenShift', () => {
  it('has a machine set with the label by which the operator knows Windows', () => {
    const settings = { infrastructure: 'vsphere', infrastructureName: 'fra-x7k2p', vsphereServer: 'vc.example' };
    const result = made(SHOP, { target: 'openshift-container', settings });
    expect(yaml(result, 'windows-machine-set.yaml')).toMatchObject({
      kind: 'MachineSet',
      metadata: { labels: { 'machine.openshift.io/cluster-api-cluster': 'fra-x7k2p' } },
      spec: {
        template: {
          metadata: { labels: { 'machine.openshift.io/os-id': 'Windows' } },
          spec: {
            providerSpec: { value: { kind: 'VSphereMachineProviderSpec', workspace: { server: 'vc.example' } } },
          },
        },
      },
    });
    expect(result.gaps.map(({ what }) => what)).toContain('the machine set names things nobody stated');
  });

  it('has none where nobody said what the cluster stands on', () => {
    const result = made(SHOP, { target: 'openshift-container', settings: {} });
    expect(paths(result).some((path) => path.includes('machine-set'))).toBe(false);
    expect(result.gaps.some(({ what }) => what.includes('stands on'))).toBe(true);
  });
});

describe('.NET 6 and newer', () => {
  const core: WorkloadFacts = {
    ...SHOP,
    webSites: [{ name: 'Api', runtime: 'none' }],
    dotNetVersions: ['8.0.11', '4.8'],
  };

  it('is built for Linux, which needs no Windows nodes', () => {
    const result = made(core);
    expect(text(result, 'Containerfile')).toContain('FROM mcr.microsoft.com/dotnet/aspnet:8.0\n');
    expect(paths(result).some((path) => path.includes('nodes/') || path.includes('runtime-class'))).toBe(false);
    expect(yaml(result, 'deployment.yaml')).toMatchObject({ spec: { template: { spec: { os: { name: 'linux' } } } } });
  });

  it('is built for Windows when that is wanted', () => {
    expect(text(made(core, { system: 'windows' }), 'Containerfile')).toContain('aspnet:8.0-nanoserver-ltsc2022');
  });
});

describe('other machines', () => {
  it('a service of .NET Framework runs its program, not a service of Windows', () => {
    const result = made({ ...SHOP, webSites: [], guestServices: [service('Billing')] });
    expect(text(result, 'Containerfile')).toContain('dotnet/framework/runtime:4.8.1-windowsservercore-ltsc2022');
    expect(result.gaps.map(({ what }) => what)).toContain('the port of Billing is not known');
  });

  it('a Linux service leaves the choice of its image open', () => {
    const result = made({ name: 'web', os: { id: 'rhel-9', family: 'linux' }, guestServices: [service('nginx')] });
    expect(text(result, 'Containerfile')).toContain('ARG BASE_IMAGE\nFROM ${BASE_IMAGE}');
    expect(yaml(result, 'service.yaml')).toMatchObject({ spec: { ports: [{ port: 80 }] } });
  });

  it('a machine nobody looked into gets no files, and says what would tell', () => {
    const result = made({ name: 'dark', os: { id: 'windows-server-2022', family: 'windows' } });
    expect(result.files).toEqual([]);
    expect(result.gaps).toMatchObject([{ effect: 'blocks', remedy: expect.stringContaining('Ansible') }]);
  });

  it('a container keeps its image', () => {
    const result = made(
      { name: 'iis', os: { family: 'windows' }, images: ['shop/iis:2-ltsc2022'], replicas: 3 },
      {},
      'container',
    );
    expect(yaml(result, 'deployment.yaml')).toMatchObject({
      spec: { replicas: 3, template: { spec: { containers: [{ image: 'shop/iis:2-ltsc2022' }] } } },
    });
    expect(paths(result).some((path) => path.endsWith('Containerfile'))).toBe(false);
  });

  it('only what is built anew speaks of a registry that is not known', () => {
    const image = { name: 'iis', os: { family: 'windows' as const }, images: ['shop/iis:2-ltsc2022'] };
    const says = (result: ArtefactResult): boolean => result.gaps.some(({ what }) => what.includes('registry.invalid'));
    expect(says(made(image, { settings: {} }, 'container'))).toBe(false);
    expect(says(made(SHOP, { settings: {} }))).toBe(true);
  });
});

describe('names from the estate', () => {
  it('never leave their line, their folder or their string', () => {
    const wild = fc.string({
      unit: fc.constantFrom('a', 'ü', '"', "'", '\n', '$', '{', '}', '/', '..', '#', '`', ' '),
    });
    fc.assert(
      fc.property(
        wild,
        wild,
        fc.constantFrom('aks-container' as const, 'openshift-container' as const),
        (name, site, target) => {
          const result = made({ ...SHOP, name, webSites: [{ name: site, runtime: 'v4.0' }] }, { target });
          for (const { path, content } of result.files) {
            expect(path).toMatch(/^[a-z0-9-]+(\/[A-Za-z0-9.-]+)+$/);
            if (path.endsWith('.yaml'))
              expect(parseAllDocuments(content).every(({ errors }) => errors.length === 0)).toBe(true);
            if (path.endsWith('Containerfile')) {
              const from = content.split('\n').find((line) => !line.startsWith('#'));
              expect(from).toMatch(/^FROM mcr\.microsoft\.com\//);
            }
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  it('give the same bytes for the same question', () => {
    expect(made(SHOP)).toEqual(made(SHOP));
  });
});
