import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import type { Workload } from '../core/model/workload.ts';
import { arf, checkResult, policyReport, policyState, testResult } from '../formats/feeds/feed.fixture.ts';
import type { OwnedContext } from './context.ts';
import { getControl, listControls } from './control-matrix.ts';
import { importEvidenceInThread } from './evidence-thread.ts';
import { loadEstate } from './generations.ts';
import { deleteEvidenceImport, getEvidenceImport, importEvidence, listEvidenceImports } from './import-evidence.ts';
import { importDemo } from './import-demo.ts';
import { putSites } from './sites-document.ts';

let context: OwnedContext;
let folder: string;
let machine: Workload;
const NOW = new Date('2026-11-23T08:00:00Z');
const nist = { framework: 'nist80053r5', by: 'site', staleAfterDays: 90 } as const;

beforeAll(async () => {
  context = await testContext({ clock: () => NOW });
  folder = await mkdtemp(join(tmpdir(), 'controls-'));
  await importDemo(context, { seed: 1, workloads: 120 });
  await putSites(context, await readFile(new URL('../../demo/sites.yaml', import.meta.url), 'utf8'));
  const { workloads } = await loadEstate(context);
  const found = workloads.find(({ facts }) => facts.hostName?.includes('.') === true && facts.os?.family === 'linux');
  if (found === undefined) throw new Error('the demo has no Linux machine with a name');
  machine = found;
});
afterAll(async () => {
  await context?.[Symbol.asyncDispose]();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  for (const { id, retiredAt } of await listEvidenceImports(context)) {
    if (retiredAt === null) await deleteEvidenceImport(context, id);
  }
});

async function bring(text: string, options: { name?: string; siteId?: string } = {}) {
  const path = join(folder, 'given');
  await writeFile(path, text);
  const { name = 'given', siteId } = options;
  return importEvidence(context, { path, fileName: name, ...(siteId !== undefined && { siteId }) });
}

const control = (id: string, more: object = {}) =>
  getControl(context, { ...nist, id: `nist80053r5:${id}`, limit: 50, ...more });
const linesOf = async (id: string, feed: string) => (await control(id)).evidence.filter((line) => line.feed === feed);

describe('an ARF', () => {
  it('reaches the machine it is about and the controls its rules name', async () => {
    const { receipt, id } = await bring(arf(machine.facts.hostName));
    expect(receipt).toMatchObject({
      records: 9,
      kept: 7,
      states: { openscap: { fail: 1, pass: 1, notselected: 1, informational: 1 } },
      targets: { workloads: 1, noneCount: 0 },
      doubts: [],
    });
    expect(receipt.withoutControl).toEqual([]);
    expect(await linesOf('SC-28(1)', 'openscap')).toMatchObject([
      {
        workloadId: machine.id,
        state: 'violated',
        importId: id,
        links: [{ cited: 'SC-28(1) (revision 4)', check: null }, { check: 'encryption-at-rest' }],
      },
    ]);
    expect((await control('SC-28(1)')).state).toBe('violated');
  });

  it('lends its references to results without any, and stops to when it is deleted', async () => {
    await bring(testResult(machine.facts.hostName, '2026-11-21'), { name: 'bare.xml' });
    expect((await linesOf('SC-28(1)', 'openscap')).map(({ links }) => links.map(({ check }) => check))).toEqual([
      ['encryption-at-rest'],
    ]);
    const { id } = await bring(arf('somewhere.else.example'), { name: 'arf.xml' });
    const cites = async () =>
      (await linesOf('SC-28(1)', 'openscap')).flatMap(({ links }) => links.flatMap(({ cited }) => cited ?? []));
    expect(await cites()).toEqual(['SC-28(1) (revision 4), from another file']);
    await deleteEvidenceImport(context, id);
    expect(await cites()).toEqual([]);
  });

  it('of a machine nobody knows counts nowhere, and says so', async () => {
    const { receipt } = await bring(arf('nobody.example'));
    expect(receipt.targets).toMatchObject({ workloads: 0, none: ['nobody.example'], noneCount: 1 });
    const matrix = await listControls(context, nist);
    expect(matrix.unplaced).toEqual({ openscap: 7 });
    expect(matrix.items.flatMap(({ feeds }) => feeds.filter(({ feed }) => feed === 'openscap'))).toEqual([]);
  });
});

