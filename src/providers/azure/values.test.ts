import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readOsText } from '../../core/model/os-text.ts';
import { cloudOf } from './clouds.ts';
import { Describer } from './describe.ts';
import { guestSystem, imageName, reportedName } from './guest-system.ts';
import { flagAt, numberAt, textAt, valueAt } from './json.ts';
import { powerState, powerStateOf } from './power.ts';
import { graphQueries } from './queries.ts';
import { quotaResetMs } from './refusals.ts';
import { READ_TYPES } from './resource-types.ts';
import { parentOf, resourceOf, rowsOf } from './resource.ts';
import { allows } from './rights.ts';
import { Sizes } from './sizes.ts';

describe('systems', () => {
  test.each([
    ['MicrosoftWindowsServer', 'WindowsServer', '2019-datacenter-gensecond', 'windows-server', ['2019']],
    ['MicrosoftWindowsServer', 'WindowsServer', '2012-R2-Datacenter', 'windows-server', ['2012-r2']],
    ['MicrosoftWindowsServer', 'WindowsServer', '2025-datacenter-azure-edition', 'windows-server', ['2025']],
    ['MicrosoftWindowsDesktop', 'windows-11', 'win11-23h2-ent', 'windows', ['11']],
    ['MicrosoftSQLServer', 'sql2022-ws2022', 'standard-gen2', 'windows-server', ['2022']],
    ['Canonical', 'UbuntuServer', '16.04.0-LTS', 'ubuntu', ['16.04']],
    ['Canonical', '0001-com-ubuntu-server-jammy', '22_04-lts-gen2', 'ubuntu', ['22.04']],
    ['Canonical', 'ubuntu-24_04-lts', 'server', 'ubuntu', ['24.04']],
    ['RedHat', 'RHEL', '8_6', 'rhel', ['8']],
    ['RedHat', 'RHEL', '9-lvm-gen2', 'rhel', ['9']],
    // "94_gen2" is 9.4, "810-gen2" 8.10: too clever to read, so no release is told.
    ['RedHat', 'RHEL', '94_gen2', 'rhel', []],
    ['SUSE', 'sles-15-sp5', 'gen2', 'sles', ['15.5']],
    ['Debian', 'debian-12', '12-gen2', 'debian', ['12']],
    ['Oracle', 'Oracle-Linux', '8.8', 'oracle-linux', ['8']],
    ['OpenLogic', 'CentOS', '7_9', 'centos', ['7']],
    ['almalinux', 'almalinux-x86_64', '9-gen2', 'alma', ['9']],
    ['resf', 'rockylinux-x86_64', '8-base', 'rocky', ['8']],
  ])('of the image %s %s %s', (publisher, offer, sku, product, releases) => {
    const text = readOsText(imageName({ publisher, offer, sku }));
    expect({ product: text?.product, releases: text?.releases }).toEqual({ product, releases });
  });

  test('a product of somebody else says nothing of the system below it', () => {
    expect(imageName({ publisher: 'checkpoint', offer: 'check-point-cg-r8120', sku: 'sg-byol' })).toBeUndefined();
    expect(imageName(undefined)).toBeUndefined();
  });

  test.each([
    ['ubuntu', '16.04', 'Ubuntu 16.04'],
    ['redhat', '8.6', 'Red Hat Enterprise Linux 8.6'],
    ['sles', '15.5', 'SUSE Linux Enterprise Server 15.5'],
    ['Windows Server 2016 Datacenter', 'Microsoft Windows NT 10.0.14393.0', 'Windows Server 2016 Datacenter'],
    ['freebsd', undefined, 'freebsd'],
    [undefined, '8.6', undefined],
  ])('the agent says %s %s', (name, version, expected) => {
    expect(reportedName(name, version)).toBe(expected);
  });

  test('nothing known is nothing said', () => {
    expect(guestSystem({})).toBeUndefined();
  });
});

