/** Every generated artefact against the vendor's published schema. */

import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { ValidateFunction } from 'ajv';
import { generateArtefacts } from '../../src/core/plan/artefacts/registry.ts';
import { assignment, planningInput, workload } from '../../src/core/plan/plan.fixture.ts';
import { planWaves } from '../../src/core/plan/waves.ts';
import { sitesFileSchema } from '../../src/core/policy/site.ts';
import type { WorkloadFacts } from '../../src/core/model/workload.ts';
import { armValidator, forkliftValidator, skipReason } from './schemas.ts';

const reason = skipReason();
if (reason !== undefined) process.stderr.write(`contract tests of artefacts skipped: ${reason}\n`);

const platforms = ['vsphere', 'hyperv', 'ova', 'ovirt', 'openstack', 'openshift'];
const variants: readonly WorkloadFacts[] = [
  {
    os: { family: 'windows', name: 'Windows Server 2022' },
    firmware: 'efi',
    secureBoot: true,
    tpm: true,
    changeTracking: true,
  },
  {
    os: { family: 'linux', id: 'rhel-9', name: 'Red Hat Enterprise Linux 9' },
    firmware: 'bios',
    changeTracking: false,
  },
  { os: { family: 'other' }, networks: ['nowhere'], datastores: ['nowhere'] },
  {
    name: "it's [weird]: ${name} \\ über 'x'",
    firmware: 'efi',
    nics: [
      { label: '1', network: 'VLAN120' },
      { label: '2', network: 'back-end' },
    ],
  },
];

const workloads = Array.from({ length: 48 }, (_, i) =>
  workload(`w${String(i).padStart(2, '0')}`, {
    platform: platforms[i % platforms.length],
    disks: [
      { label: 'Hard disk 1', capacityMiB: 40_960 + i, datastore: 'ds-gold' },
      { label: 'Hard disk 2', capacityMiB: 2048, datastore: i % 5 === 0 ? 'ds-lost' : 'ds-gold' },
    ],
    ...variants[i % variants.length],
  }),
);

const sites = sitesFileSchema.parse({
  sites: [
    {
      id: 'fra-vmware',
      platform: 'vsphere',
      target: 'stay',
      settings: { providerUrl: 'https://vc01.example.com/sdk', vddkInitImage: 'registry.example.com/vddk:8' },
    },
    {
      id: 'fra-ocp',
      platform: 'openshift',
      target: 'openshift-virtualization',
      networks: { VLAN120: 'prod/vlan120', '*': 'pod' },
      storage: { '*': 'fast' },
      settings: { namespace: 'moved', migrationType: 'warm' },
    },
    {
      id: 'ber-ocp',
      platform: 'openshift',
      target: 'openshift-virtualization',
      networks: { VLAN120: 'ignored' },
      storage: {},
      settings: { providerUrl: 'https://api.ber.example.com:6443' },
    },
    {
      id: 'azure-we',
      platform: 'azure',
      target: 'azure-vm',
      region: 'westeurope',
      cost: { windowsServer: 'hybrid-benefit' },
      networks: { VLAN120: 'snet-prod' },
      storage: { 'ds-gold': 'Premium_LRS' },
      settings: { vnet: 'vnet-hub', zones: '1,2,3', linuxLicence: 'byos' },
    },
  ],
});

const targets = [
  { siteId: 'fra-ocp', target: 'openshift-virtualization' as const },
  { siteId: 'ber-ocp', target: 'openshift-virtualization' as const },
  { siteId: 'azure-we', target: 'azure-vm' as const },
];

const input = planningInput({
  workloads,
  assignments: workloads.map((w, i) =>
    assignment(w.id, {
      workloadName: w.facts.name,
      fromSiteId: i % 7 === 0 ? null : 'fra-vmware',
      ...targets[i % targets.length],
      ...(i % 4 === 0
        ? { cost: null }
        : {
            cost: {
              runUsdPerMonth: 1,
              licenceUsdPerMonth: 0,
              migrationUsdOneOff: 1,
              riskUsdPerMonth: 0,
              totalUsdPerMonth: 1,
              basis: [],
              sku: 'Standard_D4s_v5',
            },
          }),
    }),
  ),
});
const plan = planWaves({ ...input, sites: { ...sites, waves: { ...sites.waves, maxWorkloadsPerWave: 20 } } });
const artefacts = (tool: string) => generateArtefacts(tool, { plan, sites, workloads: input.workloads });

