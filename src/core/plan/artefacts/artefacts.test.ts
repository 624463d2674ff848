import { parseAllDocuments } from 'yaml';
import { describe, expect, it } from 'vitest';
import type { WorkloadFacts } from '../../model/workload.ts';
import { assignment, planningInput, sites, workload } from '../plan.fixture.ts';
import { planWaves } from '../waves.ts';
import type { ArtefactResult } from './artefact.ts';
import { generateArtefacts } from './registry.ts';

const VM: WorkloadFacts = {
  os: { family: 'windows', name: 'Windows Server 2019' },
  firmware: 'efi',
  secureBoot: true,
  disks: [
    { label: 'Hard disk 1', capacityMiB: 102_400, datastore: 'ds-gold' },
    { label: 'Hard disk 2', capacityMiB: 10.5, datastore: 'ds-gold' },
  ],
  nics: [{ label: 'nic 1', network: 'VLAN120' }],
};

function exportOf(tool: string, machines: Readonly<Record<string, WorkloadFacts>>, over = {}): ArtefactResult {
  const workloads = Object.entries(machines).map(([id, facts]) => workload(id, facts));
  const to = tool === 'azure' ? { siteId: 'azure-we', target: 'azure-vm' as const } : {};
  const cost = {
    runUsdPerMonth: 1,
    licenceUsdPerMonth: 0,
    migrationUsdOneOff: 1,
    riskUsdPerMonth: 0,
    totalUsdPerMonth: 1,
    basis: [],
    sku: 'Standard_D4s_v5',
  };
  const input = planningInput({
    workloads,
    assignments: workloads.map((w) => assignment(w.id, { ...to, cost, workloadName: w.facts.name, ...over })),
  });
  return generateArtefacts(tool, {
    plan: planWaves(input),
    sites: sites(),
    workloads: new Map(workloads.map((w) => [w.id, w])),
  });
}

const fileEnding = (result: ArtefactResult, ending: string): string =>
  result.files.find((file) => file.path.endsWith(ending))?.content ?? '';
const yamlOf = (result: ArtefactResult, ending: string): Record<string, never>[] =>
  parseAllDocuments(fileEnding(result, ending)).map((document) => document.toJS());