describe('sizes', () => {
  const sizeOf = (name: string, capabilities: Readonly<Record<string, string>>): ReturnType<Sizes['of']> => {
    const sizes = new Sizes();
    const list = Object.entries(capabilities).map(([key, value]) => ({ name: key, value }));
    sizes.add({ resourceType: 'virtualMachines', name, locations: ['WestEurope'], capabilities: list });
    return sizes.of('westeurope', name.toLowerCase());
  };

  test.each([
    [
      'Standard_E32-8s_v5',
      { vCPUs: '32', vCPUsAvailable: '8', MemoryGB: '256' },
      { cpuCount: 8, memoryMiB: 262144, gpus: [], devices: [] },
    ],
    ['Standard_B1ls', { vCPUs: '1', MemoryGB: '0.5' }, { cpuCount: 1, memoryMiB: 512, gpus: [], devices: [] }],
    [
      'Standard_ND96asr_v4',
      { vCPUs: '96', GPUs: '8', RdmaEnabled: 'True' },
      { cpuCount: 96, gpus: [{ count: 8 }], devices: [{ type: 'pci-passthrough', label: 'InfiniBand adapter' }] },
    ],
    [
      'Standard_NV6ads_A10_v5',
      { vCPUs: '6', GPUs: '1' },
      { cpuCount: 6, gpus: [{ type: 'A10', count: 1, shared: true }], devices: [] },
    ],
    [
      'Standard_NP10s',
      { vCPUs: '10' },
      { cpuCount: 10, gpus: [], devices: [{ type: 'pci-passthrough', label: 'FPGA' }] },
    ],
    ['Standard_D2ps_v5', { CpuArchitectureType: 'Arm64' }, { architecture: 'arm64', gpus: [], devices: [] }],
  ])('%s', (name, capabilities, expected) => {
    expect(sizeOf(name, capabilities as Readonly<Record<string, string>>)).toEqual(expected);
  });

  test('what is no size of machines is passed over', () => {
    expect(new Sizes().add({ resourceType: 'disks', name: 'Premium_LRS', locations: ['westeurope'] })).toBe(false);
    expect(new Sizes().add(null)).toBe(false);
  });

  test('one whose capabilities are not listed may carry a GPU, and is not known', () => {
    const sizes = new Sizes();
    sizes.add({ resourceType: 'virtualMachines', name: 'Standard_ND96asr_v4', locations: ['westeurope'] });
    expect(sizes.of('westeurope', 'Standard_ND96asr_v4')).toBeUndefined();
  });
});

describe('power states', () => {
  test.each([
    ['PowerState/running', 'on'],
    ['VM deallocated', 'off'],
    ['PowerState/stopped', 'off'],
    ['PowerState/starting', undefined],
    ['', undefined],
  ])('%s', (text, expected) => {
    expect(powerState(text)).toBe(expected);
  });

  test('a hibernated machine is suspended, whatever its power', () => {
    const statuses = [{ code: 'HibernationState/Hibernated' }, { code: 'PowerState/deallocated' }];
    expect(powerStateOf({ statuses })).toBe('suspended');
  });
});

describe('ids', () => {
  test('an extension resource belongs to what it extends, with and without the word providers', () => {
    const machine = '/subscriptions/s/resourcegroups/g/providers/microsoft.hybridcompute/machines/m';
    expect(parentOf(`${machine}/providers/microsoft.azurestackhci/virtualmachineinstances/default`)).toBe(machine);
    const set = '/subscriptions/s/resourcegroups/g/providers/microsoft.compute/virtualmachinescalesets/v';
    expect(parentOf(`${set}/virtualmachines/0`)).toBe(set);
  });

  test('the type is told by the id when the row does not', () => {
    const id =
      '/subscriptions/s/resourceGroups/g/providers/Microsoft.Compute/virtualMachineScaleSets/v/virtualMachines/0';
    expect(resourceOf({ id })?.type).toBe('microsoft.compute/virtualmachinescalesets/virtualmachines');
    expect(resourceOf({ id: '/subscriptions/s' })).toBeUndefined();
    expect(resourceOf({ id: 'vm-12' })).toBeUndefined();
  });

  test('names are found in any letter case, exact ones first', () => {
    expect(numberAt({ diskSizeGb: 4 }, 'diskSizeGB')).toBe(4);
    expect(valueAt({ A: 1, a: 2 }, 'a')).toBe(2);
    expect(textAt({ toString: 1 }, 'toString')).toBeUndefined();
    expect(valueAt({}, 'constructor')).toBeUndefined();
    expect(flagAt({ on: 'False' }, 'on')).toBe(false);
  });
});

describe('rights', () => {
  test.each([
    [['*'], 'Microsoft.Compute/disks/read', true],
    [['*/read'], 'Microsoft.Compute/disks/read', true],
    [['*/read'], 'Microsoft.Compute/disks/write', false],
    [['Microsoft.Compute/*/read'], 'microsoft.compute/virtualMachineScaleSets/virtualMachines/read', true],
    [['Microsoft.Network/*'], 'Microsoft.Compute/disks/read', false],
    [[], 'Microsoft.Compute/disks/read', false],
  ])('%j covers %s: %s', (actions, action, expected) => {
    expect(allows([{ actions, notActions: [] }], action)).toBe(expected);
  });

  test('what one role takes away another may give', () => {
    const without = { actions: ['*'], notActions: ['Microsoft.Compute/*'] };
    expect(allows([without], 'Microsoft.Compute/disks/read')).toBe(false);
    expect(allows([without, { actions: ['*/read'], notActions: [] }], 'Microsoft.Compute/disks/read')).toBe(true);
  });
});

