import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HIDDEN, PROD, ROWS, SIZES } from '../../../test/support/arm-stub-tenant.ts';
import type { ImportIssue, InventoryItem, Receipt } from '../provider.ts';
import { saidOf } from './live.fixture.ts';
import type { Said } from './live.fixture.ts';
import { readSaved } from './read-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isthmus-azure-'));
});
afterEach(async () => rm(folder, { recursive: true }));

const write = async (name: string, content: unknown): Promise<string> => {
  const path = join(folder, 'saved', name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content));
  return path;
};

async function read(path = join(folder, 'saved')): Promise<Said & { readonly receipt: Receipt }> {
  const items: InventoryItem[] = [];
  const issues: ImportIssue[] = [];
  const receipt = await readSaved({
    path,
    fileName: 'saved',
    sourceId: 'source-1',
    observedAt: '2026-11-22T00:00:00Z',
    onItem: (batch) => void items.push(...batch),
    onIssue: (issue) => void issues.push(issue),
  });
  const identity = { product: '', instanceId: '', endpoint: '' };
  return { ...saidOf(identity, items, issues, { parts: receipt.parts, missing: receipt.missing }), receipt };
}

const ofType = (type: string): readonly unknown[] => ROWS.filter((row) => row['type'] === type);
const VMS = ofType('microsoft.compute/virtualmachines');
const codes = ({ issues }: { readonly issues: readonly ImportIssue[] }): string[] => issues.map(({ code }) => code);

/** As `az vm list -d -o json` writes a machine: flat, in the spelling of the command line, with what it looked up beside. */
const FLAT_VM = {
  id: `/subscriptions/${PROD}/resourceGroups/RG-APP/providers/Microsoft.Compute/virtualMachines/flat01`,
  name: 'flat01',
  type: 'Microsoft.Compute/virtualMachines',
  location: 'westeurope',
  resourceGroup: 'RG-APP',
  vmId: 'eeeeeeee-0000-4000-8000-000000000001',
  hardwareProfile: { vmSize: 'Standard_D4s_v5' },
  storageProfile: {
    imageReference: { publisher: 'RedHat', offer: 'RHEL', sku: '8_6', version: 'latest' },
    osDisk: {
      osType: 'Linux',
      name: 'flat01-os',
      diskSizeGb: 64,
      managedDisk: { id: `/subscriptions/${PROD}/resourceGroups/rg-app/providers/Microsoft.Compute/disks/flat01-os` },
    },
    dataDisks: [],
  },
  osProfile: { computerName: 'flat01' },
  networkProfile: {
    networkInterfaces: [
      { id: `/subscriptions/${PROD}/resourceGroups/rg-app/providers/Microsoft.Network/networkInterfaces/flat01-nic` },
    ],
  },
  powerState: 'VM running',
  privateIps: '10.1.0.77',
  publicIps: '203.0.113.77',
  macAddresses: '00-0D-3A-00-00-77',
  fqdns: '',
  resources: [{ id: 'x', settings: { token: HIDDEN } }],
  tags: {},
  zones: null,
};

describe('saved answers', () => {
  test('of az vm list -d: flat rows with state and addresses', async () => {
    const said = await read(await write('vms.json', [FLAT_VM]));
    expect(said.machine('flat01').facts).toMatchObject({
      powerState: 'on',
      size: 'Standard_D4s_v5',
      ipAddresses: ['10.1.0.77', '203.0.113.77'],
      os: { configuredAs: 'Red Hat Enterprise Linux 8.6' },
      disks: [{ label: 'OS disk', capacityMiB: 65536 }],
    });
    expect(said.machine('flat01').identity.macAddresses).toEqual(['00:0d:3a:00:00:77']);
    expect(JSON.stringify(said)).not.toContain(HIDDEN);
    expect(said.receipt.missing.map(({ facts }) => facts[0])).toEqual(['nics', 'disks[].shared', 'cpuCount']);
  });

  test('of az resource list: names and places only, and nothing made up', async () => {
    const { id, name, type, location, tags } = FLAT_VM;
    const said = await read(
      await write('resources.json', [{ id, name, type, location, tags, properties: null, sku: null }]),
    );
    const { facts } = said.machine('flat01');
    expect(Object.keys(facts).sort()).toEqual(['folder', 'name', 'platform', 'region', 'tags']);
  });

  test('of the same machine twice: one machine, with what either says', async () => {
    const { id, name, type, location } = FLAT_VM;
    await write('a-resources.json', [
      { id: id.toUpperCase().replace('/SUBSCRIPTIONS', '/subscriptions'), name, type, location, properties: null },
    ]);
    await write('b-vms.json', [FLAT_VM]);
    const said = await read();
    expect(said.machines).toEqual(['flat01']);
    expect(said.machine('flat01').facts.powerState).toBe('on');
  });

  test('as PowerShell redirects them: UTF-16 with a byte order mark', async () => {
    const path = await write('vms.json', Buffer.from(`\uFEFF${JSON.stringify(VMS)}`, 'utf16le'));
    expect((await read(path)).machines).toContain('web01');
  });

  test('of Resource Manager: value, and one resource alone', async () => {
    expect((await read(await write('list.json', { value: VMS }))).machines).toContain('web01');
    expect((await read(await write('one.json', VMS[0]))).machines).toHaveLength(1);
  });

  test('in any order of files: what machines refer to may come later', async () => {
    await write('a.json', VMS);
    await write('z.json', ofType('microsoft.network/networkinterfaces'));
    await write('y.json', SIZES);
    const said = await read();
    expect(said.machine('web01').facts).toMatchObject({ cpuCount: 4, networks: ['hub/app'] });
  });

  test('with other resources: counted and told', async () => {
    const account = {
      id: `/subscriptions/${PROD}/resourceGroups/a/providers/Microsoft.Storage/storageAccounts/a`,
      type: 'microsoft.storage/storageaccounts',
      name: 'a',
    };
    const said = await read(await write('all.json', [...VMS, account, { ...account, id: `${account.id}2` }]));
    const issue = said.issues.find(({ code }) => code === 'TYPES_NOT_READ');
    expect(issue?.message).toContain('2 × microsoft.storage/storageaccounts');
    expect(said.receipt.parts).toContainEqual({
      name: 'microsoft.storage/storageaccounts',
      rows: 2,
      handling: 'ignored',
    });
  });
});

