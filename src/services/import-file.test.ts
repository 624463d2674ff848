/** Imports as the estate sees them: a provider made of a closure, a real database. */

import { spawn } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testContext } from '../../test/support/database.ts';
import type { ImportIssue, InventoryItem, Provider, Receipt } from '../providers/provider.ts';
import { observationOf } from '../core/model/workload.fixture.ts';
import type { Host } from '../core/model/estate.ts';
import type { WorkloadFacts } from '../core/model/workload.ts';
import { digestText } from '../core/evidence/digest.ts';
import type { OwnedContext, ServiceContext } from './context.ts';
import { diffGenerations } from './diff-generations.ts';
import { eachWorkload, listGenerations, loadEstate, requireGeneration } from './generations.ts';
import { findWorkload } from './get-workload.ts';
import { importFile } from './import-file.ts';
import { sourceIdOf } from './source-id.ts';
import type { ImportOutcome } from './import-items.ts';
import { listInventory } from './list-inventory.ts';
import { listWorkloads } from './list-workloads.ts';
import { listImportIssues, listSources } from './sources.ts';

interface Content {
  readonly items?: readonly InventoryItem[];
  readonly issues?: readonly ImportIssue[];
  readonly text?: string;
  readonly observedAt?: string;
  readonly failAfter?: Error;
}

function providerOf(kind: string, content: (sourceId: string) => Content, precedence = 50): Provider {
  return {
    kind,
    title: kind,
    platform: 'vsphere',
    precedence,
    supplies: {},
    file: {
      accepts: 'nothing',
      extensions: [],
      async read({ sourceId, fileName, onItem, onIssue, onProgress, observedAt }) {
        const { items = [], issues = [], text = JSON.stringify(items), failAfter, observedAt: own } = content(sourceId);
        for (const item of items) await onItem([item]);
        issues.forEach(onIssue);
        onProgress?.(1, 'reading');
        if (failAfter !== undefined) throw failAfter;
        return {
          providerKind: kind,
          fileName,
          sha256: digestText(text),
          sizeBytes: text.length,
          observedAt: own ?? observedAt,
          parts: [],
          counts: { workloads: items.length },
          missing: [],
          issueCounts: { error: 0, warning: issues.length, info: 0 },
          skippedRows: 0,
          bytesSent: 0,
        } satisfies Receipt;
      },
    },
  };
}

const machine = (sourceId: string, name: string, facts: WorkloadFacts = {}, biosUuid?: string): InventoryItem => ({
  type: 'workload',
  observation: observationOf(
    sourceId,
    `vm-${name}`,
    biosUuid === undefined ? {} : { biosUuid },
    { name, platform: 'vsphere', ...facts },
    { scope: sourceId },
  ),
});

function run(
  context: ServiceContext,
  kind: string,
  content: (sourceId: string) => Content,
  options: { sourceName?: string; precedence?: number } = {},
): Promise<ImportOutcome> {
  const request = {
    providerKind: kind,
    path: '/nowhere',
    fileName: `${kind}.xlsx`,
    ...(options.sourceName !== undefined && { sourceName: options.sourceName }),
  };
  return importFile(context, request, [providerOf(kind, content, options.precedence)]);
}

const uuid = (n: number): string => `4200${String(n).padStart(4, '0')}-1111-2222-3333-444455556666`;