describe('openshift artefacts', () => {
  it('writes one folder per site and wave, with the start of the move apart', () => {
    const { files, gaps, otherMoves } = exportOf('openshift', { a: VM });
    expect(files.map((file) => file.path)).toEqual(
      [
        '00-namespace.yaml',
        '10-providers.yaml',
        '20-networkmap.yaml',
        '30-storagemap.yaml',
        '40-plan.yaml',
        'README.md',
        'start/50-migration.yaml',
      ].map((name) => `openshift/fra-ocp/wave-01-pilot/${name}`),
    );
    expect(otherMoves).toBe(0);
    expect(gaps.map((gap) => gap.what)).toEqual(['the source did not give the machine id, so machines are named']);
  });

  it('maps networks and storage as sites.yaml says', () => {
    const result = exportOf('openshift', {
      a: {
        ...VM,
        nics: [
          { label: '1', network: 'VLAN120' },
          { label: '2', network: 'other' },
        ],
      },
    });
    expect(yamlOf(result, '20-networkmap.yaml')[0]).toMatchObject({
      kind: 'NetworkMap',
      spec: {
        map: [
          { source: { name: 'VLAN120' }, destination: { type: 'multus', name: 'vlan120', namespace: 'prod' } },
          { source: { name: 'other' }, destination: { type: 'pod' } },
        ],
        provider: {
          source: { name: 'fra-vmware', namespace: 'openshift-mtv' },
          destination: { name: 'host', namespace: 'openshift-mtv' },
        },
      },
    });
    expect(yamlOf(result, '30-storagemap.yaml')[0]).toMatchObject({
      spec: { map: [{ source: { name: 'ds-gold' }, destination: { storageClass: 'fast' } }] },
    });
  });

  it('refers to machines by managed object id when there is one, and renames what is no DNS label', () => {
    const ids = [workload('x', { ...VM, name: 'SQL_01.corp' }), workload('y', { ...VM, name: 'sql-01-corp' })].map(
      (w, i) => ({ ...w, observations: [{ sourceId: 's', nativeId: `vm-${i + 40}`, observedAt: '' }] }),
    );
    const input = planningInput({
      workloads: ids,
      assignments: ids.map((w) => assignment(w.id, { workloadName: w.facts.name })),
    });
    const result = generateArtefacts('openshift', {
      plan: planWaves(input),
      sites: sites(),
      workloads: new Map(ids.map((w) => [w.id, w])),
    });
    expect(yamlOf(result, '40-plan.yaml')[0]?.['spec']).toMatchObject({
      type: 'cold',
      warm: false,
      targetNamespace: 'migrated',
      vms: [
        { id: 'vm-40', name: 'SQL_01.corp', targetName: 'sql-01-corp' },
        { id: 'vm-41', name: 'sql-01-corp', targetName: 'sql-01-corp-2' },
      ],
    });
  });

  it('never writes a credential, only the reference to its secret', () => {
    const result = exportOf('openshift', { a: VM });
    expect(yamlOf(result, '10-providers.yaml')).toEqual([
      expect.objectContaining({
        kind: 'Provider',
        spec: {
          type: 'vsphere',
          url: 'https://vc01.example.com/sdk',
          secret: { name: 'fra-vmware-credentials', namespace: 'openshift-mtv' },
          settings: { sdkEndpoint: 'vcenter' },
        },
      }),
    ]);
    expect(result.files.some((file) => /kind: Secret/.test(file.content))).toBe(false);
  });

  it('keeps names that look like YAML or Markdown as plain data', () => {
    const evil = 'a: [b]\n- &c "#!`${{d}}';
    const result = exportOf('openshift', { a: { ...VM, name: evil } });
    expect(yamlOf(result, '40-plan.yaml')[0]?.['spec']).toMatchObject({ vms: [{ name: evil, targetName: 'a-b-c-d' }] });
    expect(
      fileEnding(result, 'README.md')
        .split('\n')
        .some((line) => line.startsWith('- &c')),
    ).toBe(false);
  });

  it('says which moves Forklift cannot make', () => {
    const { files, gaps } = exportOf('openshift', { a: { ...VM, platform: 'libvirt' } });
    expect(files).toEqual([]);
    expect(gaps).toEqual([
      expect.objectContaining({
        workloads: ['a'],
        what: 'Forklift does not read from platform "libvirt"',
        effect: 'blocks',
      }),
    ]);
  });

  it('reports what is mapped to nothing as blocking', () => {
    const input = planningInput({ workloads: [workload('a', VM)] });
    const unmapped = { ...sites(), sites: sites().sites.map((site) => ({ ...site, networks: {} })) };
    const plan = planWaves({ ...input, sites: unmapped });
    const { gaps } = generateArtefacts('openshift', { plan, sites: unmapped, workloads: input.workloads });
    expect(gaps.find((gap) => gap.effect === 'blocks')).toMatchObject({
      workloads: ['a'],
      what: 'network "VLAN120" is mapped to nothing at fra-ocp',
    });
  });
});

