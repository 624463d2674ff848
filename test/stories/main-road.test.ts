/** A newcomer's first hour on the command line: a workbook in, a plan that can be defended out. */

import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { writeRvtoolsWorkbook } from '../../src/providers/simulator/rvtools-workbook.ts';
import { removeHome } from '../support/homes.ts';
import { isthmus } from '../support/isthmus.ts';
import type { Place, Ran } from '../support/isthmus.ts';

let folder: string;
let place: Place;

const run = (...args: readonly string[]): Promise<Ran> => isthmus(place, ...args);
const json = <T>(ran: Ran): T => JSON.parse(ran.out) as T;

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-story-'));
  place = { home: path.join(folder, 'home'), cwd: folder };
  await writeRvtoolsWorkbook({ seed: 7, vms: 300, path: path.join(folder, 'fra-vc01.xlsx') });
  await writeRvtoolsWorkbook({ seed: 7, vms: 300, path: path.join(folder, 'only-vinfo.xlsx'), sheets: ['vInfo'] });
});

afterAll(async () => {
  await removeHome(place.home);
  await rm(folder, { recursive: true, force: true });
});

describe('from a workbook to a plan', () => {
  it('says there is nothing yet, and what to do, before anything was imported', async () => {
    const ran = await run('assess');
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('IST-2101');
    expect(ran.err).toContain('isthmus import');
  });

  it('imports with a receipt: sheets, rows, digest, nothing sent, licence keys left out', async () => {
    const ran = await run('import', 'rvtools', 'fra-vc01.xlsx');
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/sha256:[0-9a-f]{64}/);
    expect(ran.out).toContain('0 bytes sent');
    expect(ran.out).toContain('vInfo 300');
    expect(ran.out).toMatch(/vLicense \d+ \(keys left out\)/);
  });

  it('gives the same generation for the same file', async () => {
    const again = json<{ generation: number; changed: boolean }>(
      await run('import', 'rvtools', 'fra-vc01.xlsx', '-o', 'json'),
    );
    expect(again).toMatchObject({ generation: 1, changed: false });
  });

  it('lists by filter, and says where a filter is wrong', async () => {
    const old = json<{ items: { osFamily: string }[]; total: number }>(
      await run('get', 'workloads', '-q', 'os.family = windows and os.version < 2016', '-o', 'json'),
    );
    expect(old.total).toBeGreaterThan(0);
    expect(new Set(old.items.map((row) => row.osFamily))).toEqual(new Set(['windows']));
    const wrong = await run('get', 'workloads', '-q', 'os.famly = windows');
    expect(wrong).toMatchObject({ code: 64, out: '' });
    expect(wrong.err).toContain('os.family');
  });

  it('assesses with three answers', async () => {
    const summary = json<{ assessed: number; targets: { id: string; counts: Record<string, number> }[] }>(
      await run('assess', '-o', 'json'),
    );
    for (const { counts } of summary.targets) {
      expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(summary.assessed);
    }
    expect(summary.targets.map(({ id }) => id)).toEqual([
      'stay',
      'openshift-virtualization',
      'azure-vm',
      'kvm',
      'hyperv',
      'azure-local',
      'openshift-container',
      'aks-container',
    ]);
  });

  it('writes a sites file that can be placed onto at once, and never overwrites it', async () => {
    expect((await run('sites', 'init')).code).toBe(0);
    // The cheapest example target takes everything; without it the vendors' targets have to share.
    const text = await readFile(path.join(folder, 'sites.yaml'), 'utf8');
    await writeFile(
      path.join(folder, 'sites.yaml'),
      text.replace(/(- id: example-kvm\n)/, '$1    acceptsWorkloads: false\n'),
    );
    const again = await run('sites', 'init');
    expect(again.code).toBe(1);
    expect(again.err).toContain('exists');
  });

  it('exits 3 when a rule is broken', async () => {
    const text = await readFile(path.join(folder, 'sites.yaml'), 'utf8');
    const broken = text.replace(
      /^organisation:.*\n(?: {2}.*\n)*/m,
      'organisation: {country: DE, sector: finance, class: essential, adminMfa: false}\n',
    );
    await writeFile(path.join(folder, 'broken.yaml'), broken);
    const ran = await run('check', '-f', 'broken.yaml');
    expect(ran.out).toContain('✗ violated');
    expect(ran.code).toBe(3);
    const findings = json<{ items: { state: string; level: string }[] }>(
      await run('get', 'findings', '--state', 'violated', '-o', 'json'),
    );
    expect(findings.items.some(({ level }) => level === 'must')).toBe(true);
  });

  it('places with cost, bound and a reason for each', async () => {
    const summary = json<{
      placed: number;
      unplaced: number;
      totalUsdPerMonth: number;
      boundUsdPerMonth: number;
      gapPct: number;
    }>(await run('place', '-f', 'sites.yaml', '-o', 'json'));
    expect(summary.placed).toBeGreaterThan(200);
    expect(summary.boundUsdPerMonth).toBeLessThanOrEqual(summary.totalUsdPerMonth + 1e-6);
    const [first] = json<{
      items: {
        workloadId: string;
        candidates: { siteId: string; feasible: boolean; reasons: unknown[]; cost?: unknown }[];
      }[];
    }>(await run('get', 'assignments', '--limit', '1', '-o', 'json')).items;
    const explained = await run('place', 'explain', first?.workloadId ?? '');
    expect(explained.code).toBe(0);
    for (const candidate of first?.candidates ?? []) {
      expect(explained.out).toContain(candidate.siteId);
      expect(candidate.feasible ? candidate.cost : candidate.reasons[0]).toBeDefined();
    }
  });

  it('places onto Hyper-V as onto any other target that rules judge', async () => {
    const text = await readFile(path.join(folder, 'sites.yaml'), 'utf8');
    await writeFile(
      path.join(folder, 'hyperv.yaml'),
      text.replace('target: openshift-virtualization', 'target: hyperv'),
    );
    const ran = await run('place', '-f', 'hyperv.yaml', '-o', 'json');
    expect(ran.err).not.toContain('no rule judges');
    const { sites } = json<{ sites: { siteId: string; workloads: number }[] }>(ran);
    expect(sites.find(({ siteId }) => siteId === 'example-openshift-virtualization')?.workloads).toBeGreaterThan(0);
    expect((await run('sites', 'apply', 'sites.yaml')).code).toBe(0);
  });

  it('keeps a sites file in force when the next one names a regime that does not exist', async () => {
    const text = await readFile(path.join(folder, 'sites.yaml'), 'utf8');
    await writeFile(path.join(folder, 'typo.yaml'), `${text}\nregimes: [gdrp]\n`);
    const refused = await run('check', '-f', 'typo.yaml');
    expect(refused.code).not.toBe(0);
    expect(refused.err).toContain('IST-4012');
    expect((await run('sites', 'show')).out).not.toContain('gdrp');
  });

  it('places the same way twice', async () => {
    const summaries = [await run('place', '-o', 'json'), await run('place', '-o', 'json')].map((ran) => {
      const { id: _id, createdAt: _at, seconds: _seconds, ...rest } = json<Record<string, unknown>>(ran);
      return rest;
    });
    expect(summaries[0]).toHaveProperty('resultDigest');
    expect(summaries[0]).toEqual(summaries[1]);
  });

  it('plans waves into a file that pins what it rests on', async () => {
    const ran = await run('plan', '-o', 'exit.plan', '--exit-code');
    expect(ran.code).toBe(2);
    expect(ran.out).toMatch(/^Plan "exit"/);
    const plan = JSON.parse(await readFile(path.join(folder, 'exit.plan'), 'utf8')) as {
      digest: string;
      pins: { generation: number };
    };
    expect(plan.digest).toMatch(/^sha256:/);
    expect(plan.pins.generation).toBe(1);
    const tampered = (await readFile(path.join(folder, 'exit.plan'), 'utf8')).replace(
      '"generation": 1',
      '"generation": 2',
    );
    await writeFile(path.join(folder, 'tampered.plan'), tampered);
    expect((await run('show', 'tampered.plan')).err).toContain('IST-6003');
  });

  it('exports OpenShift resources that are YAML, one folder per wave', async () => {
    expect((await run('export', 'exit.plan', '--to', 'openshift', '--dir', 'ocp')).code).toBe(0);
    const files = (await readdir(path.join(folder, 'ocp'), { recursive: true })).filter((name) =>
      name.endsWith('.yaml'),
    );
    expect(files.some((name) => name.endsWith('40-plan.yaml'))).toBe(true);
    for (const name of files) {
      const documents = (await readFile(path.join(folder, 'ocp', name), 'utf8'))
        .split(/^---$/m)
        .map((text) => parse(text) as { kind?: string } | null);
      expect(
        documents.some((document) => document?.kind !== undefined),
        name,
      ).toBe(true);
    }
  });

  it('refuses to export a plan once the estate has moved on', async () => {
    expect((await run('import', 'rvtools', 'only-vinfo.xlsx', '--name', 'second')).code).toBe(0);
    const ran = await run('export', 'exit.plan', '--to', 'azure');
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('IST-6006');
    const diff = await run('diff', 'gen/1', 'gen/2', '--exit-code');
    expect(diff.code).toBe(2);
  });

  it('writes a report that loads nothing', async () => {
    expect((await run('report', '-o', 'exit.html')).code).toBe(0);
    const html = await readFile(path.join(folder, 'exit.html'), 'utf8');
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).not.toMatch(/<(?:script|link|img|iframe)\b/i);
  });
});

describe('a workbook with vInfo alone', () => {
  it('says what the missing sheets cost, and leaves their rules unknown by name', async () => {
    const home = path.join(folder, 'home-vinfo');
    const alone: Place = { home, cwd: folder };
    try {
      const receipt = await isthmus(alone, 'import', 'rvtools', 'only-vinfo.xlsx');
      expect(receipt.out).toContain('Not in this file');
      expect(receipt.out).toContain('vDisk');
      const summary = JSON.parse((await isthmus(alone, 'assess', '-o', 'json')).out) as {
        rules: { ruleId: string; fail: number; unknown: number }[];
        unknowns: { fact: string; from: string[] }[];
      };
      const shared = summary.rules.find(({ ruleId }) => ruleId === 'vsphere.disk.shared');
      expect(shared).toMatchObject({ fail: 0 });
      expect(shared?.unknown).toBeGreaterThan(200);
      expect(summary.unknowns.some(({ from }) => from.some((text) => text.includes('vDisk')))).toBe(true);
    } finally {
      await removeHome(home);
    }
  });
});