describe('importing', () => {
  let context: OwnedContext;
  beforeAll(async () => {
    context = await testContext();
  });
  afterAll(() => context?.[Symbol.asyncDispose]());

  const first = (sourceId: string): Content => ({
    items: [
      machine(sourceId, 'web01', { cpuCount: 2, memoryMiB: 4096, application: 'Shop' }, uuid(1)),
      machine(sourceId, 'db01', { cpuCount: 8, memoryMiB: 65_536, application: 'shop' }, uuid(2)),
      {
        type: 'host',
        host: {
          id: 'host-1',
          name: 'esx01',
          platform: 'vsphere',
          observedBy: { sourceId, nativeId: 'h1', observedAt: '2026-11-20T08:00:00.000Z' },
        },
      },
      {
        type: 'dependency',
        dependency: {
          fromWorkloadId: 'vm-web01',
          toWorkloadId: 'DB01',
          port: 5432,
          protocol: 'tcp',
          confidencePct: 90,
          evidence: 'flow',
          sourceId,
        },
      },
      {
        type: 'dependency',
        dependency: {
          fromWorkloadId: 'vm-web01',
          toWorkloadId: 'nobody',
          confidencePct: 90,
          evidence: 'flow',
          sourceId,
        },
      },
    ],
    issues: [{ severity: 'warning', code: 'ODD', where: 'row 3', message: 'odd', fix: 'mend it', skipped: false }],
  });

  it('makes the first generation, with what was counted and how it came to be', async () => {
    const outcome = await run(context, 'vc', first);
    expect(outcome.changed).toBe(true);
    expect(outcome.generation).toMatchObject({
      number: 1,
      reason: 'import vc vc.xlsx',
      counts: { workloads: 2, hosts: 1, clusters: 0, networks: 0, datastores: 0, applications: 1, dependencies: 1 },
    });
    expect(outcome.issues.map(({ code, message }) => [code, message])).toEqual([
      ['DEPENDENCY_END_UNKNOWN', expect.stringMatching(/^1 dependency names a machine that no source lists/)],
      ['ODD', 'odd'],
    ]);
    expect(outcome.receipt.issueCounts).toEqual({ error: 0, warning: 2, info: 0 });
    expect((await listImportIssues(context, outcome.importId, { limit: 10 })).items).toEqual(outcome.issues);
    const [application] = (await listInventory(context, 'application', { limit: 10 })).items;
    expect(application).toMatchObject({ name: 'Shop', origin: 'tag', evidence: 'stated by vc' });
    expect(application?.workloadIds).toHaveLength(2);
    const [dependency] = (await listInventory(context, 'dependency', { limit: 10 })).items;
    const { workload: web } = await findWorkload(context, 'WEB01');
    const { workload: db } = await findWorkload(context, 'db01');
    expect(dependency).toMatchObject({ fromWorkloadId: web.id, toWorkloadId: db.id });
  });

  it('makes a receipt and no generation of a file that says nothing new', async () => {
    const outcome = await run(context, 'vc', first);
    expect(outcome).toMatchObject({ changed: false, generation: { number: 1 } });
    expect(outcome.issues.map(({ code }) => code)).toEqual(['DEPENDENCY_END_UNKNOWN', 'ODD']);
    const sameInOtherWords = await run(context, 'vc', (sourceId) => ({ ...first(sourceId), text: 'other bytes' }));
    expect(sameInOtherWords).toMatchObject({ changed: false, generation: { number: 1 } });
    expect(sameInOtherWords.importId).not.toBe(outcome.importId);
    expect(await listGenerations(context)).toHaveLength(1);
    expect(
      (await listSources(context)).map(({ name, workloads, importId }) => ({ name, workloads, importId })),
    ).toEqual([{ name: 'vc', workloads: 2, importId: sameInOtherWords.importId }]);
  });

  it('replaces what the source said before, keeps ids, and tells two generations apart field by field', async () => {
    const { workload: before } = await findWorkload(context, 'web01');
    const outcome = await run(context, 'vc', (sourceId) => ({
      items: [
        machine(sourceId, 'web01', { cpuCount: 4, memoryMiB: 4096 }, uuid(1)),
        machine(sourceId, 'new01', {}, uuid(3)),
      ],
    }));
    expect(outcome).toMatchObject({
      changed: true,
      generation: { number: 2, counts: { workloads: 2, hosts: 0, applications: 0, dependencies: 0 } },
    });
    const { workload: after } = await findWorkload(context, 'web01');
    expect(after.id).toBe(before.id);
    expect(after.facts.cpuCount).toBe(4);

    const diff = await diffGenerations(context, 1, 2, 100);
    expect(diff.counts).toEqual({ added: 1, removed: 1, changed: 1 });
    const changed = diff.items.find(({ change }) => change === 'changed');
    expect(changed).toMatchObject({ name: 'web01' });
    expect(changed?.fields).toContainEqual({ field: 'cpuCount', from: 2, to: 4 });
    expect(changed?.fields).toContainEqual({ field: 'application', from: 'Shop', to: null });
    const back = await diffGenerations(context, 2, 1, 100);
    expect(back.counts).toEqual({ added: 1, removed: 1, changed: 1 });
    expect((await diffGenerations(context, 2, 2, 100)).items).toEqual([]);
    expect(await diffGenerations(context, 1, 2, 1)).toMatchObject({
      truncated: true,
      counts: { added: 1, removed: 1, changed: 1 },
    });
  });

  it('gives the former generation back as it was', async () => {
    const estate = await loadEstate(context, 1);
    expect(estate.workloads.map(({ facts }) => facts.name).toSorted((a = '', b = '') => (a < b ? -1 : 1))).toEqual([
      'db01',
      'web01',
    ]);
    expect(estate.hosts.map(({ name }) => name)).toEqual(['esx01']);
    expect(estate.digest).toBe((await requireGeneration(context, 1)).digest);
    const old = await listWorkloads(context, { limit: 10, generation: 1, filter: 'cpuCount = 2' });
    expect(old.items.map(({ name }) => name)).toEqual(['web01']);
  });

  it('comes back to the same digest when the sources say what they said', async () => {
    const outcome = await run(context, 'vc', first);
    expect(outcome.generation.number).toBe(3);
    expect(outcome.generation.digest).toBe((await requireGeneration(context, 1)).digest);
    expect((await diffGenerations(context, 1, 3, 10)).counts).toEqual({ added: 0, removed: 0, changed: 0 });
  });

  it('joins the same machine seen by two sources, the better one first, the other kept as conflict', async () => {
    const outcome = await run(
      context,
      'arc',
      (sourceId) => ({ items: [machine(sourceId, 'web01', { cpuCount: 3, owner: 'ada' }, uuid(1))] }),
      { precedence: 10 },
    );
    expect(outcome.generation.counts.workloads).toBe(2);
    const { workload } = await findWorkload(context, 'web01');
    expect(workload.facts).toMatchObject({ cpuCount: 2, owner: 'ada' });
    expect(workload.observations.map(({ sourceId }) => sourceId)).toEqual([
      sourceIdOf('vc', 'vc'),
      sourceIdOf('arc', 'arc'),
    ]);
    expect(workload.provenance).toMatchObject({ owner: 1 });
    expect(workload.conflicts).toEqual([{ field: 'cpuCount', others: [{ observation: 1, value: 3 }] }]);
  });

  it('changes nothing when the file turns out to be unreadable in its last row', async () => {
    const before = await listGenerations(context);
    const failed = run(context, 'vc', (sourceId) => ({
      items: [machine(sourceId, 'half', {}, uuid(9))],
      failAfter: new Error('cut off'),
    }));
    await expect(failed).rejects.toThrow('cut off');
    expect(await listGenerations(context)).toEqual(before);
    expect((await listWorkloads(context, { limit: 10 })).items.map(({ name }) => name)).toEqual(['db01', 'web01']);
    expect((await run(context, 'vc', first)).changed).toBe(false);
  });

  it('changes nothing when it is cancelled', async () => {
    const abort = new AbortController();
    const cancelled = run({ ...context, signal: abort.signal }, 'vc', (sourceId) => {
      abort.abort();
      return { items: [machine(sourceId, 'x')] };
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'IST-7010' });
    expect((await run(context, 'vc', first)).changed).toBe(false);
  });

  it('lets imports that are started together follow each other', async () => {
    const before = (await listGenerations(context)).length;
    const outcomes = await Promise.all(
      ['s1', 's2', 's3'].map((name, index) =>
        run(context, 'vc', (sourceId) => ({ items: [machine(sourceId, `${name}-vm`, {}, uuid(50 + index))] }), {
          sourceName: name,
        }),
      ),
    );
    expect(outcomes.map(({ generation }) => generation.number).toSorted((a, b) => a - b)).toEqual([
      before + 1,
      before + 2,
      before + 3,
    ]);
    expect((await listWorkloads(context, { limit: 1 })).total).toBe(5);
  });

  it('streams a generation in batches, and may be left early', async () => {
    const { number } = await requireGeneration(context);
    const sizes: number[] = [];
    for await (const batch of eachWorkload(context, number, 2)) sizes.push(batch.length);
    expect(sizes).toEqual([2, 2, 1]);
    for await (const batch of eachWorkload(context, number, 2)) {
      expect(batch).toHaveLength(2);
      break;
    }
    const failing = (async () => {
      for await (const _ of eachWorkload(context, number, 2)) throw new Error('enough');
    })();
    await expect(failing).rejects.toThrow('enough');
  });

  it.each([
    { ask: () => findWorkload(context, 'nobody'), code: 'IST-2103', reason: 'no such name' },
    { ask: () => requireGeneration(context, 999), code: 'IST-2102', reason: 'no such generation' },
    { ask: () => listImportIssues(context, 'imp-none', { limit: 1 }), code: 'IST-2106', reason: 'no such import' },
    {
      ask: () => importFile(context, { providerKind: 'abacus', path: '', fileName: 'x' }),
      code: 'IST-2109',
      reason: 'no such kind',
    },
    {
      ask: () => listInventory(context, 'host', { limit: 1, continue: '!!' }),
      code: 'IST-2105',
      reason: 'no continuation of ours',
    },
    { ask: () => listWorkloads(context, { limit: 1, sort: 'colour' }), code: 'IST-2002', reason: 'no such field' },
    {
      ask: () => listWorkloads(context, { limit: 1, filter: 'cpuCount >' }),
      code: 'IST-2001',
      reason: 'half a filter',
    },
  ])('answers $code: $reason', async ({ ask, code }) => {
    await expect(ask()).rejects.toMatchObject({ code });
  });

  it('names the workloads that share a name', async () => {
    await run(
      context,
      'vc',
      (sourceId) => ({
        items: [
          machine(sourceId, 'twin', { host: 'a' }, uuid(70)),
          {
            ...machine(sourceId, 'twin', { host: 'b' }, uuid(71)),
            observation: observationOf(sourceId, 'vm-2', {}, { name: 'Twin', host: 'b' }),
          } as InventoryItem,
        ],
      }),
      { sourceName: 'twins' },
    );
    await expect(findWorkload(context, 'twin')).rejects.toMatchObject({
      code: 'IST-2104',
      causes: [expect.anything(), expect.anything()],
    });
  });
});