describe('saved answers that are not whole', () => {
  test('a page with a token is told loudly', async () => {
    const said = await read(
      await write('page.json', { count: 2, data: VMS.slice(0, 2), skip_token: 'ew0K', total_records: 5 }),
    );
    const issue = said.issues.find(({ code }) => code === 'INCOMPLETE_PAGE');
    expect(issue).toMatchObject({ severity: 'error', incomplete: true, message: expect.stringMatching(/skip_token/) });
    expect(said.receipt.missing.map(({ part }) => part)).toContain('further pages of saved');
  });

  test('a page with fewer rows than are counted, and one that was cut off, are told too', async () => {
    expect(codes(await read(await write('a.json', { count: 1, data: VMS.slice(0, 1), total_records: 5 })))).toContain(
      'INCOMPLETE_PAGE',
    );
    expect(codes(await read(await write('b.json', { data: VMS, resultTruncated: 'true' })))).toContain(
      'INCOMPLETE_PAGE',
    );
    expect(
      codes(await read(await write('c.json', { value: VMS, nextLink: 'https://management.azure.com/x' }))),
    ).toContain('INCOMPLETE_PAGE');
  });

  test('all pages together are whole', async () => {
    await write('page-1.json', { count: 3, data: VMS.slice(0, 3), skip_token: 'ew0K', total_records: 5 });
    await write('page-2.json', { count: 2, data: VMS.slice(3), skip_token: null, total_records: 5 });
    const said = await read();
    expect(codes(said)).not.toContain('INCOMPLETE_PAGE');
    expect(said.machines).toHaveLength(5);
  });

  test('a file that ends too early is refused, and costs only itself in a folder', async () => {
    const cut = await write('cut.json', JSON.stringify(VMS).slice(0, -40));
    await expect(read(cut)).rejects.toMatchObject({ code: 'IST-1015' });
    await write('whole.json', VMS);
    const said = await read();
    expect(said.machines).toHaveLength(5);
    expect(said.issues.find(({ code }) => code === 'FILE_NOT_READ')).toMatchObject({
      where: 'cut.json',
      severity: 'error',
      incomplete: true,
    });
  });

  test('a file of something else is refused with IST-1017', async () => {
    for (const [index, content] of [
      { apiVersion: 'v1', kind: 'List', items: [] },
      [{ a: 1 }],
      'null',
      '"text"',
      '{}',
    ].entries()) {
      await expect(read(await write(`other-${index}.json`, content))).rejects.toMatchObject({ code: 'IST-1017' });
    }
  });

  test('rows without an id are left out and counted', async () => {
    const said = await read(await write('rows.json', { data: [...VMS, { name: 'projected', vmSize: 'x' }], count: 6 }));
    expect(said.receipt.skippedRows).toBe(1);
    expect(codes(said)).toContain('NOT_A_RESOURCE');
  });

  test('an empty answer is an empty estate, not an error', async () => {
    const said = await read(await write('none.json', { count: 0, data: [], skip_token: null, total_records: 0 }));
    expect(said.receipt.counts['workloads']).toBe(0);
  });
});