describe('clouds', () => {
  test('each has its own endpoints', () => {
    expect(cloudOf({}).resourceManager).toBe('https://management.azure.com');
    expect(cloudOf({ cloud: 'us-government' }).authorityHost).toBe('https://login.microsoftonline.us');
    expect(cloudOf({ cloud: 'china' }).portal).toBe('https://portal.azure.cn');
    const custom = {
      cloud: 'custom',
      resourceManager: 'https://management.local.example/',
      authorityHost: 'https://login.local.example/adfs',
    };
    expect(cloudOf(custom)).toMatchObject({
      resourceManager: 'https://management.local.example',
      authorityHost: 'https://login.local.example/adfs',
      audience: 'https://management.local.example',
    });
  });

  test.each([
    [{ cloud: 'germany' }],
    [{ cloud: 'custom' }],
    [
      {
        cloud: 'custom',
        resourceManager: 'http://management.local.example',
        authorityHost: 'https://login.local.example',
      },
    ],
    [
      {
        cloud: 'custom',
        resourceManager: 'https://user:password@management.local.example',
        authorityHost: 'https://l.example',
      },
    ],
    [{ cloud: 'custom', resourceManager: 'https://management.local.example/path', authorityHost: 'https://l.example' }],
    [{ resourceManager: 'https://management.local.example' }],
  ])('%j is refused', (settings) => {
    expect(() => cloudOf(settings)).toThrow(expect.objectContaining({ code: 'IST-2220' }));
  });
});

test('the window of the quota is read as it is written', () => {
  expect(quotaResetMs('00:00:05')).toBe(5000);
  expect(quotaResetMs('01:02:03')).toBe(3_723_000);
  expect(quotaResetMs('5')).toBeUndefined();
});

test('every type that is queried is described, and read in the order in which machines need it', () => {
  const describer = new Describer({ sourceId: 's', observedAt: '2026-11-22T00:00:00Z' });
  const types = READ_TYPES.flatMap(({ types: listed }) => listed.map(({ type }) => type));
  for (const type of types) expect(describer.knows(type), type).toBe(true);
  expect(types.indexOf('microsoft.compute/disks')).toBeLessThan(types.indexOf('microsoft.compute/virtualmachines'));
  for (const { text } of graphQueries()) expect(text).toMatch(/\| order by id asc$/);
});

describe('whatever is answered', () => {
  const TYPES = READ_TYPES.flatMap(({ types }) => types.map(({ type }) => type));
  const names = fc.constantFrom(
    'properties',
    'storageProfile',
    'osDisk',
    'dataDisks',
    'networkProfile',
    'networkInterfaces',
    'ipConfigurations',
    'subnets',
    'agentPoolProfiles',
    'tags',
    'zones',
    'sku',
    'id',
    'name',
    'count',
  );
  const { json } = fc.letrec((tie) => ({
    json: fc.oneof(
      { maxDepth: 5 },
      fc.string(),
      fc.double(),
      fc.boolean(),
      fc.constant(null),
      fc.array(tie('json'), { maxLength: 3 }),
      fc.dictionary(names, tie('json'), { maxKeys: 5 }),
    ),
  }));

  test('no row throws, and every fact stated is of its type', () => {
    fc.assert(
      fc.property(fc.constantFrom(...TYPES), json, json, (type, properties, rest) => {
        const describer = new Describer({ sourceId: 's', observedAt: '2026-11-22T00:00:00Z' });
        const own = typeof rest === 'object' && rest !== null && !Array.isArray(rest) ? rest : {};
        const resource = resourceOf({
          ...own,
          id: `/subscriptions/s/resourceGroups/g/providers/${type}/x`,
          type,
          properties,
        });
        if (resource === undefined) throw new TypeError('a row with an id is a resource');
        for (const item of [...describer.describe(resource), ...describer.finish()]) {
          for (const [key, value] of Object.entries(item.type === 'workload' ? item.observation.facts : {})) {
            expect(value, key).not.toBeUndefined();
            if (typeof value === 'number') expect(Number.isFinite(value) && value >= 0, key).toBe(true);
          }
        }
      }),
    );
  });

  test('no answer throws when its rows are looked for', () => {
    fc.assert(fc.property(json, (answer) => void rowsOf(answer)?.map((row) => resourceOf(row))));
  });
});
