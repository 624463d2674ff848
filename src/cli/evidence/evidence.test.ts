import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvidenceImportDocument } from '../../api/controls.ts';
import { cli, json } from '../run.fixture.ts';

const found: EvidenceImportDocument = {
  id: 'evi-1',
  fileName: 'arf.xml',
  sha256: 'ab12',
  sizeBytes: 2048,
  siteId: null,
  actor: 'anna',
  createdAt: '2026-11-22T08:00:00.000Z',
  retiredBy: null,
  retiredAt: null,
  receipt: {
    records: 1348,
    kept: 97,
    states: { openscap: { pass: 30, fail: 41 } },
    rounds: [{ name: 'base', target: 'db1', profile: 'e8', endedAt: '2026-11-20T10:05:00.000Z' }],
    roundCount: 1,
    targets: {
      workloads: 1,
      sites: 0,
      several: [{ label: 'web1', by: 'short name', workloadIds: ['wl-1', 'wl-2'] }],
      severalCount: 1,
      none: ['the cluster'],
      noneCount: 1,
    },
    rules: 9,
    withoutControl: ['own_rule'],
    withoutControlCount: 1,
    doubts: [{ what: 'a word that is not in the table', count: 2, examples: ['MAYBE'] }],
  },
};

const operation = (fields: object) =>
  json(
    {
      id: 'op-1',
      kind: 'import',
      state: 'succeeded',
      progress: 1,
      phase: 'done',
      detail: null,
      startedAt: '2026-11-22T00:00:00Z',
      finishedAt: '2026-11-22T00:00:01Z',
      result: null,
      problem: null,
      ...fields,
    },
    202,
  );

const IMPORT = 'POST /api/v1/evidence/imports';
let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'evidence-'));
  file = join(folder, 'arf.xml');
  await writeFile(file, '<arf/>');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('evidence import', () => {
  it('sends the file with its name and site, and prints the receipt with all that counts nowhere', async () => {
    const ran = await cli(['evidence', 'import', file, '--site', 'fra'], { [IMPORT]: operation({ result: found }) });
    expect(ran).toMatchObject({ code: 0 });
    expect(ran.sent[0]?.url).toBe('/api/v1/evidence/imports?fileName=arf.xml&site=fra');
    expect(ran.out).toContain('✓ arf.xml  97 results kept of 1,348 (evi-1)');
    for (const words of [
      '! web1 may be wl-1 or wl-2 by short name: none was taken',
      '! the cluster is no known workload: its results count nowhere',
      'isthmus evidence import … --site ID',
      '! 1 rule of 9 speak to no control we know: own_rule',
      '! a word that is not in the table: 2 times (MAYBE)',
    ]) {
      expect(ran.out).toContain(words);
    }
  });

  it('says so when the file was there already', async () => {
    const ran = await cli(['evidence', 'import', file], {
      [IMPORT]: operation({ result: { ...found, already: true } }),
    });
    expect(ran.out).toContain('arf.xml is there already as evi-1; nothing was changed');
  });

  it('gives data: one import, or a list of several', async () => {
    const answers = { [IMPORT]: operation({ result: found }) };
    expect(JSON.parse((await cli(['evidence', 'import', file, '-o', 'json'], answers)).out)).toMatchObject({
      id: 'evi-1',
    });
    const two = { [IMPORT]: [operation({ result: found }), operation({ result: { ...found, id: 'evi-2' } })] };
    const ran = await cli(['evidence', 'import', file, file, '-o', 'json'], two);
    expect((JSON.parse(ran.out) as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(['evi-1', 'evi-2']);
  });

  it('fails with the problem of the file, and before asking anybody when it cannot be read', async () => {
    const problem = { code: 'IST-4061', title: 'broken', detail: 'arf.xml ends in line 7', status: 422 };
    const broken = await cli(['evidence', 'import', file], { [IMPORT]: operation({ state: 'failed', problem }) });
    expect(broken.code).not.toBe(0);
    expect(broken.err).toContain('arf.xml ends in line 7');
    const none = await cli(['evidence', 'import', join(folder, 'none.xml')]);
    expect(none).toMatchObject({ out: '', sent: [] });
    expect(none.err).toContain('IST-9003');
  });
});

describe('evidence list, show and delete', () => {
  const LIST = { 'GET /api/v1/evidence/imports': json({ items: [found], total: 1 }) };

  it('lists what was imported, also when nothing else is said', async () => {
    const ran = await cli(['evidence', 'list'], LIST);
    expect(ran.out).toMatch(/^ID +FILE +FEED .*\nevi-1 +arf\.xml +openscap +97 +1,?348 +1 +2 .*in force/);
    expect(ran.err).toBe('1 imported\n');
    expect((await cli(['evidence'], LIST)).out).toBe(ran.out);
  });

  it('says of a deleted one who deleted it', async () => {
    const gone = { ...found, retiredBy: 'ben', retiredAt: '2026-11-23T08:00:00.000Z' };
    const list = await cli(['evidence', 'list'], { 'GET /api/v1/evidence/imports': json({ items: [gone], total: 1 }) });
    expect(list.out).toContain('deleted by ben');
    const one = await cli(['evidence', 'show', 'evi-1'], { 'GET /api/v1/evidence/imports/evi-1': json(gone) });
    expect(one.out).toContain('(evi-1, deleted by ben on 2026-11-23)');
    const answers = { 'DELETE /api/v1/evidence/imports/evi-1': json(gone) };
    const deleted = await cli(['evidence', 'delete', 'evi-1'], answers);
    expect(deleted.out).toBe('✓ evi-1: the evidence of arf.xml is gone, its receipt stays\n');
  });

  it('tells an import that is not there', async () => {
    const answer = json(
      { code: 'IST-4064', title: 'none', detail: 'there is no evidence import evi-9', status: 404 },
      404,
    );
    const ran = await cli(['evidence', 'show', 'evi-9'], { 'GET /api/v1/evidence/imports/evi-9': answer });
    expect(ran.code).not.toBe(0);
    expect(ran.err).toContain('there is no evidence import evi-9');
  });
});