interface ArmResource {
  readonly type: string;
  readonly comments?: string;
  readonly dependsOn?: readonly string[];
}

interface Document {
  readonly apiVersion: string;
  readonly kind: string;
}

describe.skipIf(reason !== undefined)('Forklift custom resources', () => {
  const plurals: Readonly<Record<string, string>> = {
    Provider: 'providers',
    NetworkMap: 'networkmaps',
    StorageMap: 'storagemaps',
    Plan: 'plans',
    Migration: 'migrations',
  };

  it.each(Object.keys(plurals))('every %s is valid against its definition, unknown fields refused', (kind) => {
    const validate: ValidateFunction = forkliftValidator(plurals[kind] ?? '', 'v1beta1');
    const documents = artefacts('openshift')
      .files.filter((file) => file.path.endsWith('.yaml'))
      .flatMap((file) => parseAllDocuments(file.content).map((document) => document.toJS() as Document))
      .filter((document) => document.kind === kind);
    expect(documents.length).toBeGreaterThan(3);
    for (const document of documents) {
      expect(document.apiVersion).toBe('forklift.konveyor.io/v1beta1');
      validate(document);
      expect(validate.errors ?? []).toEqual([]);
    }
  });
});

describe.skipIf(reason !== undefined)('a Forklift definition', () => {
  it('refuses a member that does not exist, so that the check can fail', () => {
    const metadata = { name: 'p', namespace: 'n' };
    const validate = forkliftValidator('providers', 'v1beta1');
    expect(validate({ metadata, spec: { type: 'vsphere', secret: {} } })).toBe(true);
    expect(validate({ metadata, spec: { type: 'vsphere', secret: {}, address: 'x' } })).toBe(false);
  });
});

describe.skipIf(reason !== undefined)('Azure templates', () => {
  const schemas: Readonly<Record<string, readonly [string, string]>> = {
    'Microsoft.Compute/disks': ['Microsoft.Compute.disks.2026-03-02.json', 'disks'],
    'Microsoft.Compute/virtualMachines': ['Microsoft.Compute.virtualMachines.2025-04-01.json', 'virtualMachines'],
    'Microsoft.Network/networkInterfaces': ['Microsoft.Network.networkInterfaces.2025-07-01.json', 'networkInterfaces'],
  };

  it.each(Object.keys(schemas))('every %s is valid against its deployment schema', (type) => {
    const [file = '', definition = ''] = schemas[type] ?? [];
    const validate = armValidator(file, definition);
    const resources = artefacts('azure')
      .files.filter((artefact) => /\/(disks|main)(-\d+)?\.json$/.test(artefact.path))
      .flatMap((artefact) => (JSON.parse(artefact.content) as { resources: ArmResource[] }).resources)
      .filter((resource) => resource.type === type);
    expect(resources.length).toBeGreaterThan(10);
    // Every ARM resource may carry these two; they belong to the deployment, not to the resource type's schema.
    for (const { comments: _comments, dependsOn: _dependsOn, ...resource } of resources) {
      validate(resource);
      expect(validate.errors ?? []).toEqual([]);
    }
  });

  it.each([
    { reason: 'a value that is not in the list', properties: { creationData: { createOption: 'Wish' } } },
    {
      reason: 'a member that does not exist',
      properties: { creationData: { createOption: 'Empty' }, diskSizeInGB: 4 },
    },
  ])('are refused for $reason, so that the check can fail', ({ properties }) => {
    const validate = armValidator('Microsoft.Compute.disks.2026-03-02.json', 'disks');
    expect(validate({ type: 'Microsoft.Compute/disks', apiVersion: '2026-03-02', name: 'd', properties })).toBe(false);
  });
});
