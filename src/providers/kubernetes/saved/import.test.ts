/** Objects that kubectl saved, in the forms it saves them. */

import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { stringify } from 'yaml';
import type { ImportIssue, InventoryItem, Receipt } from '../../provider.ts';
import {
  CLUSTER_UID,
  NODES,
  object,
  OPENSHIFT,
  OPENSHIFT_WORKLOADS,
} from '../../../../test/support/kube-api-cluster.ts';
import { importSaved } from './import.ts';

let folder: string;
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'isthmus-saved-'))));
afterEach(() => rm(folder, { recursive: true }));

async function read(name: string, text: string) {
  await writeFile(join(folder, name), text);
  return readAt(join(folder, name), name);
}

async function readAt(path: string, fileName: string) {
  const items: InventoryItem[] = [];
  const issues: ImportIssue[] = [];
  const receipt: Receipt = await importSaved({
    path,
    fileName,
    sourceId: 'source-1',
    observedAt: '2026-11-22T00:00:00Z',
    onItem: (batch) => void items.push(...batch),
    onIssue: (issue) => void issues.push(issue),
  });
  return { items, issues, receipt };
}

describe('saved objects', () => {
  test.each([
    ['one list', 'all.json', JSON.stringify({ apiVersion: 'v1', kind: 'List', items: OPENSHIFT })],
    ['YAML documents', 'all.yaml', OPENSHIFT.map((one) => stringify(one)).join('---\n')],
    ['a list of typed lists', 'all.json', JSON.stringify([typed('Node', 'v1'), rest('Node')])],
  ])('of %s are all read', async (_name, file, text) => {
    const { receipt, items } = await read(file, text);
    expect(receipt.counts).toMatchObject({
      workloads: OPENSHIFT_WORKLOADS,
      hosts: 3,
      clusters: 1,
      networks: 2,
      datastores: 1,
    });
    expect(items.find(({ type }) => type === 'cluster')).toMatchObject({
      cluster: { name: 'ocp-fra.nordwerk.example', platform: 'openshift', version: '4.18.10' },
    });
    expect(items.find(({ type }) => type === 'workload')).toMatchObject({ observation: { scope: CLUSTER_UID } });
  });

  it('may be spread over a folder', async () => {
    await mkdir(join(folder, 'cluster/nodes'), { recursive: true });
    for (const [at, one] of OPENSHIFT.entries())
      await writeFile(join(folder, `cluster/nodes/${at}.json`), JSON.stringify(one));
    await writeFile(join(folder, 'README.md'), 'not read');
    expect((await readAt(folder, 'must-gather')).receipt.counts.workloads).toBe(OPENSHIFT_WORKLOADS);
  });

  it('of a support archive lack kind and ids and are still known by their names', async () => {
    const node = NODES[0]!;
    const bare = {
      metadata: { name: node.metadata.name, uid: 'xxxxxxxx-xxxx-xxxx-xxxx-xxxxxxxxxxxx' },
      status: node['status'],
    };
    const vm = object('kubevirt.io/v1', 'VirtualMachine', 'shop/app', { metadata: { uid: 'xxxx' }, spec: {} });
    const { items } = await read('x.json', JSON.stringify([bare, vm]));
    expect(items.filter(({ type }) => type === 'host')).toHaveLength(1);
    expect(items.find(({ type }) => type === 'workload')).toMatchObject({
      observation: { nativeId: 'shop/virtualmachine/app', facts: { platform: 'kubernetes', cluster: 'x' } },
    });
  });

  it('that are not read are counted, and secrets are not kept', async () => {
    const secret = object('v1', 'Secret', 'shop/key', { data: { key: 'aHVudGVyMg==' } });
    const { receipt, items, issues } = await read(
      'x.json',
      JSON.stringify([NODES[0], secret, object('v1', 'ConfigMap', 'a/b'), {}]),
    );
    expect(receipt.parts).toEqual([
      { name: 'Node', rows: 1, handling: 'read' },
      { name: 'ConfigMap', rows: 1, handling: 'ignored' },
      { name: 'Secret', rows: 1, handling: 'redacted' },
    ]);
    expect(JSON.stringify([items, receipt, issues])).not.toContain('aHVudGVyMg');
    expect(issues).toMatchObject([{ code: 'OBJECT_WITHOUT_NAME', skipped: true }]);
    expect(receipt.missing.map(({ part }) => part)).toContain('objects of kind Pod');
  });

  test.each([
    ['no objects', 'x.json', '{}', 'IST-1002'],
    ['broken JSON', 'x.json', '{"items": [hunter2', 'IST-1015'],
    ['broken YAML', 'x.yaml', 'a: [hunter2\nb: }', 'IST-1015'],
  ])('with %s are refused', async (_name, file, text, code) => {
    const reading = read(file, text);
    await expect(reading).rejects.toMatchObject({ code });
    await expect(reading).rejects.not.toThrow(/hunter2/);
  });
});

/** As the API itself lists: members without apiVersion and kind. */
const typed = (kind: string, apiVersion: string): object => ({
  apiVersion,
  kind: `${kind}List`,
  items: OPENSHIFT.filter((one) => one.kind === kind).map(({ apiVersion: _apiVersion, kind: _kind, ...one }) => one),
});
const rest = (kind: string): object => ({
  kind: 'List',
  apiVersion: 'v1',
  items: OPENSHIFT.filter((one) => one.kind !== kind),
});