describe('the id of a source', () => {
  it.each([
    { name: 'fra-vc01', id: 'rvtools-fra-vc01', reason: 'a plain name as it is' },
    { name: ' FRA-VC01 ', id: 'rvtools-fra-vc01', reason: 'letter case and blanks around it do not count' },
    {
      name: 'Export 1 (new)',
      id: expect.stringMatching(/^rvtools-export-1-new-[0-9a-f]{8}$/),
      reason: 'what is lost is told by a digest',
    },
    { name: '日本', id: expect.stringMatching(/^rvtools-[0-9a-f]{8}$/), reason: 'nothing readable is left' },
    { name: 'x'.repeat(100), id: expect.stringMatching(/^rvtools-x{60}-[0-9a-f]{8}$/), reason: 'not without end' },
  ])('$reason', ({ name, id }) => {
    expect(sourceIdOf('rvtools', name)).toEqual(id);
  });

  it('differs for names that differ', () => {
    expect(sourceIdOf('rvtools', 'a b')).not.toBe(sourceIdOf('rvtools', 'a  b'));
    expect(sourceIdOf('rvtools', 'a')).not.toBe(sourceIdOf('csv', 'a'));
  });
});

describe('an import whose process is killed', () => {
  it('leaves the estate as it was, and the next import works', async () => {
    await using context = await testContext();
    await run(context, 'vc', (sourceId) => ({ items: [machine(sourceId, 'kept', {}, uuid(1))] }));
    const program = `
      import { openContext } from ${JSON.stringify(new URL('./context.ts', import.meta.url).href)};
      import { importFile } from ${JSON.stringify(new URL('./import-file.ts', import.meta.url).href)};
      const context = await openContext(${JSON.stringify({ home: '/nowhere', databaseUrl: context.databaseUrl, databaseIdleSeconds: 5 })});
      const read = async ({ sourceId, onItem }) => {
        for (let n = 0; n < 2000; n += 1) await onItem([{ type: 'workload', observation: { sourceId, nativeId: 'vm-' + n, observedAt: '2026-11-20T08:00:00.000Z', kind: 'vm', identity: {}, facts: { name: 'n' + n } } }]);
        console.log('half-way');
        await new Promise((resolve) => setTimeout(resolve, 60_000));
      };
      await importFile(context, { providerKind: 'vc', path: '', fileName: 'vc.xlsx' }, [{ kind: 'vc', title: '', platform: '', precedence: 50, supplies: {}, file: { accepts: '', extensions: [], read } }]);`;
    const child = spawn(process.execPath, ['--input-type=module', '--eval', program], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    await new Promise<void>((resolve) => child.stdout.once('data', () => resolve()));
    child.kill('SIGKILL');
    expect((await listWorkloads(context, { limit: 10 })).items.map(({ name }) => name)).toEqual(['kept']);
    const outcome = await run(context, 'vc', (sourceId) => ({
      items: [machine(sourceId, 'kept', {}, uuid(1)), machine(sourceId, 'next', {}, uuid(2))],
    }));
    expect(outcome.generation).toMatchObject({ number: 2, counts: { workloads: 2 } });
  });
});

describe('several exports', () => {
  let context: OwnedContext;
  beforeAll(async () => {
    context = await testContext();
  });
  afterAll(() => context?.[Symbol.asyncDispose]());

  const inVcenter = (sourceId: string, name: string, n: number): InventoryItem => ({
    type: 'workload',
    observation: observationOf(sourceId, `vm-${n}`, { biosUuid: uuid(n) }, { name }, { scope: 'vcenter-a' }),
  });
  const host = (sourceId: string, facts: Partial<Host>, observedAt: string): InventoryItem => ({
    type: 'host',
    host: {
      id: 'host-1',
      name: 'esx01',
      platform: 'vsphere',
      ...facts,
      observedBy: { sourceId, nativeId: 'h1', observedAt },
    },
  });
  const june = (sourceId: string): Content => ({
    items: [
      inVcenter(sourceId, 'web01', 1),
      inVcenter(sourceId, 'gone01', 2),
      host(sourceId, { cpuCores: 64, memoryMiB: 1_048_576, version: '7.0' }, '2026-06-28T00:00:00.000Z'),
    ],
    observedAt: '2026-06-28T00:00:00.000Z',
  });
  const july = (sourceId: string): Content => ({
    items: [
      inVcenter(sourceId, 'web01', 1),
      host(sourceId, { cluster: 'prod', version: '8.0' }, '2026-07-28T00:00:00.000Z'),
    ],
    observedAt: '2026-07-28T00:00:00.000Z',
  });

  it('of one vCenter under two names are told of, with the name that replaces the former', async () => {
    expect((await run(context, 'vc', june, { sourceName: 'fra 06-28' })).issues).toEqual([]);
    const second = await run(context, 'vc', july, { sourceName: 'fra-07-28' });
    expect(second.issues).toEqual([
      {
        severity: 'warning',
        code: 'SAME_PLATFORM',
        where: 'file',
        message: expect.stringContaining(
          'Another source is of the same platform: "fra 06-28" (2 machines). What it lists stays',
        ),
        fix: expect.stringContaining('--name "fra 06-28"'),
        skipped: false,
      },
    ]);
    const third = await run(context, 'vc', july, { sourceName: 'fra-07-29' });
    expect(third.issues.map(({ message }) => message)).toEqual([
      expect.stringContaining('2 other sources are of the same platform: '),
    ]);
    expect(second.receipt.issueCounts).toEqual({ error: 0, warning: 1, info: 0 });
    expect((await listImportIssues(context, second.importId, { limit: 10 })).items).toEqual(second.issues);
  });

  it('that say less do not hide what others know of a host; what both state is taken from the newer', async () => {
    const [known] = (await listInventory(context, 'host', { limit: 10 })).items;
    expect(known).toMatchObject({
      cpuCores: 64,
      memoryMiB: 1_048_576,
      cluster: 'prod',
      version: '8.0',
      observedBy: { sourceId: 'vc-fra-07-28' },
    });
  });

  it('of a better source win over newer ones, field by field', async () => {
    await run(
      context,
      'arc',
      (sourceId) => ({
        items: [host(sourceId, { version: '9.0', vendor: 'Acme' }, '2026-08-28T00:00:00.000Z')],
        observedAt: '2026-08-28T00:00:00.000Z',
      }),
      { precedence: 10 },
    );
    const [known] = (await listInventory(context, 'host', { limit: 10 })).items;
    expect(known).toMatchObject({ cpuCores: 64, cluster: 'prod', version: '8.0', vendor: 'Acme' });
  });

  it('of the same name replace each other, and of other kinds are no second export', async () => {
    const { issues } = await run(context, 'live', (sourceId) => ({ items: [inVcenter(sourceId, 'web01', 1)] }));
    expect(issues).toEqual([]);
  });
});
