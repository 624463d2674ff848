import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ruleText } from '../../core/assess/user-rules/rule.fixture.ts';
import { cli, json } from '../run.fixture.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isthmus-rules-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function file(name: string, text: string): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

const tests = (expected: string) => ({ tests: [{ name: 'with a TPM', facts: { tpm: true }, expect: expected }] });

describe('isthmus rules test', () => {
  it('asks no server and exits 0 when all is as expected', async () => {
    const ran = await cli(['rules', 'test', await file('good.yaml', ruleText('tpm', tests('fail')))]);
    expect(ran).toMatchObject({ code: 0, sent: [] });
    expect(ran.out).toBe('✓ user.x\n    ✓ with a TPM\n1 rule · 1 test\n');
  });

  it('shows what differs and exits 1', async () => {
    const ran = await cli(['rules', 'test', await file('bad.yaml', ruleText('tpm', tests('pass')))]);
    expect(ran.code).toBe(1);
    expect(ran.out).toMatch(/ {4}✗ with a TPM {2}\S+bad\.yaml:14:13\n/);
    expect(ran.out).toContain('      - pass\n      + fail: tpm is true.\n');
    expect(ran.out).toContain('1 rule, 1 faulty · 1 test, 1 failed');
  });

  it('names file, line and column of a mistake', async () => {
    const path = await file('wrong.yaml', ruleText('cpucount > 4'));
    const ran = await cli(['rules', 'test', path]);
    expect(ran.code).toBe(1);
    expect(ran.out).toContain(`${path}:6:8  fails: unknown fact "cpucount". Did you mean "cpuCount"?`);
  });

  it('takes a folder, and says when two files share an id', async () => {
    const ran = await cli(['rules', 'test', '--rules', folder, '-o', 'json']);
    expect(ran.code).toBe(1);
    const { ok, doubled } = JSON.parse(ran.out) as { ok: boolean; doubled: string[] };
    expect(ok).toBe(false);
    expect(doubled[0]).toMatch(/user\.x is the id of rules in .*bad\.yaml and .*good\.yaml/);
  });

  it('says what to do when there is nothing', async () => {
    const ran = await cli(['rules', 'test', join(folder, 'none.yaml')]);
    expect(ran.code).toBe(1);
    expect(ran.err).toContain('own-rules.md');
  });
});

describe('isthmus rules list', () => {
  const rule = {
    id: 'user.x',
    label: 'X',
    description: '',
    remedy: '',
    severity: { kvm: 'blocker' },
    platforms: null,
    kinds: ['vm'],
    facts: ['tpm'],
    fixHours: 1,
    source: { ref: 'handbook', date: '2026-11-01', confidence: null },
    covers: [],
    origin: 'folder',
    file: 'x.yaml',
    sound: false,
    problems: [],
    counts: { fail: 0, unknown: 7 },
  };
  const shipped = { ...rule, id: 'common.y', origin: 'shipped', file: null, sound: true, severity: { stay: 'info' } };
  const answers = { 'GET /api/v1/rules': json({ items: [rule, shipped], total: 2 }) };

  it.each<{ args: string[]; ids: string; reason: string }>([
    { args: [], ids: 'rule/user.x\nrule/common.y\n', reason: 'all' },
    { args: ['--own'], ids: 'rule/user.x\n', reason: 'your own' },
    { args: ['--target', 'stay'], ids: 'rule/common.y\n', reason: 'those that speak on a target' },
    { args: ['HAND', 'user'], ids: 'rule/user.x\n', reason: 'by words' },
  ])('gives $reason', async ({ args, ids }) => {
    expect((await cli(['rules', 'list', ...args, '-o', 'name'], answers)).out).toBe(ids);
  });

  it('says that a rule is broken', async () => {
    const { out, err } = await cli(['rules', 'list'], answers);
    expect(out).toMatch(/user\.x +X +blocker: kvm +0 +7 +x\.yaml \(faulty\)/);
    expect(err).toContain('isthmus rules show user.x');
  });
});

describe('isthmus rules test with a pack', () => {
  const pack = (expected: string, test = 'site.country == "DE"'): string => `id: own
version: 1.0.0
name: Own rules
source: house rules
asOf: '2026-11-22'
appliesWhen: 'true'
requirements:
  - {id: home, ref: r, title: t, remedy: r, test: '${test}'}
tests:
  - name: at home
    site: {country: DE}
    expect: {home: ${expected}}
`;

  it('asks no server and exits 0 when all is as expected', async () => {
    const ran = await cli(['rules', 'test', await file('pack-good.yaml', pack('satisfied'))]);
    expect(ran).toMatchObject({ code: 0, sent: [], out: '✓ own 1.0.0\n    ✓ at home\n1 pack · 1 test\n' });
  });

  it.each<{ reason: string; text: string; says: RegExp }>([
    {
      reason: 'what differs, with its place',
      text: pack('violated'),
      says: /✗ at home\n {6}\S+pack-bad\.yaml:12:20 {2}tests\[0\]\.expect\.home: expected violated, got satisfied\n/,
    },
    {
      reason: 'a condition that cannot be compiled',
      text: pack('satisfied', 'site.contry == "DE"'),
      says: /requirements\[0\]\.test \(line 8\), column 1 .*Did you mean "site\.country"/,
    },
    {
      reason: 'a file that is no pack after all',
      text: 'requirements: []\n',
      says: /✗ \S+pack-bad\.yaml\n.*id.*is required/,
    },
    { reason: 'one that is no YAML', text: 'id: [\nrequirements:\n', says: /pack-bad\.yaml: line \d+, column \d+/ },
  ])('exits 1 and shows $reason', async ({ text, says }) => {
    const ran = await cli(['rules', 'test', await file('pack-bad.yaml', text)]);
    expect(ran.out).toMatch(says);
    expect(ran.code).toBe(1);
  });
});
