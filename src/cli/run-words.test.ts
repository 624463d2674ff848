import { describe, expect, it } from 'vitest';
import { cli, json } from './run.fixture.ts';

const source = {
  id: 'vsphere-fra',
  name: 'fra',
  providerKind: 'vsphere',
  precedence: 200,
  observedAt: '2026-11-22T08:00:00.000Z',
  workloads: 1,
  receipt: null,
  importId: 'imp-7',
  state: 'ok',
  ageSeconds: 10,
  live: {
    intervalSeconds: 300,
    paused: false,
    nextSyncAt: null,
    identity: null,
    settings: { address: 'vc' },
    secrets: [],
    lastError: { code: 'IST-2201', title: 'x', detail: 'no answer', hint: 'look', causes: [] },
    failures: 0,
    held: null,
  },
};
const operation = {
  id: 'op-1',
  kind: 'sync',
  state: 'succeeded',
  progress: 1,
  phase: 'done',
  detail: null,
  startedAt: '2026-11-22T00:00:00Z',
  finishedAt: null,
  result: {
    mode: 'full',
    upserts: 1,
    removed: 0,
    unchanged: 0,
    generation: 2,
    changed: true,
    held: null,
    missing: [],
    issues: [],
    milliseconds: 10,
  },
  problem: null,
};

describe('the words of the command line', () => {
  it('takes back what -o name printed', async () => {
    const ran = await cli(['application', 'put', 'erp', 'workload/wl-1', 'db01'], {
      'POST /api/v1/applications': json({ id: 'app-1', name: 'erp', generation: 2, changed: true }, 201),
    });
    expect(ran.code).toBe(0);
    expect(JSON.parse(ran.sent[0]?.body as string)).toMatchObject({ name: 'erp', workloads: ['wl-1', 'db01'] });
  });

  it('knows the kinds of background traffic without asking', async () => {
    const ran = await cli(['application', 'mark', 'dep-1', 'foo', '--reason', 'x']);
    expect(ran).toMatchObject({ code: 64, sent: [] });
    expect(ran.err).toContain('scanner, monitoring, dns');
  });

  it('says which options are needed', async () => {
    expect((await cli(['correct', 'prefer', '--help'])).out).toMatch(/--fact <field>.*\(needed\)/);
  });

  it('lists the issues of the newest import of a source', async () => {
    const ran = await cli(['get', 'import-issues', 'fra'], {
      'GET /api/v1/sources/fra': json(source),
      'GET /api/v1/imports/imp-7/issues': json({ items: [], total: 0 }),
    });
    expect(ran.code).toBe(0);
  });

  it('names a source by its name, also when all are read, and has no empty headings', async () => {
    const synced = await cli(['sync'], {
      'GET /api/v1/sources': json({ items: [source], total: 1 }),
      'POST /api/v1/sources/vsphere-fra/sync': json(operation, 202),
    });
    expect(synced.out).toContain('fra: read as a whole');
    expect(synced.out).not.toContain('vsphere-fra');
    const { out } = await cli(['describe', 'source', 'source/fra'], { 'GET /api/v1/sources/fra': json(source) });
    expect(out).toContain('Settings\n  address = vc\nLast error\n');
    expect(out).not.toContain('0 times');
  });

  it('points to provider packages for a kind that nobody provides', async () => {
    const ran = await cli(['connect', 'racklist'], {
      'GET /api/v1/source-kinds': json({ items: [], total: 0, refused: [] }),
    });
    expect(ran.err).toContain('ISTHMUS_PROVIDERS');
  });

  it('does not claim to know where the server listens', async () => {
    const answers = { 'POST /api/v1/sign-in-links': json({ secret: 's', expiresAt: '2026-11-22T00:00:00Z' }, 201) };
    expect((await cli(['sign-in'], answers)).err).toContain('--server');
    const told = await cli(['sign-in', '--server', 'https://isthmus.example'], answers);
    expect(told.out).toBe('https://isthmus.example/sign-in#secret=s\n');
    expect(told.err).not.toContain('--server');
  });
});
