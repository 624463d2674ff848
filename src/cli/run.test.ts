import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { writePlan } from '../core/plan/plan-file.ts';
import { planningInput, workload } from '../core/plan/plan.fixture.ts';
import { planWaves } from '../core/plan/waves.ts';
import { cli, json } from './run.fixture.ts';

const row = {
  id: 'wl-1',
  name: 'sap-app-03',
  kind: 'vm',
  platform: 'vsphere',
  powerState: 'on',
  osFamily: 'windows',
  osName: 'Windows Server 2012 R2',
  osVersion: '2012r2',
  osId: null,
  cpuCount: 8,
  memoryMiB: 65_536,
  diskGiB: null,
  cluster: 'c1',
  host: null,
  site: null,
  application: null,
  environment: null,
  criticality: null,
  readiness: { 'azure-vm': 'ready' },
  bestTarget: 'azure-vm',
  violated: 0,
  placedAt: null,
  sources: ['vc1'],
  conflicts: 0,
};
const operation = (fields: object) => ({
  id: 'op-1',
  kind: 'assess',
  state: 'running',
  progress: 0.5,
  phase: 'judging',
  detail: null,
  startedAt: '2026-11-22T00:00:00Z',
  finishedAt: null,
  result: null,
  problem: null,
  ...fields,
});

describe('usage', () => {
  it('prints the version and exits 0', async () => {
    expect(await cli(['--version'])).toMatchObject({ code: 0, err: '' });
  });

  it('exits 64 for a verb, a noun, an option or a value that does not exist, and says which', async () => {
    const cases: [string[], string][] = [
      [['fly'], 'fly'],
      [['get', 'birds'], 'birds'],
      [['get', 'workloads', '--wings'], '--wings'],
      [['get', 'workloads', '-o', 'svg'], 'svg'],
      [['get', 'workloads', '--limit', 'many'], 'many'],
    ];
    for (const [argv, named] of cases) {
      const ran = await cli(argv);
      expect(ran, argv.join(' ')).toMatchObject({ code: 64, out: '' });
      expect(ran.err).toContain(named);
    }
  });
});

describe('get workloads', () => {
  const answers = { 'GET /api/v1/workloads': json({ items: [row], total: 1, generation: 1 }) };

  it('prints data to stdout and the count to stderr', async () => {
    const ran = await cli(['get', 'workloads', '-q', 'os.family = windows'], answers);
    expect(ran.code).toBe(0);
    expect(ran.out).toMatch(/^NAME .*\nsap-app-03 .* 64Gi +- /);
    expect(ran.err).toBe('1 of 1 shown\n');
    expect(ran.sent[0]?.url).toContain('filter=os.family+%3D+windows');
  });

  it('prints every format', async () => {
    expect(JSON.parse((await cli(['get', 'workloads', '-o', 'json'], answers)).out)).toEqual({
      items: [row],
      total: 1,
    });
    expect((await cli(['get', 'workloads', '-o', 'yaml'], answers)).out).toMatch(/^items:\n  - id: wl-1/);
    expect((await cli(['get', 'workloads', '-o', 'name'], answers)).out).toBe('workload/wl-1\n');
    expect((await cli(['get', 'workloads', '-o', 'csv'], answers)).out).toMatch(
      /^name,platform,.*\r\nsap-app-03,vsphere,/,
    );
    expect((await cli(['get', 'workloads', '-o', 'wide'], answers)).out).toContain('azure-vm');
    expect((await cli(['-o', 'name', 'get', 'workloads'], answers)).out).toBe('workload/wl-1\n');
  });

  it('follows pages until the limit', async () => {
    const pages = [
      json({ items: [row], total: 3, continue: 'a', generation: 1 }),
      json({ items: [row], total: 3, continue: 'b', generation: 1 }),
    ];
    const ran = await cli(['get', 'workloads', '--limit', '2', '-o', 'name'], { 'GET /api/v1/workloads': pages });
    expect(ran.out).toBe('workload/wl-1\nworkload/wl-1\n');
    expect(ran.sent[1]?.url).toContain('continue=a');
    expect(ran.err).toBe('2 of 3 shown\n');
  });
});

