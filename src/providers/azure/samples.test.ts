import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ImportIssue, InventoryItem } from '../provider.ts';
import { saidOf } from './live.fixture.ts';
import type { Said } from './live.fixture.ts';
import { readSaved } from './read-files.ts';

const shared = process.env['ISTHMUS_SHARED'];
const skip = shared === undefined ? ' (skipped: ISTHMUS_SHARED names no folder with samples)' : '';
const folder = join(shared ?? '', 'samples', 'azure');

async function read(path: string): Promise<Said> {
  const items: InventoryItem[] = [];
  const issues: ImportIssue[] = [];
  const receipt = await readSaved({
    path,
    fileName: path,
    sourceId: 'source-1',
    observedAt: '2026-11-22T00:00:00Z',
    onItem: (batch) => void items.push(...batch),
    onIssue: (issue) => void issues.push(issue),
  });
  return saidOf({ product: '', instanceId: '', endpoint: '' }, items, issues, receipt);
}

describe.skipIf(shared === undefined)(`recorded answers and the vendor's examples${skip}`, () => {
  test('each is read, or refused with a code', async () => {
    for (const name of await readdir(folder)) {
      const outcome = await read(join(folder, name)).then(
        () => 'read',
        (error: unknown) => (error as { code?: string }).code,
      );
      expect(outcome, name).toMatch(/^(read|IST-1017)$/);
    }
  });

  test('a machine of Resource Graph, as a table', async () => {
    const { facts } = (await read(join(folder, 'resource-graph-vm.json'))).machine('cctestvm');
    expect(facts).toMatchObject({ size: 'Basic_A0', os: { family: 'linux', configuredAs: 'Ubuntu 16.04' } });
    expect(facts.disks).toMatchObject([{ capacityMiB: 30720 }, { label: 'LUN 0', capacityMiB: 1047552 }]);
  });

  test('a machine of Resource Manager with its instance view', async () => {
    const { facts } = (await read(join(folder, 'arm-get-vm-instanceview.json'))).machine('cctestvm');
    expect(facts).toMatchObject({
      powerState: 'on',
      generation: 1,
      firmware: 'bios',
      guestToolsVersion: '2.2.54.2',
      os: { reportedAs: 'Ubuntu 16.04' },
    });
  });

  test('a machine of Azure Local without its Arc machine', async () => {
    const { facts } = (await read(join(folder, 'spec-azure-local-vm-instance.json'))).machine('demovm');
    expect(facts).toMatchObject({ platform: 'azure-local', hostName: 'vm1', datastores: ['test-container'] });
  });

  test('clusters with their nodes', async () => {
    expect((await read(join(folder, 'arm-list-aks.json'))).hosts).toHaveLength(3);
    expect((await read(join(folder, 'arm-list-aro.json'))).clusters).toMatchObject([
      { hostCount: 6, version: '4.10.40' },
    ]);
    expect((await read(join(folder, 'arm-list-vmss.json'))).machines).toEqual([]);
  });
});
