/** Findings and waivers as people meet them: found, accepted by two people, followed, written to a file, open again. */

import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { removeHome } from '../support/homes.ts';
import { isthmus, serve } from '../support/isthmus.ts';
import type { Place, Ran, RunningServer } from '../support/isthmus.ts';

const WAIVERS = `
waivers:
  - name: attestation
    rule: pci-dss-4.0.1/p-aoc
    owner: ciso@example.org
    reason: The attestation is being renewed
    expires: '${new Date(Date.now() + 10 * 86_400_000).toISOString().slice(0, 10)}'
`;

let folder: string;
let host: Place;
let server: RunningServer;
const holder = async (name: string, role: string): Promise<Place> => {
  const { out } = await isthmus(host, 'token', 'create', name, '--role', role);
  const env = { ISTHMUS_SERVER: server.url, ISTHMUS_TOKEN: out.trim(), ISTHMUS_CONTEXT: '' };
  return { home: path.join(folder, name), cwd: folder, env };
};
const violations = async (): Promise<{ readonly violations: number; readonly code: number }> => {
  const { out, code } = await isthmus(host, 'check', '-o', 'json');
  return { violations: (JSON.parse(out) as { violations: number }).violations, code };
};

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'isthmus-waivers-'));
  host = { home: path.join(folder, 'server'), cwd: folder };
  server = await serve(host, ['demo', '--workloads', '300']);
  await writeFile(path.join(folder, 'waivers.yaml'), WAIVERS);
});

afterAll(async () => {
  await server[Symbol.asyncDispose]();
  await removeHome(host.home);
  await rm(folder, { recursive: true, force: true });
});

describe('a finding that is accepted for a while', () => {
  let anna: Place;
  let bob: Place;
  let open: number;

  it('is found, and a check says so with its exit code', async () => {
    const before = await violations();
    expect(before.code).toBe(3);
    open = before.violations;
    const listed = await isthmus(host, 'get', 'findings', '--state', 'violated', '--rule', 'pci-dss-4.0.1/p-aoc');
    expect(listed.out).toContain('attestation of compliance');
  });

  it('is asked for from a file, once, with mistakes named by their line', async () => {
    [anna, bob] = [await holder('anna', 'planner'), await holder('bob', 'approver')];
    const wrong = path.join(folder, 'wrong.yaml');
    await writeFile(wrong, WAIVERS.replace('rule:', 'rulee:'));
    const refused = await isthmus(anna, 'waiver', 'request', '-f', wrong);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toContain('waivers[0].rulee (line 4)');
    const asked = await isthmus(anna, 'waiver', 'request', '-f', 'waivers.yaml');
    expect(asked).toMatchObject({ code: 0 });
    expect(asked.out).toMatch(/attestation +wvr-\w+ +requested +now/);
    expect((await isthmus(anna, 'waiver', 'request', '-f', 'waivers.yaml')).out).toMatch(/requested +before/);
  });

  it('takes a second person, and nobody is two', async () => {
    expect((await isthmus(anna, 'waiver', 'approve', 'attestation')).err).toContain('IST-8002');
    const own = await isthmus(host, 'waiver', 'request', '--rule', 'pci-dss-4.0.1/p-aoc', ...about('2 days'));
    const id = /waiver\/(wvr-\w+)/.exec(own.out)?.[1] ?? '';
    const alone = await isthmus(host, 'waiver', 'approve', id);
    expect(alone).toMatchObject({ code: 1 });
    expect(alone.err).toMatch(/IST-4053.*nobody else can approve/);
    expect((await isthmus(bob, 'waiver', 'approve', id)).err).toContain('a token that local made');
    expect((await isthmus(host, 'waiver', 'withdraw', id)).code).toBe(0);
    const looked = (await isthmus(bob, 'waiver', 'show', 'attestation', '-o', 'json')).out;
    const { id: named, digest } = JSON.parse(looked) as { id: string; digest: string };
    const byName = await isthmus(bob, 'waiver', 'approve', 'attestation');
    expect(byName.err).toMatch(new RegExp(`${named}: [\\s\\S]*IST-4058`));
    const approve = ['waiver', 'approve', 'attestation', '--note', 'seen', '--digest', digest];
    expect((await isthmus(bob, ...approve)).out).toContain('approved');
  });

  it('is counted apart, announced before its end, and in every list', async () => {
    const checked: Ran = await isthmus(host, 'check');
    expect(checked.out).toMatch(/~ waived +\d+ finding/);
    expect(checked.out).toMatch(/! waiver attestation of ciso@example\.org ends in \d+ days/);
    expect((await violations()).violations).toBeLessThan(open);
    const listed = await isthmus(host, 'get', 'findings', '--state', 'waived', '-o', 'json');
    const { items } = JSON.parse(listed.out) as { items: { state: string; waiver: { id: string } | null }[] };
    expect(items.every(({ state, waiver }) => state === 'violated' && waiver !== null)).toBe(true);
    const since = await isthmus(host, 'get', 'findings', '--since', 'gen/2', '--change', 'waived', '-o', 'json');
    expect((JSON.parse(since.out) as { total: number }).total).toBe(items.length);
  });

  it('is in the files that are made of findings', async () => {
    expect((await isthmus(host, 'get', 'findings', '--out', 'f.csv')).code).toBe(0);
    expect(await readFile(path.join(folder, 'f.csv'), 'utf8')).toMatch(/p-aoc[\s\S]{0,400}wvr-/);
    expect((await isthmus(host, 'get', 'findings', '--out', 'f.xlsx')).code).toBe(0);
    expect((await readFile(path.join(folder, 'f.xlsx'))).subarray(0, 2).toString()).toBe('PK');
  });

  it('is open again when the waiver is withdrawn', async () => {
    expect((await isthmus(anna, 'waiver', 'withdraw', 'attestation')).code).toBe(0);
    expect(await violations()).toEqual({ violations: open, code: 3 });
    const trend = await isthmus(host, 'get', 'trend', '-o', 'json');
    const { items } = JSON.parse(trend.out) as { items: { changes: { reopened: number } }[] };
    expect(items.at(-1)?.changes.reopened).toBeGreaterThan(0);
    expect((await isthmus(host, 'waiver', 'show', 'attestation')).out).toMatch(
      /requested by token:anna[\s\S]*approved by token:bob: seen[\s\S]*withdrawn by token:anna/,
    );
  });
});

const about = (reason: string): readonly string[] => {
  const day = new Date(Date.now() + 2 * 86_400_000).toISOString().slice(0, 10);
  return ['--owner', 'me', '--reason', reason, '--expires', day];
};