describe('errors', () => {
  const problem = {
    type: '/e',
    title: 'Filter is not valid',
    status: 400,
    detail: 'unexpected "=="',
    code: 'IST-2001',
    hint: 'Use =.',
    causes: [{ where: 'position 10', message: 'here' }],
  };

  it('shows message, place and what to do, with exit code 64 for bad input', async () => {
    const ran = await cli(['get', 'workloads', '-q', 'os == x'], { 'GET /api/v1/workloads': json(problem, 400) });
    expect(ran).toMatchObject({ code: 64, out: '' });
    expect(ran.err).toBe('error IST-2001: unexpected "=="\n  position 10: here\n  Use =.\n');
  });

  it('is a JSON object on stderr with -o json', async () => {
    const ran = await cli(['get', 'workloads', '-o', 'json', '-q', 'os == x'], {
      'GET /api/v1/workloads': json(problem, 400),
    });
    expect(JSON.parse(ran.err)).toMatchObject({ code: 'IST-2001', causes: problem.causes });
  });

  it('refuses to send a token over plain HTTP to another machine', async () => {
    const ran = await cli(
      ['get', 'workloads'],
      {},
      { ISTHMUS_SERVER: 'http://isthmus.example', ISTHMUS_TOKEN: 'ist_secret' },
    );
    expect(ran).toMatchObject({ code: 1 });
    expect(ran.err).toContain('IST-9006');
    expect(ran.err).not.toContain('ist_secret');
  });
});

describe('long work', () => {
  const summary = {
    id: 'r',
    generation: 1,
    createdAt: 'x',
    violations: 2,
    workloads: { allowed: 1, violated: 2, unknown: 0, noSite: 0 },
    packs: [],
    rules: [],
    missing: [],
  };

  it('prints one line per phase when not on a terminal, and exits 3 on violation', async () => {
    const ran = await cli(['check'], {
      'POST /api/v1/checks': json(operation({}), 202),
      'GET /api/v1/operations/op-1': [
        json(operation({})),
        json(operation({ phase: 'storing' })),
        json(operation({ state: 'succeeded', result: summary })),
      ],
    });
    expect(ran.code).toBe(3);
    expect(ran.err).toBe('judging\nstoring\n');
    expect(ran.out).toContain('2 break a rule');
  });

  it('fails with the problem of the operation', async () => {
    const problem = {
      type: '/e',
      title: 'No estate',
      status: 409,
      detail: 'nothing imported',
      code: 'IST-2101',
      hint: 'Import first.',
      causes: [],
    };
    const ran = await cli(['assess'], {
      'POST /api/v1/assessments': json(operation({ state: 'failed', problem }), 202),
    });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('IST-2101: nothing imported');
  });
});

describe('-o of a command that writes a file', () => {
  const html = { status: 200, contentType: 'text/html', text: '<!doctype html>' };

  it('is the file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'isthmus-cli-')), 'exit.html');
    const ran = await cli(['report', '-o', file], { 'GET /api/v1/report': html });
    expect(ran).toMatchObject({ code: 0, out: '' });
    expect(ran.err).toContain('written');
  });

  it('says why no file can be made for moves that do go to the target', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'isthmus-cli-')), 'exit.plan');
    writeFileSync(file, writePlan(planWaves(planningInput({ workloads: [workload('a', { platform: 'kvm' })] }))));
    const answer = json({ items: [], gaps: ['wave-01: Forklift does not read from platform "kvm"'], otherMoves: 0 });
    const ran = await cli(['export', file, '--to', 'openshift'], { 'POST /api/v1/artefacts': answer });
    expect(ran).toMatchObject({ code: 0, out: '' });
    expect(ran.err).toContain('Forklift does not read from platform "kvm"');
    expect(ran.err).not.toContain('no move of this plan');
  });

  it('refuses a file that is not a plan', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'isthmus-cli-')), 'broken.plan');
    writeFileSync(file, 'not a plan');
    const ran = await cli(['export', file, '--to', 'openshift']);
    expect(ran.code).not.toBe(0);
    expect(ran.err).toMatch(/IST-6/);
  });
});

describe('what a command cannot do with an option', () => {
  it('is refused, never ignored', async () => {
    for (const argv of [
      ['get', 'assignments', '-q', 'x = 1'],
      ['get', 'hosts', '--sort', 'name'],
      ['get', 'corrections', 'someone'],
      ['get', 'hosts', '--unplaced'],
    ]) {
      const ran = await cli(argv);
      expect(ran, argv.join(' ')).toMatchObject({ code: 64, out: '' });
      expect(ran.sent).toEqual([]);
    }
  });

  it('an object that does not exist is an error, not an empty list', async () => {
    const ran = await cli(['get', 'workloads', 'nobody'], {
      'GET /api/v1/workloads': json({ items: [], total: 0, generation: 1 }),
    });
    expect(ran).toMatchObject({ code: 1, out: '' });
    expect(ran.err).toContain('nobody');
  });

  it('prints a document as CSV of its members and as a name', async () => {
    const summary = { id: 'res-1', generation: 1, topFixes: [], targets: [{ id: 'kvm' }] };
    const answers = { 'POST /api/v1/assessments': json(operation({ state: 'succeeded', result: summary }), 202) };
    expect((await cli(['assess', '-o', 'csv'], answers)).out).toBe(
      'path,value\r\nid,res-1\r\ngeneration,1\r\ntargets[0].id,kvm\r\n',
    );
    expect((await cli(['assess', '-o', 'name'], answers)).out).toBe('assessment/res-1\n');
  });
});