describe('imports', () => {
  it('are whole or not at all', async () => {
    const before = await listEvidenceImports(context);
    await expect(bring(arf(machine.facts.hostName).slice(0, -300))).rejects.toMatchObject({ code: 'IST-4061' });
    await expect(bring('<Benchmark/>')).rejects.toMatchObject({ code: 'IST-4063' });
    await expect(bring(arf(), { siteId: 'fra-vsphera' })).rejects.toMatchObject({
      code: 'IST-4005',
      message: expect.stringContaining('fra-vsphere'),
    });
    expect(await listEvidenceImports(context)).toEqual(before);
  });

  it('are made in a thread as anywhere, and what is wrong with a file comes out of it', async () => {
    const path = join(folder, 'thread');
    await writeFile(path, arf(machine.facts.hostName));
    const made = await importEvidenceInThread(context, { path, fileName: 'arf.xml' });
    expect(made.receipt).toMatchObject({ records: 9, kept: 7 });
    expect(await getEvidenceImport(context, made.id)).toEqual(made);
    await writeFile(path, `# ${'x'.repeat(4 * 1024 ** 2)}`);
    await expect(importEvidenceInThread(context, { path, fileName: 'big.yaml' })).rejects.toMatchObject({
      code: 'IST-4062',
      hint: expect.stringContaining('JSON'),
    });
  });

  it('of the same file are one, keep a receipt when deleted, and are audited', async () => {
    const first = await bring(arf(machine.facts.hostName));
    const again = await bring(arf(machine.facts.hostName));
    expect([again.id, again.already]).toEqual([first.id, true]);
    await deleteEvidenceImport(context, first.id);
    expect(await getEvidenceImport(context, first.id)).toMatchObject({
      receipt: { kept: 7 },
      retiredAt: NOW.toISOString(),
    });
    expect(await linesOf('SC-28(1)', 'openscap')).toEqual([]);
    await expect(deleteEvidenceImport(context, first.id)).rejects.toMatchObject({ code: 'IST-4064' });
    const { rows } = await context.store.query<{ action: string }>(
      'select action from audit_records where object_id = $1 order by seq',
      [first.id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['evidence.import', 'evidence.delete']);
  });
});

describe('other feeds', () => {
  it('of a cluster are about the site that is named, and nowhere without one', async () => {
    const text = JSON.stringify({ kind: 'List', apiVersion: 'v1', items: [checkResult({ status: 'FAIL' })] });
    expect((await bring(text)).receipt.targets).toMatchObject({ none: ['the cluster'] });
    const { receipt } = await bring(text, { siteId: 'fra-openshift' });
    expect(receipt.targets).toMatchObject({ sites: 1, noneCount: 0 });
    const found = await control('SC-8');
    expect(found.evidence).toMatchObject([{ feed: 'compliance-operator', siteId: 'fra-openshift', state: 'violated' }]);
    const cell = found.cells.find(({ column }) => column === 'fra-openshift');
    expect(cell).toMatchObject({ state: 'violated' });
  });

  it('tell a machine by its resource id, and other resources as parts of the site that is their region', async () => {
    const azure = (await loadEstate(context)).workloads.find(({ observations }) =>
      observations.some(({ nativeId }) => nativeId.includes('/virtualMachines/')),
    );
    const resourceId = azure?.observations.find(({ nativeId }) => nativeId.startsWith('/sub'))?.nativeId.toUpperCase();
    const storage = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Storage/storageAccounts/data1';
    const group = { policyDefinitionGroupNames: ['NIST_SP_800-53_R5_SC-8(1)'] };
    const { receipt } = await bring(
      JSON.stringify([
        policyState({ resourceId, ...group }),
        policyState({ resourceId: storage, ...group, complianceState: 'Exempt' }),
      ]),
    );
    expect(receipt.targets).toMatchObject({ workloads: 1, sites: 1 });
    const lines = await linesOf('SC-8(1)', 'azure-policy');
    expect(lines).toMatchObject([
      { state: 'violated', workloadId: azure?.id },
      { state: 'waived', part: storage, siteId: 'azure-weu' },
    ]);
    const cell = (await control('SC-8(1)')).cells.find(({ column }) => column === 'azure-weu');
    expect(cell?.parts).toMatchObject({ waived: 1 });
  });

  it('that report on an object nobody knows are kept apart', async () => {
    const { receipt } = await bring(JSON.stringify(policyReport({ result: 'fail' })));
    expect(receipt.targets.none).toEqual(['Deployment/shop/web']);
  });

  it('that say a word of JavaScript for a state are unknown, and break no list', async () => {
    const { receipt } = await bring(JSON.stringify(policyReport({ result: 'constructor' })));
    expect(receipt.states).toEqual({ 'policy-report': { unknown: 1 } });
    const bad = "update control_evidence set state = 'function Object() { [native code] }'";
    await expect(context.store.query(bad)).rejects.toThrow('control_evidence_state');
  });
});

describe('controls', () => {
  it('of every framework are listed; filters narrow them', async () => {
    await bring(arf(machine.facts.hostName));
    const all = await listControls(context, nist);
    expect(all.frameworks.map(({ id }) => id)).toContain('dora');
    const bad = await listControls(context, { ...nist, state: 'violated' });
    expect(bad.total).toBeGreaterThan(0);
    expect(bad.items.every(({ state }) => state === 'violated')).toBe(true);
    expect(bad.totals).toEqual(all.totals);
    const scanned = await listControls(context, { ...nist, feed: 'openscap' });
    expect(scanned.items.map(({ control: id }) => id)).toContain('SC-28(1)');
    await expect(listControls(context, { ...nist, framework: 'nist' })).rejects.toMatchObject({ code: 'IST-4065' });
  });

  it('are named alone where one framework has them, else with it', async () => {
    expect((await getControl(context, { ...nist, id: 'sc-28', limit: 1 })).framework).toBe('nist80053r5');
    await expect(getControl(context, { ...nist, id: '17', limit: 1 })).rejects.toMatchObject({ code: 'IST-4066' });
    expect((await getControl(context, { ...nist, id: 'gdpr/32', limit: 1 })).control).toBe('32');
    await expect(getControl(context, { ...nist, id: 'gdpr:99', limit: 1 })).rejects.toMatchObject({ code: 'IST-4065' });
  });

  it('without evidence are unknown and say what would answer them', async () => {
    const found = await control('AU-9');
    expect(found).toMatchObject({ state: 'unknown', evidence: [] });
    expect(found.answers.map(({ check }) => check)).toEqual(['log-integrity']);
    expect(found.answers[0]?.rules.map(({ rule }) => rule)).toContain('rsyslog_remote_loghost');
  });
});