describe('azure artefacts', () => {
  const arm = (result: ArtefactResult, ending: string) =>
    JSON.parse(fileEnding(result, ending)) as {
      parameters: Record<string, unknown>;
      resources: Record<string, never>[];
    };

  it('prepares disks for an upload of their exact size and machines that attach them', () => {
    const result = exportOf('azure', { 'web 01': VM });
    const disks = arm(result, 'disks.json').resources;
    expect(disks.map((disk) => disk['name'])).toEqual(['web-01-os', 'web-01-data1']);
    expect(disks[0]).toMatchObject({
      sku: { name: 'Premium_LRS' },
      properties: {
        osType: 'Windows',
        hyperVGeneration: 'V2',
        securityProfile: { securityType: 'TrustedLaunch' },
        creationData: { createOption: 'Upload', uploadSizeBytes: 102_400 * 1_048_576 + 512 },
      },
    });
    expect(disks[1]).toMatchObject({ properties: { creationData: { uploadSizeBytes: 11 * 1_048_576 + 512 } } });
    const [nic, machine] = arm(result, 'main.json').resources;
    expect(nic).toMatchObject({
      name: 'web-01-nic0',
      properties: {
        ipConfigurations: [
          {
            properties: {
              subnet: {
                id: "[resourceId(parameters('vnetResourceGroup'), 'Microsoft.Network/virtualNetworks/subnets', parameters('vnetName'), parameters('subnetSnetProd'))]",
              },
            },
          },
        ],
      },
    });
    expect(machine).toMatchObject({
      name: 'web-01',
      dependsOn: ["[resourceId('Microsoft.Network/networkInterfaces', 'web-01-nic0')]"],
      properties: {
        hardwareProfile: { vmSize: "[parameters('sizes').web01]" },
        storageProfile: {
          osDisk: {
            createOption: 'Attach',
            managedDisk: { id: "[resourceId('Microsoft.Compute/disks', 'web-01-os')]" },
          },
          dataDisks: [{ lun: 0 }],
        },
        securityProfile: { uefiSettings: { secureBootEnabled: true, vTpmEnabled: false } },
      },
    });
    expect(arm(result, 'main.json').parameters['sizes']).toMatchObject({ defaultValue: { web01: 'Standard_D4s_v5' } });
  });

  it('asks for what is unknown instead of assuming it', () => {
    const result = exportOf(
      'azure',
      { a: { disks: [{ label: 'd', capacityMiB: 1024, datastore: 'nowhere' }], networks: ['dmz'] } },
      { cost: null },
    );
    expect(
      Object.entries(arm(result, 'disks.json').parameters)
        .filter(([, p]) => !Object.hasOwn(p as object, 'defaultValue'))
        .map(([name]) => name),
    ).toEqual(['unmappedDiskSku', 'aOsType', 'aGeneration']);
    expect(
      Object.entries(arm(result, 'main.json').parameters)
        .filter(([, p]) => !Object.hasOwn(p as object, 'defaultValue'))
        .map(([name]) => name),
    ).toEqual(['subnetForDmz', 'aSize', 'aOsType']);
    expect(result.gaps.map((gap) => gap.effect)).toEqual(result.gaps.map(() => 'fill'));
    expect(result.gaps.map((gap) => gap.what)).toContain('firmware is unknown, so the generation is');
  });

  it('leaves a machine without known disks out and says so', () => {
    const result = exportOf('azure', { a: { disks: undefined }, b: VM });
    expect(arm(result, 'main.json').resources.map((r) => r['name'])).toEqual(['b-nic0', 'b']);
    expect(result.gaps).toContainEqual(
      expect.objectContaining({
        workloads: ['a'],
        what: 'disks are unknown, so no managed disk can be prepared',
        effect: 'blocks',
      }),
    );
    expect(fileEnding(result, 'README.md')).toContain('**1 of them are in no template**');
  });

  it('writes a wave table with a Wave Name and no live formula', () => {
    const result = exportOf('azure', { a: { ...VM, name: '=HYPERLINK("x")' } });
    const [head, row] = fileEnding(result, 'azure-migrate-waves.csv').split('\r\n');
    expect(head?.split(',').at(-1)).toBe('Wave Name');
    expect(row?.startsWith('"\'=HYPERLINK(""x"")"')).toBe(true);
    expect(row?.endsWith(',wave-01-pilot')).toBe(true);
  });

  it('writes the server table in the columns of the import template', () => {
    const head = fileEnding(exportOf('azure', { a: VM }), 'azure-migrate-servers.csv').split('\r\n')[0];
    expect(head).toBe(
      '*Server Name,IP addresses,*Cores,*Memory (In MB),*OS name,OS version,OS architecture,CPU utilization percentage,Memory utilization percentage,Network adapters,Network In throughput,Network Out throughput,Boot type,Number of disks,Disk 1 size (In GB),Disk 1 read throughput (MB per second),Disk 1 write throughput (MB per second),Disk 1 read ops (operations per second),Disk 1 write ops (operations per second),Disk 2 size (In GB),Disk 2 read throughput (MB per second),Disk 2 write throughput (MB per second),Disk 2 read ops (operations per second),Disk 2 write ops (operations per second)',
    );
  });
});

describe('gaps', () => {
  it('are one per cause over all waves, what blocks first', () => {
    const machines = Object.fromEntries(
      Array.from({ length: 9 }, (_, i) => [`m${i}`, i === 8 ? { ...VM, platform: 'libvirt' } : VM]),
    );
    const { gaps } = exportOf('openshift', machines);
    expect(gaps.map(({ effect, wave, workloads }) => [effect, wave, workloads.length])).toEqual([
      ['blocks', 'wave-01-pilot', 1],
      ['note', 'wave-01-pilot and 1 more', 8],
    ]);
  });
});

describe('generateArtefacts', () => {
  it('names the formats it knows when asked for another', () => {
    expect(() => exportOf('aws', { a: VM })).toThrow(
      expect.objectContaining({ code: 'IST-6005', causes: [{ where: '--to', message: 'known: openshift, azure' }] }),
    );
  });

  it('gives the same bytes for the same plan', () => {
    for (const tool of ['openshift', 'azure'])
      expect(exportOf(tool, { a: VM, b: VM })).toEqual(exportOf(tool, { a: VM, b: VM }));
  });
});

describe('YAML that tools of either version read the same', () => {
  it('keeps texts such as "yes" texts under YAML 1.1', () => {
    const { files } = exportOf('openshift', { a: VM });
    for (const { path, content } of files.filter((file) => file.path.endsWith('.yaml'))) {
      const documents = (version: '1.1' | '1.2') =>
        parseAllDocuments(content, { version }).map((document) => document.toJS() as unknown);
      expect(documents('1.1'), path).toEqual(documents('1.2'));
    }
  });
});
